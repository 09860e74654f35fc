/* What may be added to what: every refusal, and what is left. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/units.h"

static const struct quantity detections = {
	.host = "GH",
	.indicator = "IBC_BETWEEN",
	.unit = "DETECTIONS",
	.counted_by = "own",
	.by = BY_ROUTE,
	.code = "CMED",
};

/* Both ways round, for the same reason. */
static void
refused(struct quantity a, struct quantity b, const char *words)
{
	assert_non_null(units_refuse(&a, &b));
	assert_non_null(strstr(units_refuse(&a, &b), words));
	assert_string_equal(units_refuse(&a, &b), units_refuse(&b, &a));
}

static void
detections_are_not_persons(void **state)
{
	struct quantity persons = detections;

	(void)state;
	persons.indicator = "RETURN_EFF";
	persons.unit = "PERSONS";
	refused(detections, persons, "units are types");
}

static void
routes_do_not_make_persons(void **state)
{
	struct quantity a = detections, b = detections;

	(void)state;
	a.unit = b.unit = "PERSONS";
	b.code = "WMED";
	refused(a, b, "several routes");
	a.by = b.by = BY_CITIZENSHIP; /* a person has one */
	assert_null(units_refuse(&a, &b));
}

static void
mirror_figures_are_not_added(void **state)
{
	struct quantity mirror = detections, other = detections;

	(void)state;
	mirror.counted_by = "host";
	refused(detections, mirror, "mirror figures");
	other.host = "NG";
	other.counted_by = "host"; /* not even to each other */
	refused(mirror, other, "mirror figures");
	mirror.counted_by = "other";
	refused(detections, mirror, "mirror figures");
}

static void
a_flow_is_no_stock(void **state)
{
	struct quantity stock = detections;

	(void)state;
	stock.stock = true;
	refused(detections, stock, "a stock what is there on a day");
}

static void
an_agency_is_a_second_source(void **state)
{
	struct quantity agency = detections;

	(void)state;
	agency.counted_by = "agency";
	agency.host = "NG";
	refused(detections, agency, "second source");
}

static void
indicators_stay_apart(void **state)
{
	struct quantity other = detections;

	(void)state;
	other.indicator = "ILLEGAL_STAY";
	refused(detections, other, "indicators may tell the same events");
}

static void
no_event_is_added_twice(void **state)
{
	struct quantity total = detections, all = detections;
	struct quantity citizens = detections;

	(void)state;
	total.by = BY_TOTAL;
	total.code = NULL;
	refused(detections, total, "the same events");
	refused(total, total, "the same events");
	citizens.by = BY_CITIZENSHIP;
	citizens.code = "ML";
	refused(detections, citizens, "the same events");
	refused(detections, detections, "the same cell twice");
	all.host = "_T";
	refused(detections, all, "_T holds every host country");
}

static void
the_rest_adds_up(void **state)
{
	struct quantity route = detections, host = detections;

	(void)state;
	route.code = "WMED";
	assert_null(units_refuse(&detections, &route));
	host.host = "NG";
	assert_null(units_refuse(&detections, &host));
	host.by = BY_TOTAL;
	host.code = NULL;
	assert_null(units_refuse(&detections, &host));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(detections_are_not_persons),
		cmocka_unit_test(routes_do_not_make_persons),
		cmocka_unit_test(mirror_figures_are_not_added),
		cmocka_unit_test(a_flow_is_no_stock),
		cmocka_unit_test(an_agency_is_a_second_source),
		cmocka_unit_test(indicators_stay_apart),
		cmocka_unit_test(no_event_is_added_twice),
		cmocka_unit_test(the_rest_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
