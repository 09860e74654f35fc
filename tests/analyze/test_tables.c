/* Which table answers which question, and what the index refuses. */

#include "tests/analyze/scene.h"

static const struct table *
choose(struct scene *scene, unsigned needed, unsigned *dimensions)
{
	assert_int_equal(scene->term.tables->block_count, 1);
	return tables_choose(&scene->term.tables->blocks[0], needed,
	                     dimensions);
}

/* A total beside its parts: the total is read for the total. */
static void
takes_the_coarsest(void **state)
{
	struct scene scene;
	unsigned dimensions = 0;

	(void)state;
	scene_start(&scene);
	scene_add(&scene, (struct scene_row){"FR", NULL, NULL, NULL, 10, 0});
	scene_add(&scene, (struct scene_row){"FR", "ML", "WAF", NULL, 6, 0});
	scene_add(&scene, (struct scene_row){"FR", "ML", NULL, NULL, 6, 0});
	scene_add(&scene, (struct scene_row){"FR", "NG", NULL, NULL, 4, 0});
	scene_build(&scene);
	assert_int_equal(choose(&scene, 0, &dimensions)->count, 1);
	assert_int_equal(dimensions, 0);
	assert_int_equal(
		choose(&scene, DIMENSION_CITIZENSHIP, &dimensions)->count, 2);
	assert_int_equal(dimensions, DIMENSION_CITIZENSHIP);
	assert_int_equal(choose(&scene, DIMENSION_ROUTE, &dimensions)->count,
	                 1);
	assert_int_equal(dimensions, DIMENSION_CITIZENSHIP | DIMENSION_ROUTE);
	assert_null(choose(&scene, DIMENSION_BORDER, &dimensions));
	scene_end(&scene);
}

/* Of two as coarse, the one without a gap; else the one by month. */
static void
breaks_ties(void **state)
{
	struct scene scene;
	unsigned dimensions = 0;

	(void)state;
	scene_start(&scene);
	scene_add(&scene,
	          (struct scene_row){"FR", NULL, NULL, "2024-02", 10, 0});
	scene_add(&scene, (struct scene_row){"FR", "ML", NULL, NULL, 10, 0});
	scene_add(&scene, (struct scene_row){"FR", NULL, "WAF", NULL, 10, 0});
	scene_build(&scene);
	assert_non_null(choose(&scene, 0, &dimensions));
	assert_int_equal(dimensions, DIMENSION_MONTH);
	scene_end(&scene);

	scene_start(&scene);
	scene_add(&scene,
	          (struct scene_row){"FR", NULL, NULL, "2024-02", 9, 0});
	scene_add(&scene,
	          (struct scene_row){"FR", NULL, NULL, "2024-03", -1, 'O'});
	scene_add(&scene, (struct scene_row){"FR", NULL, "WAF", NULL, 10, 0});
	scene_build(&scene);
	assert_non_null(choose(&scene, 0, &dimensions));
	assert_int_equal(dimensions, DIMENSION_ROUTE);
	scene_end(&scene);
}

static void
spans_a_host(void **state)
{
	struct scene scene;
	size_t first, end;

	(void)state;
	scene_start(&scene);
	scene_add(&scene, (struct scene_row){"DE", NULL, NULL, NULL, 1, 0});
	scene_add(&scene, (struct scene_row){"FR", NULL, NULL, NULL, 1, 0});
	scene_build(&scene);
	tables_span(scene.term.tables, scene_symbol(&scene, "ASYLUM"),
	            scene_symbol(&scene, "GH"), &first, &end);
	assert_int_equal(end - first, 2);
	tables_span(scene.term.tables, scene_symbol(&scene, "ASYLUM"),
	            scene_symbol(&scene, "AA"), &first, &end);
	assert_int_equal(end - first, 0);
	tables_span(scene.term.tables, scene_symbol(&scene, "ASYLUM"), NULL,
	            &first, &end);
	assert_int_equal(end - first, 2);
	scene_end(&scene);
}

static void
refuses_foreign_periods(void **state)
{
	static const char *const periods[] = {"2023-S2", "2024-07", "2023-12",
	                                      "2024"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(periods) / sizeof(*periods); i++) {
		struct scene scene;

		scene_start(&scene);
		scene_add(&scene, (struct scene_row){"DE", NULL, NULL,
		                                     periods[i], 1, 0});
		scene.term.network->semester = scene.term.semester;
		assert_int_equal(scene_read(&scene), ILO_FAILED);
		assert_null(scene.term.tables);
		assert_int_equal(ilo_diag_count(&scene.diag, ILO_FATAL), 1);
		scene_end(&scene);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_the_coarsest),
		cmocka_unit_test(breaks_ties),
		cmocka_unit_test(spans_a_host),
		cmocka_unit_test(refuses_foreign_periods),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
