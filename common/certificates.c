/* PEM blocks one after the other; what follows the last must be none. */

#include "common/certificates.h"

#include <limits.h>
#include <stdio.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "common/file.h"
#include "common/semester.h"
#include "common/text.h"

bool
ilo_openssl_exhausted(void)
{
	bool exhausted = false;
	unsigned long error;

	while ((error = ERR_get_error()) != 0)
		exhausted |= ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE;
	return exhausted;
}

/* Whether the reading of PEM ended because there is no block any more. */
static bool
is_end(void)
{
	const unsigned long error = ERR_peek_last_error();
	const bool end = ERR_GET_LIB(error) == ERR_LIB_PEM &&
	                 ERR_GET_REASON(error) == PEM_R_NO_START_LINE;

	if (ilo_openssl_exhausted())
		ilo_out_of_memory();
	return end;
}

/* The file's bytes as OpenSSL reads them; *bytes must outlive *out. */
static enum ilo_status
open_file(const char *path, struct ilo_diag *diag, struct ilo_buf *bytes,
          BIO **out)
{
	enum ilo_status status = ilo_file_read(path, ILO_FILE_OWN, diag, bytes);

	*out = NULL;
	if (status != ILO_OK)
		return status;
	ERR_clear_error();
	*out = BIO_new_mem_buf(ilo_buf_text(bytes),
	                       bytes->count > INT_MAX ? 0 : (int)bytes->count);
	if (*out == NULL)
		ilo_out_of_memory();
	return ILO_OK;
}

/* Without a count of its own the file is reported. */
static enum ilo_status
close_file(const char *path, enum ilo_code code, struct ilo_diag *diag,
           int count)
{
	const bool end = is_end();

	if (end && count > 0)
		return ILO_OK;
	ilo_diag_report(diag, code, path, 0, "%s",
	                end ? "it holds no PEM block of that kind"
	                    : "a PEM block of it cannot be read");
	return ILO_FAILED;
}

enum ilo_status
ilo_certificates_read(const char *path, enum ilo_code code,
                      struct ilo_diag *diag, STACK_OF(X509) * *out)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	BIO *file;
	enum ilo_status status = open_file(path, diag, &bytes, &file);
	X509 *one;

	*out = NULL;
	if (status == ILO_OK) {
		*out = sk_X509_new_null();
		if (*out == NULL)
			ilo_out_of_memory();
		while ((one = PEM_read_bio_X509(file, NULL, NULL, NULL)) !=
		       NULL) {
			if (sk_X509_push(*out, one) == 0)
				ilo_out_of_memory();
		}
		status = close_file(path, code, diag, sk_X509_num(*out));
	}
	if (status != ILO_OK) {
		sk_X509_pop_free(*out, X509_free);
		*out = NULL;
	}
	BIO_free(file);
	ilo_buf_release(&bytes);
	return status;
}

enum ilo_status
ilo_crls_read(const char *path, enum ilo_code code, struct ilo_diag *diag,
              STACK_OF(X509_CRL) * *out)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	BIO *file;
	enum ilo_status status = open_file(path, diag, &bytes, &file);
	X509_CRL *one;

	*out = NULL;
	if (status == ILO_OK) {
		*out = sk_X509_CRL_new_null();
		if (*out == NULL)
			ilo_out_of_memory();
		while ((one = PEM_read_bio_X509_CRL(file, NULL, NULL, NULL)) !=
		       NULL) {
			if (sk_X509_CRL_push(*out, one) == 0)
				ilo_out_of_memory();
		}
		status = close_file(path, code, diag, sk_X509_CRL_num(*out));
	}
	if (status != ILO_OK) {
		sk_X509_CRL_pop_free(*out, X509_CRL_free);
		*out = NULL;
	}
	BIO_free(file);
	ilo_buf_release(&bytes);
	return status;
}

static void
print_digest(const unsigned char *digest, char text[ILO_DIGEST_SIZE])
{
	for (size_t i = 0; i < (ILO_DIGEST_SIZE - 1) / 2; i++)
		(void)snprintf(text + 2 * i, 3, "%02x", digest[i]);
}

void
ilo_certificate_digest(const X509 *certificate, char text[ILO_DIGEST_SIZE])
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	if (X509_digest(certificate, EVP_sha256(), digest, NULL) != 1)
		ilo_out_of_memory(); /* nothing else can fail */
	print_digest(digest, text);
}

void
ilo_crl_digest(const X509_CRL *crl, char text[ILO_DIGEST_SIZE])
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	if (X509_CRL_digest(crl, EVP_sha256(), digest, NULL) != 1)
		ilo_out_of_memory(); /* nothing else can fail */
	print_digest(digest, text);
}

const char *
ilo_certificate_name(struct ilo_arena *arena, const X509_NAME *name)
{
	const unsigned long form =
		XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB;
	BIO *memory = BIO_new(BIO_s_mem());
	struct ilo_buf shown = ILO_BUF_INIT;
	const char *copy;
	char *text;
	long size;

	if (memory == NULL)
		ilo_out_of_memory();
	if (X509_NAME_print_ex(memory, name, 0, form) < 0) {
		ilo_buf_puts(&shown, "(a name that cannot be shown)");
	} else {
		size = BIO_get_mem_data(memory, &text);
		ilo_text_escape(&shown, text, size > 0 ? (size_t)size : 0);
	}
	copy = ilo_arena_strdup(arena, ilo_buf_text(&shown));
	ilo_buf_release(&shown);
	BIO_free(memory);
	return copy;
}

const char *
ilo_certificate_time(struct ilo_arena *arena, const ASN1_TIME *time)
{
	struct tm t;

	if (time == NULL || ASN1_TIME_to_tm(time, &t) != 1)
		return "-";
	return ilo_arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	                        t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
	                        t.tm_hour, t.tm_min, t.tm_sec);
}

bool
ilo_certificate_instant(const char *text, time_t *seconds)
{
	char time[ILO_TIME_SIZE], date[ILO_DATE_SIZE];
	long day;

	if (!ilo_time_parse(text, time))
		return false;
	(void)snprintf(date, sizeof date, "%.10s", time);
	if (!ilo_date_parse(date, &day))
		return false;
	/* hh:mm:ss, two digits each, as ilo_time_parse() has checked */
	*seconds = day * 86400L + (time[11] - '0') * 36000L +
	           (time[12] - '0') * 3600L + (time[14] - '0') * 600L +
	           (time[15] - '0') * 60L + (time[17] - '0') * 10L +
	           (time[18] - '0');
	return true;
}
