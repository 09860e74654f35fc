/* The rules in the order in which a person would want them told. */

#include "analyze/units.h"

#include <string.h>

static bool
same(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

/* What observers tell of one and the same quantity. */
static bool
is_mirror(const struct quantity *quantity)
{
	return same(quantity->counted_by, "host") ||
	       same(quantity->counted_by, "other");
}

static const char *
refuse_kind(const struct quantity *a, const struct quantity *b)
{
	if (a->stock != b->stock)
		return "a flow is what happens in a period, a stock what is "
		       "there on a day";
	if (!same(a->unit, b->unit))
		return "units are types: detections, persons, decisions and "
		       "applications are never added to each other";
	if (!same(a->indicator, b->indicator))
		return "indicators may tell the same events, though their unit "
		       "is one";
	return NULL;
}

static const char *
refuse_counting(const struct quantity *a, const struct quantity *b)
{
	if (is_mirror(a) || is_mirror(b))
		return "mirror figures are one quantity seen by several "
		       "observers; they are reconciled, never added";
	if (!same(a->counted_by, b->counted_by))
		return "what an agency compiled is a second source for the "
		       "states' own counts, not more of them";
	return NULL;
}

static const char *
refuse_overlap(const struct quantity *a, const struct quantity *b)
{
	if (!same(a->host, b->host))
		return same(a->host, "_T") || same(b->host, "_T")
		               ? "_T holds every host country already"
		               : NULL;
	if (a->by != b->by || a->by == BY_TOTAL)
		return "they tell the same events: a total, or two breakdowns "
		       "of it";
	if (same(a->code, b->code))
		return "it is the same cell twice";
	if (a->by == BY_ROUTE && same(a->unit, "PERSONS"))
		return "a person may be on several routes, so that routes do "
		       "not add up to persons";
	return NULL;
}

const char *
units_refuse(const struct quantity *a, const struct quantity *b)
{
	const char *why = refuse_kind(a, b);

	if (why == NULL)
		why = refuse_counting(a, b);
	return why != NULL ? why : refuse_overlap(a, b);
}
