/* libcurl hands out the chain as PEM text: base 64 of the certificates. */

#include "ingest/reply_tls.h"

#include <string.h>

#include <openssl/evp.h>
#include <openssl/x509_vfy.h>

#include "common/buf.h"
#include "common/digest.h"

#define CHAIN_MAX 10
#define PEM_BYTES ((size_t)64 * 1024)
#define PEM_BEGIN "-----BEGIN CERTIFICATE-----"
#define PEM_END "-----END CERTIFICATE-----"

/* Append the digest of one certificate; nothing when it is no PEM text. */
static void
add_digest(struct ilo_buf *out, const char *pem)
{
	const char *from = strstr(pem, PEM_BEGIN), *to;
	struct ilo_buf text = ILO_BUF_INIT, der = ILO_BUF_INIT;
	char sha256[ILO_DIGEST_SIZE];
	struct ilo_diag silent; /* evidence that is missing stays missing */
	int length;

	ilo_diag_init(&silent, "", NULL);
	to = from == NULL ? NULL : strstr(from, PEM_END);
	if (to == NULL || (size_t)(to - from) > PEM_BYTES)
		return;
	for (from += strlen(PEM_BEGIN); from < to; from++)
		if (strchr(" \r\n", *from) == NULL)
			ilo_buf_add(&text, from, 1);
	ilo_buf_add(&der, ilo_buf_text(&text), text.count); /* room enough */
	length = text.count == 0
	                 ? -1
	                 : EVP_DecodeBlock((unsigned char *)der.bytes,
	                                   (const unsigned char *)text.bytes,
	                                   (int)text.count);
	/* What stands for bytes that are none is counted by EVP_DecodeBlock().
	 */
	if (length > 2 && text.bytes[text.count - 1] == '=')
		length -= text.bytes[text.count - 2] == '=' ? 2 : 1;
	if (length > 2 && ilo_digest_bytes(der.bytes, (size_t)length, &silent,
	                                   sha256) == ILO_OK)
		ilo_buf_printf(out, "%s%s", out->count == 0 ? "" : " ", sha256);
	ilo_buf_release(&der);
	ilo_buf_release(&text);
}

const char *
reply_certificates(CURL *curl, struct ilo_arena *arena)
{
	struct ilo_buf digests = ILO_BUF_INIT;
	struct curl_certinfo *chain = NULL;
	const struct curl_slist *field;
	const char *copy = NULL;
	int i;

	if (curl_easy_getinfo(curl, CURLINFO_CERTINFO, &chain) != CURLE_OK ||
	    chain == NULL)
		return NULL;
	for (i = 0; i < chain->num_of_certs && i < CHAIN_MAX; i++)
		for (field = chain->certinfo[i]; field != NULL;
		     field = field->next)
			if (strncmp(field->data, "Cert:", 5) == 0)
				add_digest(&digests, field->data + 5);
	if (digests.count > 0)
		copy = ilo_arena_strdup(arena, ilo_buf_text(&digests));
	ilo_buf_release(&digests);
	return copy;
}

enum ilo_code
reply_certificate_code(CURL *curl)
{
	long verdict = X509_V_OK;

	(void)curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT,
	                        &verdict); /* X509_V_OK stays */
	switch (verdict) {
	case X509_V_OK:              /* trusted, but another's */
	case X509_V_ERR_UNSPECIFIED: /* libcurl's own for "not judged" */
		return ILO_D_FETCH_HOST;
	case X509_V_ERR_CERT_HAS_EXPIRED:
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return ILO_D_FETCH_EXPIRED;
	case X509_V_ERR_CERT_REVOKED:
		return ILO_D_FETCH_REVOKED;
	case X509_V_ERR_UNABLE_TO_GET_CRL:
	case X509_V_ERR_CRL_HAS_EXPIRED:
	case X509_V_ERR_CRL_NOT_YET_VALID:
	case X509_V_ERR_CRL_SIGNATURE_FAILURE:
		return ILO_D_FETCH_CRL;
	default:
		return ILO_D_FETCH_CERTIFICATE;
	}
}
