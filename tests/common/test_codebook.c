/* Codes by hash, and the maps and limits beside them.  Run from the top of the
 * tree. */

#include "common/codebook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/faults.h"
#include "common/keymap.h"

static int
setup(void **state)
{
	struct ilo_diag diag;
	struct ilo_codebook *codebook;

	ilo_diag_init(&diag, "test", stderr);
	if (ilo_codebook_read(".", &diag, &codebook) != ILO_OK)
		return -1;
	*state = codebook;
	return 0;
}

static int
teardown(void **state)
{
	ilo_codebook_free(*state);
	return 0;
}

static void
test_countries(void **state)
{
	const struct ilo_codebook *codebook = *state;

	assert_string_equal(ilo_codebook_country(codebook, "GR"), "GR");
	assert_string_equal(ilo_codebook_country(codebook, "EL"), "GR");
	assert_string_equal(ilo_codebook_country(codebook, "UK"), "GB");
	assert_string_equal(ilo_codebook_country(codebook, "GHA"), "GH");
	assert_string_equal(ilo_codebook_country(codebook, "_T"), "_T");
	assert_null(ilo_codebook_country(codebook, "ZZ"));
	assert_null(ilo_codebook_country(codebook, "gh"));
	assert_null(ilo_codebook_country(codebook, ""));
}

/* The hash and the list's own search agree on every code of every list. */
static void
test_every_code(void **state)
{
	const struct ilo_codebook *codebook = *state;

	for (int which = 0; which < ILO_LIST_COUNT; which++) {
		const struct ilo_codelist *list =
			ilo_codebook_list(codebook, (enum ilo_list)which);

		assert_true(ilo_codelist_count(list) < 1024); /* cells.c */
		for (size_t i = 0; i < ilo_codelist_count(list); i++) {
			const char *id = ilo_code_id(ilo_codelist_at(list, i));

			assert_int_equal(ilo_codebook_index(
						 codebook, (enum ilo_list)which,
						 id, strlen(id)),
			                 i);
		}
		assert_true(ilo_codebook_index(codebook, (enum ilo_list)which,
		                               "?", 1) == ILO_NO_CODE);
	}
}

static void
test_regimes(void **state)
{
	const struct ilo_codebook *codebook = *state;

	assert_string_equal(
		ilo_code_id(ilo_codebook_regime(codebook, 2024 * 2)), "R3");
	assert_string_equal(
		ilo_code_id(ilo_codebook_regime(codebook, 2004 * 2)), "R0");
	assert_null(ilo_codebook_regime(codebook, 1999 * 2));
}

static void
test_missing_lists(void **state)
{
	struct ilo_codebook *none;
	struct ilo_diag diag;

	(void)state; /* another one */
	ilo_diag_init(&diag, "test", NULL);
	assert_int_equal(ilo_codebook_read("tests", &diag, &none), ILO_FAILED);
	assert_null(none);
	assert_int_equal(ilo_diag_count(&diag, ILO_FATAL), 1);
}

static void
test_keymap(void **state)
{
	struct ilo_keymap *map = ilo_keymap_new();

	(void)state; /* none needed */
	for (uint64_t key = 0; key < 5000; key++)
		assert_int_equal(ilo_keymap_add(map, key << 20, (long)key + 1),
		                 0);
	for (uint64_t key = 0; key < 5000; key++)
		assert_int_equal(ilo_keymap_add(map, key << 20, 9),
		                 (long)key + 1);
	assert_int_equal(ilo_keymap_add(map, 1, 7), 0);
	ilo_keymap_free(map);
}

struct tally {
	size_t values, elements, rows;
	char last[1024];
};

static void
tally(void *context, const struct ilo_finding *finding)
{
	struct tally *tally = context;

	tally->values += finding->code == ILO_D_SCHEMA_VALUE;
	tally->elements += finding->code == ILO_D_SCHEMA_ELEMENT;
	tally->rows += finding->code == ILO_D_ROW_ROUTE;
	(void)snprintf(tally->last, sizeof tally->last, "%s", finding->detail);
}

static void
test_faults_are_limited_aloud(void **state)
{
	struct ilo_faults faults;
	struct tally counts = {.values = 0};
	struct ilo_diag diag;

	(void)state; /* none needed */
	ilo_diag_init(&diag, "test", NULL);
	diag.sink = tally;
	diag.sink_context = &counts;
	ilo_faults_init(&faults, &diag, "given");
	assert_int_equal(ilo_faults_close(&faults), ILO_OK);
	for (long line = 1; line <= 15; line++) {
		ilo_fault(&faults, ILO_D_SCHEMA_VALUE, line, "v");
		ilo_fault(&faults, ILO_D_SCHEMA_VALUE, line + 100, "v");
		ilo_fault(&faults, ILO_D_SCHEMA_ELEMENT, line, "e");
		ilo_fault(&faults, ILO_D_ROW_ROUTE, line, "r");
	}
	assert_int_equal(counts.values, 20);
	assert_int_equal(ilo_faults_close(&faults), ILO_FINDINGS);
	assert_int_equal(counts.values, 21);
	assert_int_equal(counts.elements, 15);
	assert_int_equal(counts.rows, 15);
	assert_string_equal(
		counts.last,
		"30 of these, the first 20 are above; the others on lines "
		"11-15, 111-115");
	assert_int_equal(faults.errors, 60);
	assert_int_equal(faults.violations, 45);
}

/* Lines next to each other are one run; beyond so many runs, a number. */
static void
test_faults_of_a_rule_have_lines(void **state)
{
	struct ilo_faults faults;
	struct tally counts = {.values = 0};
	struct ilo_diag diag;
	char end[] = ", 93 and 4 more; 2 without a line";

	(void)state; /* none needed */
	ilo_diag_init(&diag, "test", NULL);
	diag.sink = tally;
	diag.sink_context = &counts;
	ilo_faults_init(&faults, &diag, "given");
	for (long line = 1; line <= 30; line++)
		ilo_fault(&faults, ILO_D_ROW_ROUTE, line, "r");
	for (long i = 0; i < 41; i++)
		ilo_fault(&faults, ILO_D_ROW_ROUTE, 21 + 2 * i, "r");
	ilo_fault(&faults, ILO_D_ROW_ROUTE, 0, "r");
	ilo_fault(&faults, ILO_D_ROW_ROUTE, 0, "r");
	assert_int_equal(ilo_faults_close(&faults), ILO_FINDINGS);
	assert_int_equal(counts.rows, 21);
	assert_non_null(strstr(counts.last, "73 of these"));
	assert_non_null(strstr(counts.last, "lines 21-31, 33, 35"));
	assert_string_equal(counts.last + strlen(counts.last) - strlen(end),
	                    end);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_countries),
		cmocka_unit_test(test_every_code),
		cmocka_unit_test(test_regimes),
		cmocka_unit_test(test_missing_lists),
		cmocka_unit_test(test_keymap),
		cmocka_unit_test(test_faults_are_limited_aloud),
		cmocka_unit_test(test_faults_of_a_rule_have_lines),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
