/* The key, and detached signatures; enveloped ones are in signer_xml.c. */

#include "driver/signer.h"

#include <limits.h>

#include <openssl/pem.h> /* first: cms.h looks whether it is there */

#include <openssl/cms.h>
#include <openssl/err.h>

#include "common/certificates.h"
#include "common/file.h"
#include "common/mem.h"

static enum ilo_status
refuse(struct ilo_diag *diag, enum ilo_code code, const char *file,
       const char *why)
{
	if (ilo_openssl_exhausted())
		ilo_out_of_memory();
	ilo_diag_report(diag, code, file, 0, "%s", why);
	return ILO_FAILED;
}

static BIO *
open_bytes(const struct ilo_buf *bytes)
{
	BIO *bio = bytes->count > INT_MAX ? NULL
	                                  : BIO_new_mem_buf(ilo_buf_text(bytes),
	                                                    (int)bytes->count);

	if (bio == NULL)
		ilo_out_of_memory();
	return bio;
}

/* Instead of a question at the terminal: there is no password. */
static int
no_password(char *text, int size, int writing, void *context)
{
	(void)text;
	(void)size;
	(void)writing;
	(void)context;
	return -1;
}

static enum ilo_status
read_key(const char *path, struct ilo_diag *diag, EVP_PKEY **out)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status =
		ilo_file_read(path, ILO_FILE_OWN, diag, &bytes);
	BIO *bio;
	int type;

	if (status == ILO_OK) {
		bio = open_bytes(&bytes);
		*out = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
		BIO_free(bio);
		type = *out == NULL ? EVP_PKEY_NONE : EVP_PKEY_base_id(*out);
		if (*out == NULL)
			status = refuse(diag, ILO_D_SIGN_KEY, path,
			                "no private key in PEM without a "
			                "password is in it");
		else if (type != EVP_PKEY_RSA && type != EVP_PKEY_EC)
			status = refuse(diag, ILO_D_SIGN_KEY, path,
			                "the key is neither RSA nor of an "
			                "elliptic curve");
	}
	ilo_buf_release(&bytes);
	return status;
}

enum ilo_status
signer_read(const char *key_path, const char *certificate_path,
            struct ilo_diag *diag, struct signer *out)
{
	enum ilo_status status;

	*out = (struct signer){.key = NULL};
	status = read_key(key_path, diag, &out->key);
	if (status == ILO_OK)
		status = ilo_certificates_read(certificate_path, ILO_D_SIGN_KEY,
		                               diag, &out->certificates);
	if (status == ILO_OK &&
	    X509_check_private_key(sk_X509_value(out->certificates, 0),
	                           out->key) != 1)
		status = refuse(diag, ILO_D_SIGN_KEY, certificate_path,
		                "its first certificate is not that of the key");
	return status;
}

void
signer_release(struct signer *signer)
{
	EVP_PKEY_free(signer->key);
	sk_X509_pop_free(signer->certificates, X509_free);
	*signer = (struct signer){.key = NULL};
}

/* Without signed attributes, one of which would be the time: the same key gives
 * the same bytes, where it is RSA. */
static CMS_ContentInfo *
make_cms(const struct signer *signer, BIO *content)
{
	const unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL;
	CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, flags);

	for (int i = 1; i < sk_X509_num(signer->certificates); i++) {
		if (cms == NULL ||
		    CMS_add1_cert(cms,
		                  sk_X509_value(signer->certificates, i)) != 1)
			ilo_out_of_memory();
	}
	if (cms != NULL &&
	    CMS_add1_signer(cms, sk_X509_value(signer->certificates, 0),
	                    signer->key, EVP_sha256(),
	                    CMS_BINARY | CMS_NOATTR) != NULL &&
	    CMS_final(cms, content, NULL, CMS_DETACHED | CMS_BINARY) == 1)
		return cms;
	CMS_ContentInfo_free(cms);
	return NULL;
}

static bool
is_cms(const struct ilo_buf *bytes)
{
	const unsigned char *at = (const unsigned char *)ilo_buf_text(bytes);
	CMS_ContentInfo *cms =
		d2i_CMS_ContentInfo(NULL, &at, (long)bytes->count);

	CMS_ContentInfo_free(cms);
	ERR_clear_error();
	return cms != NULL;
}

enum ilo_status
signer_detach(const struct signer *signer, const struct ilo_buf *bytes,
              const char *file, struct ilo_diag *diag, struct ilo_buf *out)
{
	CMS_ContentInfo *cms;
	unsigned char *der = NULL;
	BIO *content;
	int size;

	if (is_cms(bytes))
		return refuse(diag, ILO_D_SIGN_TWICE, file,
		              "it is a signature itself");
	content = open_bytes(bytes);
	cms = make_cms(signer, content);
	size = cms == NULL ? -1 : i2d_CMS_ContentInfo(cms, &der);
	if (size > 0)
		ilo_buf_add(out, der, (size_t)size);
	OPENSSL_free(der);
	CMS_ContentInfo_free(cms);
	BIO_free(content);
	return size > 0 ? ILO_OK
	                : refuse(diag, ILO_D_SIGN_FAILED, file, "OpenSSL");
}
