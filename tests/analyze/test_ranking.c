/* Ranks with their doubt, mirror figures, and lineage as text. */

#include "analyze/consensus.h"
#include "analyze/lineage.h"
#include "analyze/ranking.h"
#include "tests/analyze/near.h"

static const struct symbol codes[] = {
	{"AF", 0}, {"GH", 1}, {"ML", 2}, {"NG", 3}, {"_X", 4}};

static struct level
level_of(size_t code, uint64_t value, double lower, double upper)
{
	return (struct level){
		.code = &codes[code],
		.state = LEVEL_VALUE,
		.value = value,
		.exact = {EST_OK, (double)value, lower, upper},
		.n = 1,
		.months = 6,
		.months_expected = 6,
		.flag = 'A',
	};
}

static bool
no_country(const void *context, const struct symbol *code)
{
	(void)context;
	return code->text[0] == '_';
}

static void
ranks_with_doubt(void **state)
{
	struct level items[] = {
		level_of(0, 100, 81, 122),  level_of(1, 50, 37, 66),
		level_of(2, 50, 37, 66),    level_of(3, 40, 28, 55),
		level_of(4, 500, 457, 546),
	};
	struct levels levels = {.items = items, .count = 5};
	struct rank rank;

	(void)state;
	assert_int_equal(ranking_sum(&levels), 740);
	rank = ranking_rank(&levels, &items[0], no_country, NULL);
	assert_int_equal(rank.value, 1);
	assert_int_equal(rank.lower, 1);
	assert_int_equal(rank.upper, 1);
	rank = ranking_rank(&levels, &items[2], no_country, NULL);
	assert_int_equal(rank.value, 2); /* a tie shares the better rank */
	assert_int_equal(rank.lower, 2);
	assert_int_equal(rank.upper, 4);
	rank = ranking_rank(&levels, &items[3], no_country, NULL);
	assert_int_equal(rank.value, 4);
	assert_int_equal(rank.lower, 2);
	assert_int_equal(rank.upper, 4);
	/* A widened interval is the one that counts. */
	items[3].widened = true;
	items[3].wide_lower = 0;
	items[3].wide_upper = 90;
	rank = ranking_rank(&levels, &items[0], no_country, NULL);
	assert_int_equal(rank.upper, 2);
	rank = ranking_rank(&levels, &items[3], no_country, NULL);
	assert_int_equal(rank.lower, 1);
}

static void
passes_over_the_missing(void **state)
{
	struct level items[] = {level_of(0, 100, 81, 122),
	                        {.code = &codes[1], .state = LEVEL_MISSING}};
	struct levels levels = {.items = items, .count = 2};

	(void)state;
	assert_int_equal(ranking_sum(&levels), 100);
	assert_int_equal(
		ranking_rank(&levels, &items[0], no_country, NULL).upper, 1);
}

static void
reconciles_observers(void **state)
{
	const struct rules rules = {.mirror_factor = 1.5};
	struct level items[] = {
		level_of(0, 0, 0, 4),
		level_of(1, 100, 81, 122),
		level_of(2, 150, 127, 176),
		level_of(3, 151, 128, 177),
		{.code = &codes[4], .state = LEVEL_MISSING, .absent = 1},
	};
	struct levels reporters = {.items = items, .count = 5};
	struct consensus consensus;

	(void)state;
	consensus_make(&reporters, &rules, &consensus);
	assert_int_equal(consensus.observer_count, 4);
	assert_int_equal(consensus.absent, 1);
	assert_near(consensus.mirror.consensus.value, 125, 0);
	assert_near(consensus.lowest, 0, 0);
	assert_near(consensus.highest, 151, 0);
	/* 0 against three others, 100 against 151; 150 / 100 is no more than
	 * the factor. */
	assert_int_equal(consensus.contradiction_count, 4);
	assert_false(consensus.contradictions[0].has_ratio);
	assert_near(consensus.contradictions[3].ratio, 1.51, 1e-12);
	consensus_release(&consensus);
}

static void
prints_ranges(void **state)
{
	static const size_t rows[] = {76, 11, 12, 39, 13, 12, 40, 0};
	struct lineage lineage = {NULL, 0, 0};
	struct ilo_buf text = ILO_BUF_INIT;
	size_t i;

	(void)state;
	lineage_print(&lineage, "2024-S1", &text);
	assert_string_equal(ilo_buf_text(&text), "");
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		lineage_add(&lineage, rows[i]);
	lineage_sort(&lineage);
	lineage_print(&lineage, "2024-S1", &text);
	assert_string_equal(ilo_buf_text(&text), "2024-S1:1,12-14,40-41,77");
	ilo_buf_release(&text);
	lineage_release(&lineage);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranks_with_doubt),
		cmocka_unit_test(passes_over_the_missing),
		cmocka_unit_test(reconciles_observers),
		cmocka_unit_test(prints_ranges),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
