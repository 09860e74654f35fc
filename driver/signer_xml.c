/*
 * Enveloped signatures by xmlsec, in the one form that ilo-ingest takes: a
 * reference to the whole document, exclusive canonical XML, SHA-256.
 */

#include <stdlib.h>

#include <libxml/parser.h>
#include <openssl/err.h>
#include <xmlsec/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>

#include "common/certificates.h"
#include "common/mem.h"
#include "common/names.h"
#include "common/xmlio.h"
#include "driver/signer.h"

static enum ilo_status
refuse(struct ilo_diag *diag, enum ilo_code code, const char *file,
       const char *why)
{
	if (ilo_openssl_exhausted())
		ilo_out_of_memory();
	ilo_diag_report(diag, code, file, 0, "%s", why);
	return ILO_FAILED;
}

static xmlDoc *
parse(const struct ilo_buf *bytes)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR |
	                    XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;

	return xmlReadMemory(ilo_buf_text(bytes), (int)bytes->count, NULL, NULL,
	                     options);
}

static bool
is_signed(const xmlNode *root)
{
	const xmlNode *one = ilo_xml_child(root, "Signature");

	for (; one != NULL; one = ilo_xml_next(one, "Signature")) {
		if (one->ns != NULL &&
		    xmlStrEqual(one->ns->href, XC(ILO_NS_SIGNATURE)))
			return true;
	}
	return false;
}

/* The empty form of a signature, the root's last child; NULL without memory. */
static xmlNode *
add_template(xmlDoc *document, int key_type)
{
	xmlNode *root = xmlDocGetRootElement(document);
	xmlNode *signature = xmlSecTmplSignatureCreateNsPref(
		document, xmlSecTransformExclC14NId,
		key_type == EVP_PKEY_RSA ? xmlSecTransformRsaSha256Id
					 : xmlSecTransformEcdsaSha256Id,
		NULL, XC("ds"));
	xmlNode *reference;

	if (signature == NULL || xmlAddChild(root, signature) == NULL ||
	    xmlAddChild(root, xmlNewDocText(document, XC("\n"))) == NULL)
		return NULL;
	reference = xmlSecTmplSignatureAddReference(
		signature, xmlSecTransformSha256Id, NULL, XC(""), NULL);
	if (reference == NULL ||
	    xmlSecTmplReferenceAddTransform(
		    reference, xmlSecTransformEnvelopedId) == NULL ||
	    xmlSecTmplReferenceAddTransform(reference,
	                                    xmlSecTransformExclC14NId) == NULL)
		return NULL;
	return signature;
}

/* The certificate's bytes in Base64 under a new element of the parent. */
static bool
add_certificate(xmlNode *parent, X509 *certificate)
{
	unsigned char *der = NULL, *text;
	const int size = i2d_X509(certificate, &der);
	xmlNode *added;

	if (size <= 0)
		return false;
	text = ilo_xcalloc((size_t)size / 3 + 2, 4);
	(void)EVP_EncodeBlock(text, der, size); /* it fits */
	added = xmlNewTextChild(parent, parent->ns, XC("X509Certificate"),
	                        text);
	free(text);
	OPENSSL_free(der);
	return added != NULL;
}

/* Behind the rest, when that is signed: nothing depends on it. */
static bool
add_key_info(xmlNode *signature, const struct signer *signer)
{
	xmlNode *info =
		xmlNewChild(signature, signature->ns, XC("KeyInfo"), NULL);
	xmlNode *data = info == NULL ? NULL
	                             : xmlNewChild(info, info->ns,
	                                           XC("X509Data"), NULL);
	bool added = data != NULL;

	for (int i = 0; added && i < sk_X509_num(signer->certificates); i++)
		added = add_certificate(data,
		                        sk_X509_value(signer->certificates, i));
	return added;
}

static bool
compute(xmlNode *signature, EVP_PKEY *key)
{
	xmlSecDSigCtx *context = xmlSecDSigCtxCreate(NULL);
	xmlSecKeyData *value = NULL;
	bool signed_it = false;

	if (context == NULL || EVP_PKEY_up_ref(key) != 1)
		ilo_out_of_memory();
	value = xmlSecOpenSSLEvpKeyAdopt(key);
	context->signKey = value == NULL ? NULL : xmlSecKeyCreate();
	if (context->signKey == NULL)
		ilo_out_of_memory();
	if (xmlSecKeySetValue(context->signKey, value) == 0)
		signed_it = xmlSecDSigCtxSign(context, signature) == 0 &&
		            context->status == xmlSecDSigStatusSucceeded;
	xmlSecDSigCtxDestroy(context);
	return signed_it;
}

static enum ilo_status
write_out(xmlDoc *document, struct ilo_buf *out)
{
	xmlChar *text = NULL;
	int size = 0;

	xmlDocDumpMemoryEnc(document, &text, &size, "UTF-8");
	if (text == NULL)
		ilo_out_of_memory();
	ilo_buf_add(out, text, (size_t)size);
	xmlFree(text);
	return ILO_OK;
}

enum ilo_status
signer_envelop(const struct signer *signer, const struct ilo_buf *bytes,
               const char *file, struct ilo_diag *diag, struct ilo_buf *out)
{
	xmlDoc *document = parse(bytes);
	enum ilo_status status;
	xmlNode *signature;

	ERR_clear_error();
	if (document == NULL || document->intSubset != NULL) {
		status = refuse(diag, ILO_D_SIGN_FAILED, file,
		                "it is no well-formed XML without a DOCTYPE; "
		                "--cms signs any file");
	} else if (is_signed(xmlDocGetRootElement(document))) {
		status = refuse(diag, ILO_D_SIGN_TWICE, file,
		                "it holds a ds:Signature; take that out first");
	} else {
		signature =
			add_template(document, EVP_PKEY_base_id(signer->key));
		if (signature == NULL)
			ilo_out_of_memory();
		status = compute(signature, signer->key) &&
		                         add_key_info(signature, signer)
		                 ? write_out(document, out)
		                 : refuse(diag, ILO_D_SIGN_FAILED, file,
		                          "xmlsec");
	}
	xmlFreeDoc(document);
	return status;
}
