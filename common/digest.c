/* OpenSSL's EVP interface, every return value checked; for what is short the
 * older one, since the former allocates memory for each digest. */

#define OPENSSL_SUPPRESS_DEPRECATED

#include "common/digest.h"

#include <stdlib.h>

#include <openssl/evp.h>
#include <openssl/sha.h>

#include "common/file.h"
#include "common/mem.h"

struct ilo_digest {
	EVP_MD_CTX *context;
	bool failed;
};

static enum ilo_status
failed(struct ilo_diag *diag)
{
	ilo_diag_report(diag, ILO_D_DIGEST, NULL, 0, NULL);
	return ILO_FAILED;
}

static void
print(const unsigned char *digest, char text[ILO_DIGEST_SIZE])
{
	static const char hex[] = "0123456789abcdef";
	unsigned i;

	for (i = 0; i < ILO_DIGEST_BYTES; i++) {
		text[2 * i] = hex[digest[i] >> 4];
		text[2 * i + 1] = hex[digest[i] & 15];
	}
	text[2 * ILO_DIGEST_BYTES] = '\0';
}

enum ilo_status
ilo_digest_bytes(const void *bytes, size_t count, struct ilo_diag *diag,
                 char text[ILO_DIGEST_SIZE])
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (EVP_Digest(bytes, count, digest, &length, EVP_sha256(), NULL) !=
	            1 ||
	    length != ILO_DIGEST_BYTES)
		return failed(diag);
	print(digest, text);
	return ILO_OK;
}

bool
ilo_digest_short(const void *bytes, size_t count,
                 unsigned char digest[ILO_DIGEST_BYTES])
{
	SHA256_CTX context;

	return SHA256_Init(&context) == 1 &&
	       SHA256_Update(&context, bytes, count) == 1 &&
	       SHA256_Final(digest, &context) == 1;
}

struct ilo_digest *
ilo_digest_new(struct ilo_diag *diag)
{
	struct ilo_digest *digest = ilo_xcalloc(1, sizeof(*digest));

	digest->context = EVP_MD_CTX_new();
	if (digest->context == NULL ||
	    EVP_DigestInit_ex(digest->context, EVP_sha256(), NULL) != 1) {
		(void)failed(diag); /* NULL says so */
		ilo_digest_free(digest);
		digest = NULL;
	}
	return digest;
}

void
ilo_digest_free(struct ilo_digest *digest)
{
	if (digest == NULL)
		return;
	EVP_MD_CTX_free(digest->context);
	free(digest);
}

void
ilo_digest_add(struct ilo_digest *digest, const void *bytes, size_t count)
{
	if (EVP_DigestUpdate(digest->context, bytes, count) != 1)
		digest->failed = true;
}

enum ilo_status
ilo_digest_finish(struct ilo_digest *digest, struct ilo_diag *diag,
                  char text[ILO_DIGEST_SIZE])
{
	unsigned char bytes[ILO_DIGEST_BYTES];
	unsigned length = 0;

	if (digest->failed ||
	    EVP_DigestFinal_ex(digest->context, bytes, &length) != 1 ||
	    length != ILO_DIGEST_BYTES ||
	    EVP_DigestInit_ex(digest->context, NULL, NULL) != 1)
		return failed(diag);
	print(bytes, text);
	return ILO_OK;
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
