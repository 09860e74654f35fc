/* The Agency's monthly file: rows, cover, and each rule with its line.  Run
 * from the top of the tree. */

#include "tests/common/reading.h"

static const char base[] = "tests/hostile/base.csv";
static const char kind[] = "frontex-monthly";

static const struct ilo_reading judged = {.trust = ILO_JUDGE};

static void
test_good(void **state)
{
	struct fixture *fixture = *state;
	const struct ilo_cover *cover = &fixture->submission.cover;
	struct ilo_reading stated = judged;

	stated.published = "2024-03-31";
	assert_int_equal(read_bytes(fixture, kind,
	                            changed(fixture, base, NULL, NULL), stated),
	                 ILO_OK);
	assert_int_equal(fixture->finding_count, 0);
	assert_int_equal(fixture->row_count, 4);
	assert_string_equal(fixture->rows[0].text,
	                    "GH IBC_BETWEEN agency FRONTEX|GH CMED SEA|2024-01 "
	                    "11 DETECTIONS AF|2 row 1");
	assert_string_equal(fixture->rows[3].text,
	                    "STLS IBC_BETWEEN agency FRONTEX|STLS EMED SEA|"
	                    "2024-03 3 DETECTIONS AF|5 row 4");
	assert_string_equal(cover->sender, "FRONTEX");
	assert_string_equal(cover->report, "detections");
	assert_string_equal(cover->zero_from, "2024-01");
	assert_string_equal(cover->zero_to, "2024-03");
	assert_string_equal(cover->published, "2024-03-31");
	assert_int_equal(cover->first, 2024 * 2);
	assert_int_equal(cover->last, 2024 * 2);
	assert_null(cover->host);
	assert_null(fixture->submission.narrative);
}

struct change {
	const char *old, *new;
	const char *finding;
	enum ilo_status status;
};

static const struct change changes[] = {
	{"\"GHA\"", "", "ING242:0", ILO_OK},
	{"\"GHA\"", "\"ANT\"", "ING241:2", ILO_OK},
	{"\"GHA\"", "\"QQQ\"", "ING225:2", ILO_FINDINGS},
	{"\"Land\"", "\"Moat\"", "ING227:3", ILO_FINDINGS},
	{"Western African Route", "Nile", "ING226:4", ILO_FINDINGS},
	{"2024-03", "2024-3", "ING240:5", ILO_FINDINGS},
	{",42", ",4e2", "ING234:4", ILO_FINDINGS},
	{",42", "", "ING014:4", ILO_FINDINGS},
	{"\"month\"", "\"date\"", "ING013:1", ILO_FINDINGS},
	{",42\n", ",42\n\"Western African Route\",\"Sea\",MLI,2024-02,1\n",
         "ING231:5", ILO_FINDINGS},
	{"\"STL\"", "\"STL", "ING012:5", ILO_FINDINGS},
	{"\"Western African Route\"", "Western \"African\" Route", "ING012:4",
         ILO_FINDINGS},
};

static void
test_rules(void **state)
{
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		const char *const wanted[] = {changes[i].finding, NULL};
		const enum ilo_status status = read_bytes(
			fixture, kind,
			changed(fixture, base, changes[i].old, changes[i].new),
			judged);

		assert_found(fixture, wanted);
		assert_int_equal(status, changes[i].status);
	}
}

static void
test_published_before_the_last_month(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_reading stated = judged;
	static const char *const wanted[] = {"ING243:0", NULL};

	stated.published = "2024-02-29";
	assert_int_equal(read_bytes(fixture, kind,
	                            changed(fixture, base, NULL, NULL), stated),
	                 ILO_FINDINGS);
	assert_found(fixture, wanted);
}

static void
test_sender(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_reading stated = judged;
	static const char *const wanted[] = {"ING244:0", NULL};

	stated.sender = "EL";
	assert_int_equal(read_bytes(fixture, kind,
	                            changed(fixture, base, NULL, NULL), stated),
	                 ILO_OK);
	assert_string_equal(fixture->submission.cover.sender, "GR");
	stated.sender = "NOBODY";
	assert_int_equal(read_bytes(fixture, kind,
	                            changed(fixture, base, NULL, NULL), stated),
	                 ILO_FINDINGS);
	assert_found(fixture, wanted);
}

static void
test_no_rows(void **state)
{
	struct fixture *fixture = *state;
	static const char *const wanted[] = {"ING015:1", NULL};

	assert_int_equal(read_bytes(fixture, kind,
	                            "route,border_type,nationality,month,count"
	                            "\r\n\r\n",
	                            judged),
	                 ILO_FINDINGS);
	assert_found(fixture, wanted);
}

static void
test_identify(void **state)
{
	struct fixture *fixture = *state;
	static const char *const ours[] = {"route,border_type",
	                                   "\"route\";\"border_type\"",
	                                   "\xef\xbb\xbfroute\tborder_type"};
	static const char *const others[] = {"", "route", "routes,x", "<a/>"};

	for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
		assert_string_equal(ilo_kind_identify(fixture->codebook,
		                                      ours[i], strlen(ours[i]))
		                            ->name,
		                    kind);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		assert_null(ilo_kind_identify(fixture->codebook, others[i],
		                              strlen(others[i])));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_published_before_the_last_month),
		cmocka_unit_test(test_sender),
		cmocka_unit_test(test_no_rows),
		cmocka_unit_test(test_identify),
	};

	return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
