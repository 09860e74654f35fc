/* Sums: what counts, what is absent, what is covered, what is zero. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/analyze/near.h"
#include "tests/analyze/scene.h"

static const struct symbol *const total[] = {NULL};

/* Ask for the total and hand its level on; *levels is to be released. */
static const struct level *
ask_total(struct scene *scene, struct question question, struct levels *levels)
{
	*levels = (struct levels){0};
	levels_ask(&scene->term, &question, &scene->rules, levels);
	levels_fill(levels, &scene->term, &question, total, 1);
	return levels_find(levels, NULL);
}

/* A reporter's total and its breakdown are the same events. */
static void
counts_nothing_twice(void **state)
{
	struct scene scene;
	struct levels levels;
	const struct level *level;

	(void)state;
	scene_start(&scene);
	scene_expect(&scene, "DE");
	scene_expect(&scene, "FR");
	scene_expect(&scene, "IT");
	scene_add(&scene, (struct scene_row){"DE", NULL, NULL, NULL, 100, 0});
	scene_add(&scene, (struct scene_row){"DE", NULL, "WAF", NULL, 100, 0});
	scene_add(&scene, (struct scene_row){"FR", "ML", NULL, NULL, 20, 'E'});
	scene_add(&scene, (struct scene_row){"FR", "NG", NULL, NULL, -1, 'Q'});
	scene_add(&scene, (struct scene_row){"FR", "LS", NULL, NULL, -1, 'M'});
	scene_build(&scene);
	level = ask_total(&scene, scene_question(&scene, BY_TOTAL), &levels);
	assert_int_equal(level->state, LEVEL_VALUE);
	assert_int_equal(level->value, 120);
	assert_int_equal(level->n, 2);
	assert_int_equal(level->absent, 1); /* M is no gap */
	assert_int_equal(level->flag, 'Q');
	assert_int_equal(level->reported, 2);
	assert_int_equal(level->expected, 3);
	assert_int_equal(level->months, 6);
	assert_false(level_full(level));
	assert_int_equal(level->rows.count, 4);
	levels_release(&levels);
	scene_end(&scene);
}

static void
breaks_down(void **state)
{
	struct scene scene;
	struct levels levels = {0};
	struct question question;
	const struct symbol *codes[2];

	(void)state;
	scene_start(&scene);
	scene_expect(&scene, "FR");
	scene_add(&scene, (struct scene_row){"FR", "ML", NULL, NULL, 20, 0});
	scene_add(&scene, (struct scene_row){"FR", "NG", NULL, NULL, 5, 0});
	scene_build(&scene);
	question = scene_question(&scene, BY_CITIZENSHIP);
	levels_ask(&scene.term, &question, &scene.rules, &levels);
	assert_int_equal(levels.count, 2);
	assert_string_equal(levels.items[0].code->text, "ML");
	assert_int_equal(levels.items[0].value, 20);
	codes[0] = scene_symbol(&scene, "NG");
	codes[1] = scene_symbol(&scene, "AF");
	levels_fill(&levels, &scene.term, &question, codes, 2);
	assert_int_equal(levels.count, 3);
	/* Not listed by a state that does not say so: missing, never 0. */
	assert_string_equal(levels.items[0].code->text, "AF");
	assert_int_equal(levels.items[0].state, LEVEL_MISSING);
	assert_int_equal(levels.items[0].flag, 'O');
	assert_int_equal(levels.items[0].expected, 1);
	levels_release(&levels);
	scene_end(&scene);
}

