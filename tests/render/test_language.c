/* Numbers, dates, names and sorting as the reader's language has them. */

#include "render/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/xmlio.h"
#include "render/language_icu.h"

struct fixture {
	struct ilo_diag diag;
	struct ilo_arena *arena;
	struct language *english;
};

/* Tests are run from the top of the checkout. */
static int
set_up(void **state)
{
	static struct fixture fixture;

	ilo_xml_init();
	ilo_diag_init(&fixture.diag, "test", NULL);
	fixture.arena = ilo_arena_new();
	*state = &fixture;
	return language_read(".", "en", &fixture.diag, &fixture.english) ==
	                       ILO_OK
	               ? 0
	               : -1;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	language_free(f->english);
	ilo_arena_free(f->arena);
	return 0;
}

static void
numbers_have_separators_and_a_true_minus(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(language_number(f->english, f->arena, 1234567, 0),
	                    "1,234,567");
	assert_string_equal(language_number(f->english, f->arena, 12.34, 1),
	                    "12.3");
	assert_string_equal(language_signed(f->english, f->arena, -5, 0),
	                    "\xE2\x88\x92"
	                    "5");
	assert_string_equal(language_signed(f->english, f->arena, 5, 0), "+5");
	assert_string_equal(language_signed(f->english, f->arena, 0, 0), "0");
}

static void
periods_are_words(void **state)
{
	struct fixture *f = *state;
	const struct language *l = f->english;

	assert_string_equal(language_period(l, f->arena, "2024-06-30", "long"),
	                    "30 June 2024");
	assert_string_equal(language_period(l, f->arena, "2024-S2", "long"),
	                    "second half of 2024");
	assert_string_equal(language_period(l, f->arena, "2024-02", "long"),
	                    "February 2024");
	assert_string_equal(language_period(l, f->arena, "2024-02", "year"),
	                    "2024");
	assert_null(language_period(l, f->arena, "soon", "long"));
}

static void
names_come_from_the_codelists(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(language_country(f->english, f->arena, "GH"),
	                    "Ghana");
	assert_string_equal(language_country(f->english, f->arena, "XK"),
	                    "Kosovo*");
	assert_non_null(strstr(
		language_country(f->english, f->arena, "FRONTEX"), "Frontex"));
	assert_string_equal(language_label(f->english, "routes", "NOWHERE"),
	                    "NOWHERE");
}

static void
sorting_is_the_languages(void **state)
{
	struct fixture *f = *state;
	const char *ivory =
		language_sort_key(f->english, f->arena, "C\xC3\xB4te d'Ivoire");
	const char *colombia =
		language_sort_key(f->english, f->arena, "Colombia");
	const char *cuba = language_sort_key(f->english, f->arena, "Cuba");

	assert_true(strcmp(colombia, ivory) < 0);
	assert_true(strcmp(ivory, cuba) < 0);
}

static void
texts_are_filled_in_once(void **state)
{
	struct fixture *f = *state;
	const char *arguments[] = {"{2}", "b"};

	assert_string_equal(
		language_fill(f->arena, "{1} {2} {3}", arguments, 2),
		"{2} b {3}");
}

static void
excerpts_end_between_words(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
		language_excerpt(f->english, f->arena, "one two three", 9),
		"one two\xE2\x80\xA6");
	assert_string_equal(
		language_excerpt(f->english, f->arena, "one two", 9),
		"one two");
}

static void
other_languages_have_their_own_ways(void **state)
{
	struct fixture *f = *state;
	struct icu *icu;

	assert_int_equal(icu_open("el", &f->diag, &icu), ILO_OK);
	assert_string_equal(
		icu_country(icu, f->arena, "CI"),
		"\xCE\x91\xCE\xBA\xCF\x84\xCE\xAE "
		"\xCE\x95\xCE\xBB\xCE\xB5\xCF\x86\xCE\xB1\xCE\xBD\xCF\x84"
		"\xCE\xBF\xCF\x83\xCF\x84\xCE\xBF\xCF\x8D");
	assert_string_equal(icu_number(icu, f->arena, 1234.5, 1), "1.234,5");
	icu_close(icu);
	assert_int_equal(icu_open("sl", &f->diag, &icu), ILO_OK);
	assert_string_equal(icu_plural(icu, f->arena, 2), "two");
	icu_close(icu);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_separators_and_a_true_minus),
		cmocka_unit_test(periods_are_words),
		cmocka_unit_test(names_come_from_the_codelists),
		cmocka_unit_test(sorting_is_the_languages),
		cmocka_unit_test(texts_are_filled_in_once),
		cmocka_unit_test(excerpts_end_between_words),
		cmocka_unit_test(other_languages_have_their_own_ways),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
