/*
 * Plain rows against the schema itself, so that nobody has to believe
 * common/plain.c: what is taken for certain is valid by libxml2's validator.
 * Run from the top of the tree.
 */

#include "common/plain.h"

#include "common/codelist.h"
#include "tests/common/reading.h"

static const char envelope[] =
	"<submission xmlns='urn:x-ilo:submission:1' version='1.0' "
	"kind='contribution'><cover><host country='GH'/>"
	"<semester>2024-S1</semester><presidency>BE</presidency>"
	"<reporting-state>FR</reporting-state>"
	"<document id='a' revision='1' date='2024-07-01' language='en'/>"
	"<marking>PUBLIC</marking></cover><statistics>%s</statistics>"
	"</submission>";

static bool
is_plain(const char *row)
{
	struct ilo_plain plain;
	struct ilo_rowtext text;

	ilo_plain_begin(&plain, row, row + strlen(row), 1,
	                ilo_limits_default());
	return ilo_plain_next(&plain, &text) && plain.at == plain.end;
}

/* A row that lacks nothing, with that attribute changed or added to. */
static const char *
row_with(struct fixture *fixture, bool absence, const char *name,
         const char *value)
{
	static const char *const needed[][2] = {{"indicator", "IBC_BETWEEN"},
	                                        {"unit", "DETECTIONS"},
	                                        {"counted-by", "own"},
	                                        {"period", "2024-S1"},
	                                        {"value", "1"},
	                                        {"reason", "suppressed"}};
	struct ilo_buf row = ILO_BUF_INIT;
	const char *copy;

	ilo_buf_puts(&row, absence ? "<absence" : "<observation");
	for (size_t i = 0; i < 6; i++) {
		if (strcmp(needed[i][0], name) != 0 && i != (absence ? 4 : 5))
			ilo_buf_printf(&row, " %s=\"%s\"", needed[i][0],
			               needed[i][1]);
	}
	ilo_buf_printf(&row, " %s=\"%s\"/>", name, value);
	copy = ilo_arena_strdup(fixture->arena, ilo_buf_text(&row));
	ilo_buf_release(&row);
	return copy;
}

static const char *const names[] = {
	"indicator", "unit",   "counted-by",      "period", "host",
	"route",     "border", "citizenship",     "source", "note",
	"value",     "status", "confidentiality", "reason", "extra"};

#define NAME_COUNT (sizeof names / sizeof names[0])

static const char *const values[] = {"",
                                     " ",
                                     "A",
                                     "AB",
                                     "ABC",
                                     "_T",
                                     "A-B",
                                     "-A",
                                     "A_9",
                                     "9A",
                                     "a",
                                     "GH ",
                                     " GH",
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123",
                                     "1234567890123456",
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
                                     "0",
                                     "00",
                                     "123456789012345",
                                     "-1",
                                     "+1",
                                     "1.0",
                                     "1e3",
                                     "own",
                                     "agency",
                                     "host",
                                     "other",
                                     "owner",
                                     "Own",
                                     "not-available",
                                     "not-collected",
                                     "not-applicable",
                                     "confidential",
                                     "suppressed",
                                     "lost",
                                     "2024-S1",
                                     "2024-S2",
                                     "2024-S3",
                                     "2024-S0",
                                     "2024-01",
                                     "2024-09",
                                     "2024-10",
                                     "2024-12",
                                     "2024-13",
                                     "2024-00",
                                     "1999-06",
                                     "1899-06",
                                     "2099-S2",
                                     "2100-S1",
                                     "2024-S",
                                     "~",
                                     "two  blanks",
                                     "&lt;",
                                     "&#65;",
                                     "'",
                                     ">",
                                     "\xc3\x89",
                                     "a\tb",
                                     "a\nb",
                                     "x &amp; y",
                                     "]]>"};

#define VALUE_COUNT (sizeof values / sizeof values[0])

static void
assert_plain_is_schema_valid(struct fixture *fixture, const char *row,
                             size_t *count)
{
	if (!is_plain(row))
		return;
	(*count)++;
	if (!is_schema_valid(fixture,
	                     ilo_arena_printf(fixture->arena, envelope, row)))
		fail_msg("taken for certain, but not valid: %s", row);
}

