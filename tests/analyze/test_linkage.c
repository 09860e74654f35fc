/* What margins give away, and what keeps them from it; sets of ids. */

#include <math.h>
#include <string.h>

#include "analyze/idset.h"
#include "analyze/linkage.h"
#include "tests/analyze/near.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum { THRESHOLD = 5 };

static struct linked_cell
cell(const char *host, const char *period, const char *by, const char *code,
     double value)
{
	return (struct linked_cell){
		.id = "x",
		.host = host,
		.indicator = "ASYLUM",
		.counted_by = "own",
		.semester = "2024-S1",
		.period = period,
		.by = by,
		.code = code,
		.subject = true,
		.primary = value > 0 && value < THRESHOLD,
		.value = value,
	};
}

static struct linked_cell
of_semester(const char *host, const char *by, const char *code, double value)
{
	return cell(host, "2024-S1", by, code, value);
}

static const struct linked_cell *
find(const struct linked_cell *cells, size_t count, const char *host,
     const char *by, const char *code)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(cells[i].host, host) == 0 &&
		    strcmp(cells[i].by, by) == 0 &&
		    strcmp(cells[i].code, code) == 0 &&
		    strcmp(cells[i].period, cells[i].semester) == 0)
			return &cells[i];
	return NULL;
}

static void
all_have_room(const struct linked_cell *cells, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (!cells[i].primary)
			continue;
		assert_true(cells[i].withheld);
		assert_near(cells[i].lower, 0, 1e-9);
		assert_true(cells[i].upper >=
		            cells[i].value + THRESHOLD - 1e-6);
	}
}

static void
nothing_small_withholds_nothing(void **state)
{
	struct linked_cell cells[] = {of_semester("GH", "total", "", 30),
	                              of_semester("GH", "route", "A", 30),
	                              of_semester("GH", "route", "B", 0)};
	struct linkage_result result =
		linkage_protect(cells, COUNT(cells), THRESHOLD);

	(void)state;
	assert_int_equal(result.withheld, 0);
	assert_false(cells[0].withheld || cells[1].withheld ||
	             cells[2].withheld);
	assert_int_equal(linkage_protect(NULL, 0, THRESHOLD).withheld, 0);
}

static void
a_margin_gives_a_single_part_away(void **state)
{
	struct linked_cell cells[] = {
		of_semester("GH", "total", "", 63),
		of_semester("GH", "route", "A", 3),
		of_semester("GH", "route", "B", 20),
		of_semester("GH", "route", "C", 40),
		of_semester("GH", "route", "D", 0),
	};
	struct linkage_result result =
		linkage_protect(cells, COUNT(cells), THRESHOLD);

	(void)state;
	assert_int_equal(result.primary, 1);
	assert_int_equal(result.undercut, 1); /* 63 - 20 - 40 - 0 */
	assert_int_equal(result.exposed, 0);
	assert_int_equal(result.withheld, 2);
	assert_true(find(cells, 5, "GH", "route", "B")->withheld);
	assert_false(find(cells, 5, "GH", "route", "D")->withheld);
	all_have_room(cells, COUNT(cells));
}

/* What would protect within Ghana is undone by all host countries together. */
static void
linked_tables_do_not_give_it_away(void **state)
{
	struct linked_cell cells[] = {
		of_semester("_T", "total", "", 113),
		of_semester("_T", "host", "GH", 63),
		of_semester("_T", "host", "NG", 50),
		of_semester("_T", "route", "A", 33),
		of_semester("_T", "route", "B", 80),
		of_semester("GH", "total", "", 63),
		of_semester("GH", "route", "A", 3),
		of_semester("GH", "route", "B", 60),
		of_semester("NG", "total", "", 50),
		of_semester("NG", "route", "A", 30),
		of_semester("NG", "route", "B", 20),
	};
	struct linkage_result result =
		linkage_protect(cells, COUNT(cells), THRESHOLD);

	(void)state;
	assert_int_equal(result.undercut, 1);
	assert_int_equal(result.exposed, 0);
	assert_false(result.all);
	assert_true(result.withheld >= 4);
	all_have_room(cells, COUNT(cells));
}