/* K lies in another category: a gap in its own, none in the total. */
static void
knows_included_elsewhere(void **state)
{
	struct scene scene;
	struct levels levels;
	struct question question;

	(void)state;
	scene_start(&scene);
	scene_expect(&scene, "FR");
	scene_add(&scene, (struct scene_row){"FR", "ML", NULL, NULL, 20, 0});
	scene_add(&scene, (struct scene_row){"FR", "NG", NULL, NULL, -1, 'K'});
	scene_build(&scene);
	assert_int_equal(
		ask_total(&scene, scene_question(&scene, BY_TOTAL), &levels)
			->absent,
		0);
	assert_true(level_full(levels_find(&levels, NULL)));
	levels_release(&levels);
	question = scene_question(&scene, BY_CITIZENSHIP);
	levels_ask(&scene.term, &question, &scene.rules, &levels);
	assert_int_equal(
		levels_find(&levels, scene_symbol(&scene, "NG"))->absent, 1);
	levels_release(&levels);
	scene_end(&scene);
}

static void
add_months(struct scene *scene, const long *values, size_t count)
{
	static const char *const months[] = {"2024-01", "2024-02", "2024-03",
	                                     "2024-04", "2024-05", "2024-06"};
	size_t i;

	for (i = 0; i < count; i++)
		scene_add(scene, (struct scene_row){"FR", NULL, NULL, months[i],
		                                    values[i], 0});
}

static void
widens_for_dispersion(void **state)
{
	static const long wild[] = {10, 90, 12, 70, 15, 60};
	static const long even[] = {40, 44, 41, 45, 42, 43};
	struct scene scene;
	struct levels levels;
	const struct level *level;

	(void)state;
	scene_start(&scene);
	scene_expect(&scene, "FR");
	add_months(&scene, wild, 6);
	scene_build(&scene);
	level = ask_total(&scene, scene_question(&scene, BY_TOTAL), &levels);
	assert_int_equal(level->value, 257);
	assert_true(level->widened);
	/* Variance / mean of the six months, by hand. */
	assert_near(level->phi, 1212.1666666666667 / 42.833333333333336, 1e-9);
	/* Student's t with 5 degrees of freedom in place of the normal. */
	assert_near(log(257 / level->wide_lower),
	            log(257 / level->exact.lower) * 2.5705818366147395 /
	                    1.959963984540054 * sqrt(level->phi) *
	                    (1 + 1.0 / 257),
	            1e-9);
	levels_release(&levels);
	scene_end(&scene);

	scene_start(&scene);
	scene_expect(&scene, "FR");
	add_months(&scene, even, 6);
	scene_build(&scene);
	assert_false(
		ask_total(&scene, scene_question(&scene, BY_TOTAL), &levels)
			->widened);
	levels_release(&levels);
	scene_end(&scene);
}

/* The total comes from half-yearly rows of one and monthly rows of another. */
static void
widens_from_tables_beside(void **state)
{
	static const long wild[] = {10, 90, 12, 70, 15, 60};
	struct scene scene;
	struct levels levels;
	const struct level *level;

	(void)state;
	scene_start(&scene);
	add_months(&scene, wild, 6);
	scene_add(&scene, (struct scene_row){"FR", NULL, NULL, NULL, 257, 'P'});
	scene_add(&scene, (struct scene_row){"DE", NULL, NULL, NULL, 43, 'A'});
	scene_build(&scene);
	level = ask_total(&scene, scene_question(&scene, BY_TOTAL), &levels);
	assert_int_equal(level->value, 300);
	assert_int_equal(level->rows.count, 2);
	assert_int_equal(level->dispersion_rows.count, 6);
	assert_true(level->widened);
	assert_near(level->phi, 1212.1666666666667 / 42.833333333333336, 1e-9);
	assert_near(level->phi_share, 257.0 / 300, 1e-15);
	assert_int_equal(level->normal, 43);
	levels_release(&levels);
	scene_end(&scene);
}

static void
counts_months(void **state)
{
	static const long values[] = {1, 2, 3, 4};
	struct scene scene;
	struct levels levels;
	struct question question;
	const struct level *level;

	(void)state;
	scene_start(&scene);
	scene_expect(&scene, "FR");
	add_months(&scene, values, 4);
	scene_build(&scene);
	level = ask_total(&scene, scene_question(&scene, BY_TOTAL), &levels);
	assert_int_equal(level->months, 4);
	assert_int_equal(level->months_expected, 6);
	assert_false(level->givers[0].complete);
	levels_release(&levels);
	question = scene_question(&scene, BY_TOTAL);
	question.month = 3;
	level = ask_total(&scene, question, &levels);
	assert_int_equal(level->value, 4);
	assert_true(level_full(level));
	levels_release(&levels);
	question.month = 4;
	assert_int_equal(ask_total(&scene, question, &levels)->state,
	                 LEVEL_MISSING);
	levels_release(&levels);
	scene_end(&scene);
}

