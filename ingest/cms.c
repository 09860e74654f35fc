/* OpenSSL computes; what is taken is decided before and after. */

#include "ingest/cms.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include <openssl/pem.h> /* first: cms.h looks whether it is there */

#include <openssl/cms.h>
#include <openssl/err.h>

#include "common/certificates.h"
#include "common/mem.h"

static const char *
digest_name(const X509_ALGOR *algorithm)
{
	switch (OBJ_obj2nid(algorithm->algorithm)) {
	case NID_sha256:
		return "sha256";
	case NID_sha384:
		return "sha384";
	case NID_sha512:
		return "sha512";
	default:
		return NULL;
	}
}

static const char *
key_name(const X509_ALGOR *algorithm)
{
	switch (OBJ_obj2nid(algorithm->algorithm)) {
	case NID_rsaEncryption:
	case NID_sha256WithRSAEncryption:
	case NID_sha384WithRSAEncryption:
	case NID_sha512WithRSAEncryption:
		return "rsa";
	case NID_X9_62_id_ecPublicKey:
	case NID_ecdsa_with_SHA256:
	case NID_ecdsa_with_SHA384:
	case NID_ecdsa_with_SHA512:
		return "ecdsa";
	default:
		return NULL;
	}
}

/* "rsa-sha256", or NULL where it is not on the list. */
static const char *
algorithm_name(CMS_SignerInfo *signer)
{
	static const char *const names[] = {"rsa-sha256",   "rsa-sha384",
	                                    "rsa-sha512",   "ecdsa-sha256",
	                                    "ecdsa-sha384", "ecdsa-sha512"};
	X509_ALGOR *digest = NULL, *signature = NULL;
	const char *first, *second;
	size_t length;

	CMS_SignerInfo_get0_algs(signer, NULL, NULL, &digest, &signature);
	first = key_name(signature);
	second = digest_name(digest);
	if (first == NULL || second == NULL)
		return NULL;
	length = strlen(first);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strncmp(names[i], first, length) == 0 &&
		    names[i][length] == '-' &&
		    strcmp(names[i] + length + 1, second) == 0)
			return names[i];
	}
	return NULL;
}

static BIO *
open_bytes(const char *bytes, size_t count)
{
	BIO *bio = count > INT_MAX ? NULL : BIO_new_mem_buf(bytes, (int)count);

	if (bio == NULL)
		ilo_out_of_memory();
	return bio;
}

/* The structure, DER or PEM; NULL when the bytes are neither. */
static CMS_ContentInfo *
decode(const struct ilo_buf *p7s)
{
	const unsigned char *begin = (const unsigned char *)ilo_buf_text(p7s);
	const unsigned char *end = begin;
	CMS_ContentInfo *cms;
	BIO *bio;

	if (p7s->count > CMS_MAX_BYTES || p7s->count == 0)
		return NULL;
	if (begin[0] != 0x30) { /* SEQUENCE */
		bio = open_bytes(ilo_buf_text(p7s), p7s->count);
		cms = PEM_read_bio_CMS(bio, NULL, NULL, NULL);
		BIO_free(bio);
		return cms;
	}
	cms = d2i_CMS_ContentInfo(NULL, &end, (long)p7s->count);
	if (cms != NULL && end == begin + p7s->count)
		return cms;
	CMS_ContentInfo_free(cms);
	return NULL;
}

static const char *
check_form(CMS_ContentInfo *cms, struct proof *proof)
{
	STACK_OF(CMS_SignerInfo) * signers;

	if (OBJ_obj2nid(CMS_get0_type(cms)) != NID_pkcs7_signed)
		return "it is no CMS SignedData";
	if (CMS_is_detached(cms) != 1)
		return "it holds a content of its own; make it detached";
	signers = CMS_get0_SignerInfos(cms);
	if (sk_CMS_SignerInfo_num(signers) != 1)
		return "it has no signer or several";
	proof->algorithm = algorithm_name(sk_CMS_SignerInfo_value(signers, 0));
	if (proof->algorithm == NULL)
		return "its algorithm is not RSA or ECDSA with SHA-256 or "
		       "better";
	return NULL;
}

static const char *
take_certificates(CMS_ContentInfo *cms, struct proof *proof)
{
	proof->others = CMS_get1_certs(cms);
	if (sk_X509_num(proof->others) <= 0)
		return "it brings no certificate of the signer";
	if (sk_X509_num(proof->others) > PROOF_CERTIFICATES_MAX)
		return "it brings too many certificates";
	return NULL;
}

static const char *
compute(CMS_ContentInfo *cms, const char *bytes, size_t count,
        struct proof *proof)
{
	const unsigned flags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
	BIO *content = open_bytes(bytes, count);
	STACK_OF(X509) *signers = NULL;
	const char *fault = NULL;

	if (CMS_verify(cms, NULL, NULL, content, NULL, flags) != 1)
		fault = "the file was altered after it was signed, or was "
			"signed by another key";
	BIO_free(content);
	if (fault != NULL)
		return fault;
	signers = CMS_get0_signers(cms);
	if (sk_X509_num(signers) != 1) {
		fault = "it brings no certificate of the signer";
	} else {
		proof->signer = sk_X509_value(signers, 0);
		if (X509_up_ref(proof->signer) != 1)
			ilo_out_of_memory(); /* nothing else can fail */
	}
	sk_X509_free(signers);
	return fault;
}

enum ilo_status
cms_verify(const struct ilo_buf *p7s, const char *bytes, size_t count,
           struct proof *proof)
{
	CMS_ContentInfo *cms;

	*proof = (struct proof){.method = "cms"};
	ERR_clear_error();
	cms = decode(p7s);
	if (cms == NULL) {
		proof->fault = "it is no CMS structure, DER or PEM";
	} else {
		proof->fault = check_form(cms, proof);
		if (proof->fault == NULL)
			proof->fault = take_certificates(cms, proof);
		if (proof->fault == NULL)
			proof->fault = compute(cms, bytes, count, proof);
	}
	CMS_ContentInfo_free(cms);
	return ilo_openssl_exhausted() ? ILO_FAILED : ILO_OK;
}
