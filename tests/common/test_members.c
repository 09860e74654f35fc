/*
 * The shipped list of states and agencies: who is one when, who is bound, and
 * who presides.
 */

#include "common/semester.h"
#include "tests/common/lists.h"

static size_t
members_on(const struct ilo_codelist *members, const char *date)
{
	size_t count = 0;

	for (size_t i = 0; i < ilo_codelist_count(members); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(members, i);

		count += strcmp(ilo_code_property(code, "group"), "member") ==
		                 0 &&
		         ilo_code_valid_on(code, date);
	}
	return count;
}

static void
test_members_by_date(void **state)
{
	struct ilo_codelist *members = load("members");

	(void)state;
	assert_int_equal(members_on(members, "2004-04-30"), 15);
	assert_int_equal(members_on(members, "2004-05-01"), 25);
	assert_int_equal(members_on(members, "2006-12-31"), 25);
	assert_int_equal(members_on(members, "2007-01-01"), 27);
	assert_int_equal(members_on(members, "2013-06-30"), 27);
	assert_int_equal(members_on(members, "2013-07-01"), 28);
	assert_int_equal(members_on(members, "2020-01-31"), 28);
	assert_int_equal(members_on(members, "2020-02-01"), 27);
	ilo_codelist_free(members);
}

static void
test_members_agree_with_countries(void **state)
{
	struct ilo_codelist *members = load("members");
	struct ilo_codelist *countries = load("countries");

	(void)state;
	for (size_t i = 0; i < ilo_codelist_count(members); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(members, i);
		const char *group = ilo_code_property(code, "group");
		const struct ilo_code_entry *country;
		char order[24];

		(void)snprintf(order, sizeof order, "%zu", i + 1);
		assert_string_equal(ilo_code_property(code, "protocol_order"),
		                    order);
		if (strcmp(group, "agency") == 0)
			continue;
		country = ilo_codelist_find(countries, ilo_code_id(code));
		assert_non_null(country);
		assert_string_equal(ilo_code_label(country, "en"),
		                    ilo_code_label(code, "en"));
		assert_string_equal(ilo_code_property(code, "eu_code"),
		                    ilo_code_alias(country, "eu") != NULL
		                            ? ilo_code_alias(country, "eu")
		                            : ilo_code_id(country));
	}
	ilo_codelist_free(countries);
	ilo_codelist_free(members);
}

static void
test_who_is_bound(void **state)
{
	struct ilo_codelist *members = load("members");

	(void)state;
	assert_null(ilo_code_property(ilo_codelist_find(members, "DK"),
	                              "bound_from"));
	assert_property(members, "IE", "bound_from", "2004-01-05");
	assert_property(members, "GB", "bound_to", "2019-08-13");
	assert_property(members, "GB", "left", "2020-01-31");
	assert_property(members, "HR", "bound_from", "2013-07-01");
	assert_property(members, "CH", "group", "associated");
	assert_property(members, "FRONTEX", "group", "agency");
	assert_null(ilo_codelist_find(members, "UK"));
	assert_string_equal(
		ilo_code_id(ilo_codelist_find_alias(members, "eu", "UK")),
		"GB");
	ilo_codelist_free(members);
}

static void
test_presidencies_follow_each_other(void **state)
{
	struct ilo_codelist *presidencies = load("presidencies");
	struct ilo_codelist *members = load("members");
	ilo_semester expected;

	(void)state;
	assert_int_equal(ilo_codelist_count(presidencies), 54);
	assert_true(ilo_semester_parse("2004-S1", &expected));
	for (size_t i = 0; i < ilo_codelist_count(presidencies); i++) {
		const struct ilo_code_entry *code =
			ilo_codelist_at(presidencies, i);
		const struct ilo_code_entry *member = ilo_codelist_find(
			members, ilo_code_property(code, "presidency"));
		char text[ILO_DATE_SIZE];

		assert_string_equal(ilo_code_id(code),
		                    ilo_semester_print(expected, text));
		assert_string_equal(ilo_code_from(code),
		                    ilo_semester_start(expected, text));
		assert_string_equal(ilo_code_to(code),
		                    ilo_semester_end(expected, text));
		assert_non_null(member);
		assert_string_equal(ilo_code_property(member, "group"),
		                    "member");
		assert_true(ilo_code_valid_on(member, ilo_code_from(code)));
		expected++;
	}
	assert_property(presidencies, "2017-S2", "presidency", "EE");
	assert_property(presidencies, "2024-S1", "presidency", "BE");
	ilo_codelist_free(members);
	ilo_codelist_free(presidencies);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_members_by_date),
		cmocka_unit_test(test_members_agree_with_countries),
		cmocka_unit_test(test_who_is_bound),
		cmocka_unit_test(test_presidencies_follow_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
