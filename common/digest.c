/* OpenSSL's EVP interface, every return value checked. */

#include "common/digest.h"

#include <openssl/evp.h>

#include "common/file.h"

enum ilo_status
ilo_digest_bytes(const void *bytes, size_t count, struct ilo_diag *diag,
                 char text[ILO_DIGEST_SIZE])
{
	static const char hex[] = "0123456789abcdef";
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned length = 0, i;

	if (EVP_Digest(bytes, count, digest, &length, EVP_sha256(), NULL) !=
	            1 ||
	    length != 32) {
		ilo_diag_report(diag, ILO_D_DIGEST, NULL, 0, NULL);
		return ILO_FAILED;
	}
	for (i = 0; i < length; i++) {
		text[2 * i] = hex[digest[i] >> 4];
		text[2 * i + 1] = hex[digest[i] & 15];
	}
	text[64] = '\0';
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
