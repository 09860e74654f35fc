/*
 * jansson with sorted keys; certificates and lists as PEM.  Lists that would
 * make the document too large for what a worker may answer are named by their
 * digest alone.
 */

#include "ingest/grounds.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "common/certificates.h"
#include "common/digest.h"

/* Bytes of all lists together that are written whole. */
#define LISTS_MAX 1000000

static json_t *
need(json_t *value)
{
	if (value == NULL)
		ilo_out_of_memory(); /* all texts are UTF-8 */
	return value;
}

static json_t *
pem(int (*write)(BIO *bio, const void *what), const void *what)
{
	BIO *memory = BIO_new(BIO_s_mem());
	json_t *value;
	char *text;
	long size;

	if (memory == NULL || write(memory, what) != 1)
		ilo_out_of_memory();
	size = BIO_get_mem_data(memory, &text);
	value = need(json_stringn(text, (size_t)size));
	BIO_free(memory);
	return value;
}

static int
write_certificate(BIO *bio, const void *what)
{
	return PEM_write_bio_X509(bio, what);
}

static int
write_list(BIO *bio, const void *what)
{
	return PEM_write_bio_X509_CRL(bio, what);
}

static json_t *
describe_certificate(struct ilo_arena *arena, const X509 *certificate)
{
	char sha256[ILO_DIGEST_SIZE];

	ilo_certificate_digest(certificate, sha256);
	return need(json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:o}", "subject",
		ilo_certificate_name(arena, X509_get_subject_name(certificate)),
		"issuer",
		ilo_certificate_name(arena, X509_get_issuer_name(certificate)),
		"from",
		ilo_certificate_time(arena, X509_get0_notBefore(certificate)),
		"to",
		ilo_certificate_time(arena, X509_get0_notAfter(certificate)),
		"sha256", sha256, "pem", pem(write_certificate, certificate)));
}

static json_t *
describe_list(struct ilo_arena *arena, X509_CRL *list, bool whole)
{
	char sha256[ILO_DIGEST_SIZE];

	ilo_crl_digest(list, sha256);
	return need(json_pack(
		"{s:s, s:s, s:s, s:s, s:o*}", "issuer",
		ilo_certificate_name(arena, X509_CRL_get_issuer(list)), "from",
		ilo_certificate_time(arena, X509_CRL_get0_lastUpdate(list)),
		"to",
		ilo_certificate_time(arena, X509_CRL_get0_nextUpdate(list)),
		"sha256", sha256, "pem", whole ? pem(write_list, list) : NULL));
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		ilo_out_of_memory();
}

static json_t *
describe_chain(struct ilo_arena *arena, const struct grounds_case *given)
{
	json_t *array = need(json_array());
	const STACK_OF(X509) *chain = given->chain->certificates;

	for (int i = 0; i < sk_X509_num(chain); i++)
		append(array,
		       describe_certificate(arena, sk_X509_value(chain, i)));
	if (sk_X509_num(chain) <= 0 && given->proof->signer != NULL)
		append(array,
		       describe_certificate(arena, given->proof->signer));
	return array;
}

static json_t *
describe_lists(struct ilo_arena *arena, const STACK_OF(X509_CRL) * lists)
{
	json_t *array = need(json_array());
	int size = 0;

	for (int i = 0; i < sk_X509_CRL_num(lists); i++) {
		X509_CRL *list = sk_X509_CRL_value(lists, i);

		size += i2d_X509_CRL(list, NULL);
		append(array, describe_list(arena, list, size <= LISTS_MAX));
	}
	return array;
}

static json_t *
encode(const struct ilo_buf *p7s)
{
	unsigned char *text;
	json_t *value;
	int length;

	if (p7s == NULL)
		return NULL;
	text = ilo_xcalloc(p7s->count / 3 + 2, 4);
	length = EVP_EncodeBlock(text, (const unsigned char *)ilo_buf_text(p7s),
	                         (int)p7s->count);
	value = need(json_stringn((const char *)text, (size_t)length));
	free(text);
	return value;
}

const char *
grounds_write(const struct grounds_case *given, struct ilo_arena *arena,
              size_t *count)
{
	json_t *root = need(json_pack(
		"{s:i, s:s, s:s*, s:s, s:s, s:s, s:s, s:s, s:s*, s:o, s:o, "
		"s:o*}",
		"version", 1, "verdict", given->verdict, "reason",
		given->reason, "received", given->received, "sender",
		given->sender, "sha256", given->sha256, "policy",
		trust_policy_name(given->rule->policy), "method",
		given->proof->method, "algorithm", given->proof->algorithm,
		"chain", describe_chain(arena, given), "lists",
		describe_lists(arena, given->chain->lists), "signature",
		encode(given->p7s)));
	char *text = json_dumps(root, JSON_INDENT(1) | JSON_SORT_KEYS);
	const char *copy;

	if (text == NULL)
		ilo_out_of_memory();
	copy = ilo_arena_printf(arena, "%s\n", text);
	*count = strlen(copy);
	free(text);
	json_decref(root);
	return copy;
}
