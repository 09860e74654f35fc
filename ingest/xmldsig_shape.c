/*
 * Wrapping attacks live on what a verifier finds by itself: a second signature,
 * a reference by ID, a transform that cuts something out.  So every element of
 * the signature is expected at its place, and everything else is a fault.
 */

#include "ingest/xmldsig_shape.h"

#include <string.h>

#include <xmlsec/base64.h>

#include "common/names.h"
#include "common/xmlio.h"

/* Base64 characters of one certificate. */
#define CERTIFICATE_MAX ((size_t)64 * 1024)

static const struct xmldsig_algorithm signature_methods[] = {
	{"rsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"},
	{"rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"},
	{"rsa-sha512", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"},
	{"ecdsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"},
	{"ecdsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"},
	{NULL, NULL}};

static const struct xmldsig_algorithm digest_methods[] = {
	{"sha256", "http://www.w3.org/2001/04/xmlenc#sha256"},
	{"sha384", "http://www.w3.org/2001/04/xmldsig-more#sha384"},
	{"sha512", "http://www.w3.org/2001/04/xmlenc#sha512"},
	{NULL, NULL}};

static const struct xmldsig_algorithm canonical_forms[] = {
	{"exc-c14n", "http://www.w3.org/2001/10/xml-exc-c14n#"},
	{"c14n", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"},
	{NULL, NULL}};

static const struct xmldsig_algorithm enveloped[] = {
	{"enveloped", "http://www.w3.org/2000/09/xmldsig#enveloped-signature"},
	{NULL, NULL}};

static bool
is_ours(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	       node->ns != NULL &&
	       xmlStrEqual(node->ns->href, XC(ILO_NS_SIGNATURE)) &&
	       xmlStrEqual(node->name, XC(name));
}

/* Attributes other than Id and, where it is given, the one named. */
static bool
has_only(const xmlNode *node, const char *name)
{
	for (const xmlAttr *one = node->properties; one != NULL;
	     one = one->next) {
		if (one->ns != NULL ||
		    (!xmlStrEqual(one->name, XC("Id")) &&
		     (name == NULL || !xmlStrEqual(one->name, XC(name)))))
			return false;
	}
	return true;
}

/* The name of the algorithm of an element that says nothing else; or NULL. */
static const char *
algorithm(const xmlNode *node, const struct xmldsig_algorithm *allowed,
          struct ilo_arena *arena)
{
	const char *uri = ilo_xml_attr(arena, node, "Algorithm");

	if (uri == NULL || !has_only(node, "Algorithm") ||
	    ilo_xml_child(node, NULL) != NULL)
		return NULL;
	while (allowed->name != NULL && strcmp(allowed->uri, uri) != 0)
		allowed++;
	return allowed->name;
}

/* The node behind this one in the order of the document, within root. */
static xmlNode *
walk(xmlNode *node, const xmlNode *root)
{
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

/* What is wrong with number and place; finds the signature. */
static const char *
check_place(xmlDoc *document, struct xmldsig_shape *shape)
{
	xmlNode *root = xmlDocGetRootElement(document);
	size_t count = 0;

	for (xmlNode *node = root; node != NULL; node = walk(node, root)) {
		if (!is_ours(node, "Signature"))
			continue;
		shape->signature = node;
		count++;
	}
	if (count == 0)
		return "there is no ds:Signature";
	if (count > 1)
		return "there is more than one ds:Signature";
	if (shape->signature->parent != root ||
	    ilo_xml_next(shape->signature, NULL) != NULL)
		return "the ds:Signature is not the last child of the root "
		       "element";
	return NULL;
}

static const char *
check_transforms(const xmlNode *transforms, struct ilo_arena *arena)
{
	const xmlNode *first = ilo_xml_child(transforms, NULL), *second;

	if (!is_ours(transforms, "Transforms") || !has_only(transforms, NULL) ||
	    !is_ours(first, "Transform") ||
	    algorithm(first, enveloped, arena) == NULL)
		return "its first transform is not enveloped-signature";
	second = ilo_xml_next(first, NULL);
	if (second == NULL)
		return NULL;
	if (!is_ours(second, "Transform") ||
	    algorithm(second, canonical_forms, arena) == NULL ||
	    ilo_xml_next(second, NULL) != NULL)
		return "it has a transform other than enveloped-signature and "
		       "canonical XML without comments";
	return NULL;
}

static const char *
check_reference(const xmlNode *reference, struct ilo_arena *arena)
{
	const char *uri = ilo_xml_attr(arena, reference, "URI"), *fault;
	const xmlNode *transforms, *method, *value;

	if (!is_ours(reference, "Reference"))
		return "it has no Reference";
	if (ilo_xml_next(reference, NULL) != NULL)
		return "it has more than one Reference";
	if (uri == NULL || uri[0] != '\0' || !has_only(reference, "URI"))
		return "its Reference is not to the whole document (URI=\"\")";
	transforms = ilo_xml_child(reference, NULL);
	fault = check_transforms(transforms, arena);
	if (fault != NULL)
		return fault;
	method = ilo_xml_next(transforms, NULL);
	if (!is_ours(method, "DigestMethod") ||
	    algorithm(method, digest_methods, arena) == NULL)
		return "its DigestMethod is not SHA-256, SHA-384 or SHA-512";
	value = ilo_xml_next(method, NULL);
	if (!is_ours(value, "DigestValue") ||
	    ilo_xml_child(value, NULL) != NULL ||
	    ilo_xml_next(value, NULL) != NULL)
		return "its Reference is not of the form that is taken";
	return NULL;
}

static const char *
check_signed_info(const xmlNode *info, struct ilo_arena *arena,
                  struct proof *proof)
{
	const xmlNode *canonical = ilo_xml_child(info, NULL), *method;

	if (!is_ours(info, "SignedInfo") || !has_only(info, NULL))
		return "it has no SignedInfo";
	if (!is_ours(canonical, "CanonicalizationMethod") ||
	    algorithm(canonical, canonical_forms, arena) == NULL)
		return "its CanonicalizationMethod is not canonical XML "
		       "without comments";
	method = ilo_xml_next(canonical, NULL);
	if (!is_ours(method, "SignatureMethod"))
		return "it has no SignatureMethod";
	proof->algorithm = algorithm(method, signature_methods, arena);
	if (proof->algorithm == NULL)
		return "its SignatureMethod is not RSA or ECDSA with SHA-256 "
		       "or better";
	return check_reference(ilo_xml_next(method, NULL), arena);
}

static const char *
take_certificate(const xmlNode *node, struct ilo_arena *arena,
                 struct proof *proof)
{
	const char *text = ilo_xml_text(arena, node);
	const size_t length = strlen(text);
	unsigned char *der;
	const unsigned char *end;
	X509 *certificate = NULL;
	xmlSecSize size = 0;

	if (length > CERTIFICATE_MAX || ilo_xml_child(node, NULL) != NULL ||
	    sk_X509_num(proof->others) >= PROOF_CERTIFICATES_MAX)
		return "it brings too many or too large certificates";
	end = der = ilo_arena_alloc(arena, length + 1);
	if (xmlSecBase64Decode_ex(XC(text), der, (xmlSecSize)length, &size) ==
	    0)
		certificate = d2i_X509(NULL, &end, (long)size);
	if (certificate != NULL && end == der + size) {
		proof_add(proof, certificate);
		return NULL;
	}
	X509_free(certificate);
	return "a certificate in its KeyInfo cannot be read";
}

static const char *
check_key_info(const xmlNode *info, struct ilo_arena *arena,
               struct proof *proof)
{
	static const char other[] =
		"its KeyInfo holds something else than X.509 certificates";
	const xmlNode *data, *one;
	const char *fault = NULL;

	if (info == NULL)
		return "it has no KeyInfo with the signer's certificate";
	if (!is_ours(info, "KeyInfo") || !has_only(info, NULL))
		return other;
	for (data = ilo_xml_child(info, NULL); data != NULL;
	     data = ilo_xml_next(data, NULL)) {
		if (!is_ours(data, "X509Data"))
			return other;
		for (one = ilo_xml_child(data, NULL);
		     one != NULL && fault == NULL;
		     one = ilo_xml_next(one, NULL)) {
			if (is_ours(one, "X509Certificate"))
				fault = take_certificate(one, arena, proof);
			else if (!is_ours(one, "X509SubjectName") &&
			         !is_ours(one, "X509IssuerSerial") &&
			         !is_ours(one, "X509SKI"))
				fault = other;
		}
		if (fault != NULL)
			return fault;
	}
	return sk_X509_num(proof->others) > 0
	               ? NULL
	               : "it has no KeyInfo with the signer's certificate";
}

struct xmldsig_shape
xmldsig_shape(xmlDoc *document, struct ilo_arena *arena, struct proof *proof)
{
	struct xmldsig_shape shape = {.signature = NULL};
	const xmlNode *info, *value, *key;

	shape.fault = check_place(document, &shape);
	if (shape.fault != NULL)
		return shape;
	if (!has_only(shape.signature, NULL))
		shape.fault = "it has an attribute that is not known";
	info = ilo_xml_child(shape.signature, NULL);
	if (shape.fault == NULL)
		shape.fault = check_signed_info(info, arena, proof);
	if (shape.fault != NULL)
		return shape;
	value = ilo_xml_next(info, NULL);
	if (!is_ours(value, "SignatureValue") ||
	    ilo_xml_child(value, NULL) != NULL) {
		shape.fault = "it has no SignatureValue";
		return shape;
	}
	key = ilo_xml_next(value, NULL);
	shape.fault = check_key_info(key, arena, proof);
	if (shape.fault == NULL && ilo_xml_next(key, NULL) != NULL)
		shape.fault = "it holds a ds:Object or another element behind "
			      "its KeyInfo";
	return shape;
}