static void
test_values(void **state)
{
	struct fixture *fixture = *state;
	char text[256];
	size_t count = 0;

	for (size_t i = 0; i < NAME_COUNT * VALUE_COUNT * 2; i++)
		assert_plain_is_schema_valid(
			fixture,
			row_with(fixture, i % 2 == 0, names[i / 2 % NAME_COUNT],
		                 values[i / 2 / NAME_COUNT]),
			&count);
	for (size_t i = 0; i < NAME_COUNT * 203; i++) {
		memset(text, 'x', sizeof text);
		text[i / NAME_COUNT] = '\0';
		assert_plain_is_schema_valid(
			fixture,
			row_with(fixture, false, names[i % NAME_COUNT], text),
			&count);
	}
	for (size_t i = 0; i < NAME_COUNT * 127; i++) {
		(void)snprintf(text, sizeof text, "A%cB",
		               (char)(1 + i / NAME_COUNT));
		assert_plain_is_schema_valid(
			fixture,
			row_with(fixture, true, names[i % NAME_COUNT], text),
			&count);
	}
	assert_true(count > 900); /* else nothing was shown */
}

/* Every code that a row can name is plain: the usual row is quick. */
static void
test_codes_are_plain(void **state)
{
	static const struct {
		const char *name;
		enum ilo_list list;
		bool absence;
	} used[] = {{"indicator", ILO_LIST_INDICATORS, false},
	            {"unit", ILO_LIST_UNITS, false},
	            {"counted-by", ILO_LIST_COUNTED_BY, false},
	            {"citizenship", ILO_LIST_COUNTRIES, false},
	            {"route", ILO_LIST_ROUTES, false},
	            {"border", ILO_LIST_BORDERS, false},
	            {"status", ILO_LIST_OBS_STATUS, false},
	            {"confidentiality", ILO_LIST_CONF_STATUS, false},
	            {"reason", ILO_LIST_ABSENCE, true}};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < sizeof used / sizeof used[0]; i++) {
		const struct ilo_codelist *list =
			ilo_codebook_list(fixture->codebook, used[i].list);

		for (size_t j = 0; j < ilo_codelist_count(list); j++)
			assert_true(is_plain(row_with(
				fixture, used[i].absence, used[i].name,
				ilo_code_id(ilo_codelist_at(list, j)))));
	}
}

static void
test_rows(void **state)
{
	static const char *const doubtful[] = {
		"",
		"<observation/>",
		"<observation indicator=\"A\" indicator=\"A\"/>",
		"<!-- -->",
		"<!-- -- -->",
		"</statistics>",
	};
	struct fixture *fixture = *state;
	const char *good = row_with(fixture, false, "value", "12");
	const size_t length = strlen(good);
	struct ilo_limits limits = *ilo_limits_default();
	struct ilo_plain plain;
	struct ilo_rowtext text;

	for (size_t i = 0; i < sizeof doubtful / sizeof doubtful[0]; i++)
		assert_false(is_plain(doubtful[i]));
	assert_true(is_plain(good));
	assert_true(is_plain(
		ilo_arena_printf(fixture->arena, "<!-- a -->\r\n%s", good)));
	for (size_t i = 0; i < length; i++) /* whatever is cut off */
		assert_false(
			is_plain(ilo_arena_strndup(fixture->arena, good, i)));
	limits.tag_bytes = length;
	ilo_plain_begin(&plain, good, good + length, 7, &limits);
	assert_true(ilo_plain_next(&plain, &text));
	assert_int_equal(text.line, 7);
	assert_int_equal(text.fields[ILO_FIELD_VALUE].size_bytes, 2);
	assert_null(text.fields[ILO_FIELD_HOST].text);
	limits.tag_bytes--;
	ilo_plain_begin(&plain, good, good + length, 7, &limits);
	assert_false(ilo_plain_next(&plain, &text));
	assert_ptr_equal(plain.at, good);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_codes_are_plain),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
