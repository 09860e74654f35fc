/* OpenSSL's EVP interface, every return value checked. */

#include "common/digest.h"

#include <openssl/evp.h>

#include "common/file.h"

/* The context is OpenSSL's own; the name is ours. */
static EVP_MD_CTX *
context_of(struct ilo_digest *digest)
{
	return (EVP_MD_CTX *)digest;
}

static enum ilo_status
fail(struct ilo_diag *diag)
{
	ilo_diag_report(diag, ILO_D_DIGEST, NULL, 0, NULL);
	return ILO_FAILED;
}

struct ilo_digest *
ilo_digest_start(struct ilo_diag *diag)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	if (context != NULL &&
	    EVP_DigestInit_ex(context, EVP_sha256(), NULL) == 1)
		return (struct ilo_digest *)context;
	EVP_MD_CTX_free(context);
	(void)fail(diag); /* NULL says so */
	return NULL;
}

enum ilo_status
ilo_digest_add(struct ilo_digest *digest, const void *bytes, size_t count,
               struct ilo_diag *diag)
{
	if (EVP_DigestUpdate(context_of(digest), bytes, count) == 1)
		return ILO_OK;
	return fail(diag);
}

enum ilo_status
ilo_digest_end(struct ilo_digest *digest, struct ilo_diag *diag,
               char text[ILO_DIGEST_SIZE])
{
	static const char hex[] = "0123456789abcdef";
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned length = 0, i;
	int good;

	if (digest == NULL)
		return ILO_FAILED;
	good = EVP_DigestFinal_ex(context_of(digest), bytes, &length);
	EVP_MD_CTX_free(context_of(digest));
	if (good != 1 || length != 32)
		return fail(diag);
	for (i = 0; i < length; i++) {
		text[2 * i] = hex[bytes[i] >> 4];
		text[2 * i + 1] = hex[bytes[i] & 15];
	}
	text[64] = '\0';
	return ILO_OK;
}

enum ilo_status
ilo_digest_bytes(const void *bytes, size_t count, struct ilo_diag *diag,
                 char text[ILO_DIGEST_SIZE])
{
	struct ilo_digest *digest = ilo_digest_start(diag);
	enum ilo_status status =
		digest == NULL ? ILO_FAILED
			       : ilo_digest_add(digest, bytes, count, diag);
	enum ilo_status ended = ilo_digest_end(digest, diag, text);

	return status == ILO_OK ? ended : status;
}

enum ilo_status
ilo_digest_file(const char *path, struct ilo_diag *diag,
                char text[ILO_DIGEST_SIZE])
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status;

	status = ilo_file_read(path, ILO_FILE_OWN, diag, &bytes);
	if (status == ILO_OK)
		status = ilo_digest_bytes(ilo_buf_text(&bytes), bytes.count,
		                          diag, text);
	ilo_buf_release(&bytes);
	return status;
}