/* An agency that lists only what is not zero, from January to April. */
static void
fills_zeros(void **state)
{
	struct scene scene;
	struct levels levels;
	struct question question;
	const struct level *level;

	(void)state;
	scene_start(&scene);
	scene_build(&scene);
	question = scene_question(&scene, BY_TOTAL);
	question.agency = scene_symbol(&scene, "FRONTEX");
	scene.term.reaches = ilo_xcalloc(1, sizeof(struct zero_reach));
	scene.term.reach_count = 1;
	scene.term.reaches[0] = (struct zero_reach){
		question.indicator, question.counted_by, question.agency, 0x0f};
	level = ask_total(&scene, question, &levels);
	assert_int_equal(level->state, LEVEL_VALUE);
	assert_int_equal(level->value, 0);
	assert_int_equal(level->n, 0);
	assert_int_equal(level->months, 4);
	assert_int_equal(level->reported, 1);
	assert_int_equal(level->expected, 1);
	assert_int_equal(level->flag, 'O'); /* two months are missing */
	levels_release(&levels);
	question.month = 4;
	assert_int_equal(ask_total(&scene, question, &levels)->state,
	                 LEVEL_MISSING);
	levels_release(&levels);
	scene_end(&scene);
}

/* A table that is not broken down does not say that a category is zero. */
static void
fills_no_zeros_in_silence(void **state)
{
	struct scene scene;
	struct levels levels = {0};
	struct question question;
	const struct symbol *codes[1];

	(void)state;
	scene_start(&scene);
	scene_add(&scene,
	          (struct scene_row){"FRONTEX", NULL, NULL, "2024-01", 7, 0});
	scene_build(&scene);
	question = scene_question(&scene, BY_ROUTE);
	question.agency = scene_symbol(&scene, "FRONTEX");
	scene.term.reaches = ilo_xcalloc(1, sizeof(struct zero_reach));
	scene.term.reach_count = 1;
	scene.term.reaches[0] = (struct zero_reach){
		question.indicator, question.counted_by, question.agency, 0x3f};
	codes[0] = scene_symbol(&scene, "WAF");
	levels_ask(&scene.term, &question, &scene.rules, &levels);
	levels_fill(&levels, &scene.term, &question, codes, 1);
	assert_int_equal(levels_find(&levels, codes[0])->state, LEVEL_MISSING);
	levels_release(&levels);
	scene_end(&scene);
}

static void
refuses_inexact_sums(void **state)
{
	struct scene scene;
	struct levels levels;

	(void)state;
	scene_start(&scene);
	scene_add(&scene, (struct scene_row){"FR", "ML", NULL, NULL,
	                                     999999999999999L, 0});
	scene_add(&scene, (struct scene_row){"FR", "NG", NULL, NULL, 1, 0});
	scene_build(&scene);
	assert_int_equal(
		ask_total(&scene, scene_question(&scene, BY_TOTAL), &levels)
			->state,
		LEVEL_TOO_LARGE);
	levels_release(&levels);
	scene_end(&scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_nothing_twice),
		cmocka_unit_test(breaks_down),
		cmocka_unit_test(knows_included_elsewhere),
		cmocka_unit_test(widens_for_dispersion),
		cmocka_unit_test(widens_from_tables_beside),
		cmocka_unit_test(counts_months),
		cmocka_unit_test(fills_zeros),
		cmocka_unit_test(fills_no_zeros_in_silence),
		cmocka_unit_test(refuses_inexact_sums),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
