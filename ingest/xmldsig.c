/*
 * The key is set from the certificate here and xmlsec never looks at KeyInfo;
 * whether the certificate is worth anything is for chain.c.  The lists given to
 * xmlsec repeat what xmldsig_shape.c has checked.
 */

#include "ingest/xmldsig.h"

#include <stdbool.h>

#include <libxml/parser.h>
#include <openssl/err.h>
#include <xmlsec/crypto.h>
#include <xmlsec/openssl/x509.h>
#include <xmlsec/xmldsig.h>

#include "common/certificates.h"
#include "ingest/xmldsig_shape.h"

/* Elements, attributes and their values that a tree for verification may have:
 * some 120 bytes each.  What is larger is signed detached. */
#define OBJECTS_MAX ((size_t)1000000)

static bool
is_too_large(const char *bytes, size_t count)
{
	size_t objects = 0;

	for (size_t i = 0; i < count; i++)
		objects += bytes[i] == '<' ? 1 : bytes[i] == '=' ? 2 : 0;
	return objects > OBJECTS_MAX;
}

/* The same options as native.c's: both must see the same document. */
static enum ilo_status
parse(const char *bytes, size_t count, xmlDoc **out)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR |
	                    XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES |
	                    XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
	xmlParserCtxt *parser = xmlNewParserCtxt();
	bool exhausted = parser == NULL, sound = false;

	*out = NULL;
	if (parser != NULL) {
		*out = xmlCtxtReadMemory(parser, bytes, (int)count, NULL, NULL,
		                         options);
		exhausted = parser->errNo == XML_ERR_NO_MEMORY;
		sound = parser->wellFormed != 0 && parser->nsWellFormed != 0 &&
		        parser->errNo == 0;
	}
	xmlFreeParserCtxt(parser);
	if (!sound) {
		xmlFreeDoc(*out);
		*out = NULL;
	}
	return exhausted ? ILO_FAILED : ILO_OK;
}

static bool
enable(xmlSecDSigCtx *context)
{
	const xmlSecTransformId references[] = {
		xmlSecTransformEnvelopedId, xmlSecTransformExclC14NId,
		xmlSecTransformInclC14NId,  xmlSecTransformSha256Id,
		xmlSecTransformSha384Id,    xmlSecTransformSha512Id};
	const xmlSecTransformId methods[] = {
		xmlSecTransformExclC14NId,   xmlSecTransformInclC14NId,
		xmlSecTransformRsaSha256Id,  xmlSecTransformRsaSha384Id,
		xmlSecTransformRsaSha512Id,  xmlSecTransformEcdsaSha256Id,
		xmlSecTransformEcdsaSha384Id};

	context->enabledReferenceUris = xmlSecTransformUriTypeEmpty;
	for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
		if (xmlSecDSigCtxEnableReferenceTransform(context,
		                                          references[i]) < 0)
			return false;
	}
	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		if (xmlSecDSigCtxEnableSignatureTransform(context, methods[i]) <
		    0)
			return false;
	}
	return true;
}

/* The signer's public key as xmlsec holds it; NULL when it takes none such. */
static xmlSecKey *
make_key(X509 *certificate)
{
	xmlSecKeyData *value = xmlSecOpenSSLX509CertGetKey(certificate);
	xmlSecKey *key = value == NULL ? NULL : xmlSecKeyCreate();

	if (key != NULL && xmlSecKeySetValue(key, value) == 0)
		return key;
	if (value != NULL)
		xmlSecKeyDataDestroy(value);
	if (key != NULL)
		xmlSecKeyDestroy(key);
	return NULL;
}

/* Why the signature is not that of the document by the key; NULL: it is. */
static const char *
compute(xmlNode *signature, X509 *signer)
{
	xmlSecDSigCtx *context = xmlSecDSigCtxCreate(NULL);
	const char *fault = NULL;

	if (context == NULL)
		ilo_out_of_memory();
	if (!enable(context))
		ilo_out_of_memory();
	context->signKey = make_key(signer); /* freed with context */
	if (context->signKey == NULL)
		fault = "the signer's key is neither RSA nor ECDSA";
	else if (xmlSecDSigCtxVerify(context, signature) < 0)
		fault = "it could not be computed from the document and the "
			"signer's key";
	else if (context->status != xmlSecDSigStatusSucceeded)
		fault = "the document was altered after it was signed, or was "
			"signed by another key";
	xmlSecDSigCtxDestroy(context);
	return fault;
}

static bool
ran_out(void)
{
	const xmlError *error = xmlGetLastError();
	const bool openssl = ilo_openssl_exhausted();

	return openssl || (error != NULL && error->code == XML_ERR_NO_MEMORY);
}

enum ilo_status
xmldsig_verify(const char *bytes, size_t count, struct ilo_arena *arena,
               struct proof *proof)
{
	struct xmldsig_shape shape;
	xmlDoc *document = NULL;

	*proof = (struct proof){.method = "xmldsig"};
	if (is_too_large(bytes, count)) {
		proof->fault = "the document is too large to verify a "
			       "signature inside it; sign it detached";
		return ILO_OK;
	}
	xmlResetLastError();
	ERR_clear_error();
	if (parse(bytes, count, &document) != ILO_OK)
		return ILO_FAILED;
	if (document == NULL) {
		proof->fault = "the document is not well-formed";
		return ILO_OK;
	}
	shape = xmldsig_shape(document, arena, proof);
	proof->fault = shape.fault;
	if (shape.fault == NULL) {
		proof_choose_signer(proof);
		proof->fault = compute(shape.signature, proof->signer);
	}
	xmlFreeDoc(document);
	return ran_out() ? ILO_FAILED : ILO_OK;
}