static void
months_of_one_semester_are_tied(void **state)
{
	struct linked_cell cells[] = {
		of_semester("GH", "total", "", 30),
		cell("GH", "2024-01", "total", "", 2),
		cell("GH", "2024-02", "total", "", 10),
		cell("GH", "2024-03", "total", "", 18),
	};
	struct linkage_result result =
		linkage_protect(cells, COUNT(cells), THRESHOLD);

	(void)state;
	assert_int_equal(result.undercut, 1);
	assert_int_equal(result.exposed, 0);
	assert_int_equal(result.withheld, 2);
	all_have_room(cells, COUNT(cells));
}

/* Nothing can move beside it but what the margin holds beyond its parts, which
 * the attacker is taken to know: the margin goes too. */
static void
an_only_part_takes_its_margin_along(void **state)
{
	struct linked_cell cells[] = {of_semester("GH", "total", "", 8),
	                              of_semester("GH", "route", "A", 3)};
	struct linkage_result result =
		linkage_protect(cells, COUNT(cells), THRESHOLD);

	(void)state;
	assert_int_equal(result.withheld, 2);
	assert_int_equal(result.exposed, 0);
	all_have_room(cells, COUNT(cells));
}

/* What its sender withheld is what is left of the margin. */
static void
what_a_sender_withheld_is_not_left_over(void **state)
{
	struct linked_cell cells[] = {
		of_semester("GH", "total", "", 90),
		of_semester("GH", "route", "A", 0),
		of_semester("GH", "route", "B", 40),
		of_semester("GH", "route", "C", 43),
	};
	struct linkage_result result;
	const struct linked_cell *unknown;

	(void)state;
	cells[1].unknown = cells[1].primary = true;
	result = linkage_protect(cells, COUNT(cells), THRESHOLD);
	unknown = find(cells, 4, "GH", "route", "A");
	assert_near(unknown->value, 7, 0);
	assert_int_equal(result.undercut, 1);
	assert_int_equal(result.exposed, 0);
	assert_true(unknown->lower <= 2 && unknown->upper >= 12);
}

/* A public margin is not withheld: then all that may be is. */
static void
a_public_margin_is_owned_up_to(void **state)
{
	struct linked_cell cells[] = {of_semester("GH", "total", "", 3),
	                              of_semester("GH", "route", "A", 3)};
	struct linkage_result result;

	(void)state;
	cells[0].subject = cells[0].primary = false;
	result = linkage_protect(cells, COUNT(cells), THRESHOLD);
	assert_true(result.all);
	assert_int_equal(result.exposed, 1);
	assert_int_equal(result.withheld, 1);
}

static void
ids_are_found_whole_or_by_beginning(void **state)
{
	struct idset set = {0};

	(void)state;
	assert_false(idset_has(&set, "a"));
	assert_false(idset_meets(&set, "a b.*"));
	idset_add(&set, "GH.X.2024-S1.route.CMED");
	idset_add(&set, "GH.X.2024-S1.route.C");
	assert_false(idset_has(&set, "GH.X.2024-S1.route.C"));
	assert_true(idset_settle(&set));
	assert_false(idset_settle(&set));
	assert_true(idset_has(&set, "GH.X.2024-S1.route.C"));
	assert_true(idset_has(&set, "GH.X.2024-S1.route.CMED"));
	assert_false(idset_has(&set, "GH.X.2024-S1.route.CM"));
	assert_false(idset_has(&set, "GH.X.2024-S1.route"));
	assert_true(idset_meets(&set, "NG.X GH.X.2024-S1.route.*"));
	assert_true(idset_meets(&set, "GH.X.2024-S1.route.CMED NG.X"));
	assert_false(idset_meets(&set, "GH.X.2024-S1.route.CM NG.X"));
	assert_false(idset_meets(&set, "GH.X.2024-S1.border.*"));
	assert_false(idset_meets(&set, ""));
	idset_release(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_small_withholds_nothing),
		cmocka_unit_test(a_margin_gives_a_single_part_away),
		cmocka_unit_test(linked_tables_do_not_give_it_away),
		cmocka_unit_test(months_of_one_semester_are_tied),
		cmocka_unit_test(an_only_part_takes_its_margin_along),
		cmocka_unit_test(what_a_sender_withheld_is_not_left_over),
		cmocka_unit_test(a_public_margin_is_owned_up_to),
		cmocka_unit_test(ids_are_found_whole_or_by_beginning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
