/* Whom we believe: folders, sections, and what neither says. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "common/outfile.h"
#include "common/xmlio.h"
#include "ingest/trust.h"
#include "tests/common/scratch.h"

struct world {
	char scratch[SCRATCH_SIZE];
	struct ilo_arena *arena;
	struct ilo_codebook *codebook;
	struct ilo_diag diag;
	const char *pem; /* a certificate */
	struct trust *trust;
};

/* A certificate that is its own issuer. */
static void
write_certificate(const char *path)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *certificate = X509_new();
	FILE *file = fopen(path, "w");

	assert_non_null(key);
	assert_non_null(file);
	assert_int_equal(X509_set_pubkey(certificate, key), 1);
	assert_non_null(X509_gmtime_adj(X509_getm_notBefore(certificate), 0));
	assert_non_null(X509_gmtime_adj(X509_getm_notAfter(certificate), 9));
	assert_true(X509_sign(certificate, key, EVP_sha256()) > 0);
	assert_int_equal(PEM_write_X509(file, certificate), 1);
	assert_int_equal(fclose(file), 0);
	X509_free(certificate);
	EVP_PKEY_free(key);
}

static int
setup(void **state)
{
	struct world *world = calloc(1, sizeof(*world));

	*state = world;
	if (scratch_new(world->scratch) != 0)
		return -1;
	world->arena = ilo_arena_new();
	ilo_diag_init(&world->diag, "test", NULL);
	world->pem =
		ilo_arena_printf(world->arena, "%s/one.pem", world->scratch);
	write_certificate(world->pem);
	ilo_xml_init();
	return ilo_codebook_read(".", &world->diag, &world->codebook) == ILO_OK
	               ? 0
	               : -1;
}

static int
teardown(void **state)
{
	struct world *world = *state;
	int status;

	trust_free(world->trust);
	ilo_codebook_free(world->codebook);
	ilo_arena_free(world->arena);
	status = scratch_free(world->scratch);
	free(world);
	return status;
}

/* ARCHIVE/trust/SENDER/policy */
static void
put_policy(struct world *world, const char *sender, const char *word)
{
	const char *folder = ilo_arena_printf(world->arena, "%s/trust/%s",
	                                      world->scratch, sender);

	assert_int_equal(ilo_make_folder(folder, &world->diag), ILO_OK);
	assert_int_equal(ilo_outfile_put(ilo_arena_printf(world->arena,
	                                                  "%s/policy", folder),
	                                 word, strlen(word), &world->diag),
	                 ILO_OK);
}

static enum ilo_status
read_all(struct world *world, const struct trust_section *sections,
         size_t count)
{
	const struct trust_sources sources = {
		.folder = ilo_arena_printf(world->arena, "%s/trust",
	                                   world->scratch),
		.sections = sections,
		.section_count = count,
		.codebook = world->codebook};

	trust_free(world->trust);
	world->trust = NULL;
	return trust_read(&sources, &world->diag, &world->trust);
}

static void
nothing_said_is_optional_and_trusts_nobody(void **state)
{
	struct world *world = *state;
	const struct trust_rule *rule;

	assert_int_equal(read_all(world, NULL, 0), ILO_OK);
	rule = trust_find(world->trust, "FR");
	assert_int_equal(rule->policy, TRUST_OPTIONAL);
	assert_null(rule->store);
	assert_int_equal(trust_find(NULL, "FR")->policy, TRUST_OPTIONAL);
}

static void
a_section_goes_before_the_folder(void **state)
{
	struct world *world = *state;
	const struct trust_section sections[] = {
		{.sender = "EL", .policy = "required", .signers = world->pem},
		{.sender = "default", .policy = "none"}};
	const struct trust_rule *rule;

	put_policy(world, "GR", "none\n");
	put_policy(world, "FR", "optional\n");
	assert_int_equal(read_all(world, sections, 2), ILO_OK);
	rule = trust_find(world->trust, "GR"); /* EL is GR */
	assert_int_equal(rule->policy, TRUST_REQUIRED);
	assert_int_equal(sk_X509_num(rule->signers), 1);
	assert_non_null(rule->store);
	assert_int_equal(trust_find(world->trust, "FR")->policy,
	                 TRUST_OPTIONAL);
	assert_int_equal(trust_find(world->trust, "FRONTEX")->policy,
	                 TRUST_NONE);
}

static void
what_is_not_understood_is_refused(void **state)
{
	struct world *world = *state;
	const struct trust_section bad[] = {
		{.sender = "XX", .policy = "none"},
		{.sender = "fr", .policy = "none"},
		{.sender = "FR", .policy = "Required"},
		{.sender = "FR", .policy = "required"},
		{.sender = "FR", .anchors = "/nowhere/at/all.pem"},
		{.sender = "FR", .crls = world->pem}};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const size_t before = ilo_diag_count(&world->diag, ILO_ERROR);

		assert_int_equal(read_all(world, &bad[i], 1), ILO_FAILED);
		assert_null(world->trust);
		assert_int_equal(ilo_diag_count(&world->diag, ILO_ERROR),
		                 before + 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			nothing_said_is_optional_and_trusts_nobody, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			a_section_goes_before_the_folder, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_is_not_understood_is_refused, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
