/* Reads statistics.xml, which its schema has passed, into two sorted arrays. */

#include "render/figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xmlio.h"

struct figures {
	struct figure *items;
	size_t count, capacity;
	struct series *series;
	size_t series_count, series_capacity;
};

static const char *
attr_or_empty(struct ilo_arena *arena, const xmlNode *node, const char *name)
{
	const char *value = ilo_xml_attr(arena, node, name);

	return value == NULL ? "" : value;
}

/* False where the attribute is not there; the schema vouches for its form. */
static bool
real_attr(struct ilo_arena *arena, const xmlNode *node, const char *name,
          double *value)
{
	const char *text = ilo_xml_attr(arena, node, name);

	*value = 0;
	if (text == NULL)
		return false;
	if (strcmp(text, "INF") == 0) {
		*value = HUGE_VAL;
		return true;
	}
	return ilo_num_real(text, value);
}

static void
read_interval(struct ilo_arena *arena, const xmlNode *node, struct figure *out)
{
	bool lower = real_attr(arena, node, "wide-lower", &out->lower);
	bool upper = real_attr(arena, node, "wide-upper", &out->upper);

	out->has_interval = lower && upper;
	if (out->has_interval)
		return;
	lower = real_attr(arena, node, "lower", &out->lower);
	upper = real_attr(arena, node, "upper", &out->upper);
	out->has_interval = lower && upper;
}

static void
add_figure(struct figures *figures, const xmlNode *node,
           struct ilo_arena *arena)
{
	struct figure *f;

	figures->items = ilo_grow(figures->items, figures->count,
	                          &figures->capacity, sizeof(*figures->items));
	f = &figures->items[figures->count++];
	*f = (struct figure){
		.host = attr_or_empty(arena, node, "host"),
		.indicator = attr_or_empty(arena, node, "indicator"),
		.counted_by = attr_or_empty(arena, node, "counted-by"),
		.period = attr_or_empty(arena, node, "period"),
		.measure = attr_or_empty(arena, node, "measure"),
		.by = attr_or_empty(arena, node, "by"),
		.code = attr_or_empty(arena, node, "code"),
		.id = attr_or_empty(arena, node, "id"),
		.verdict = ilo_xml_attr(arena, node, "verdict"),
		.flag = attr_or_empty(arena, node, "flag"),
	};
	f->has_value =
		real_attr(arena, node, "value", &f->value) &&
		strcmp(attr_or_empty(arena, node, "state"), "value") == 0;
	f->has_percent = real_attr(arena, node, "percent", &f->percent);
	f->has_difference =
		real_attr(arena, node, "difference", &f->difference);
	read_interval(arena, node, f);
}

static void
read_point(struct ilo_arena *arena, const xmlNode *node, struct point *p)
{
	p->id = attr_or_empty(arena, node, "id");
	p->period = attr_or_empty(arena, node, "period");
	p->has_value =
		real_attr(arena, node, "value", &p->value) &&
		strcmp(attr_or_empty(arena, node, "state"), "value") == 0;
	if (!real_attr(arena, node, "lower", &p->lower))
		p->lower = p->value;
	if (!real_attr(arena, node, "upper", &p->upper) || isinf(p->upper))
		p->upper = p->value;
}

static void
add_series(struct figures *figures, const xmlNode *node,
           struct ilo_arena *arena)
{
	struct series *s;
	struct point *points;
	size_t count = 0;

	for (const xmlNode *n = ilo_xml_child(node, "point"); n != NULL;
	     n = ilo_xml_next(n, "point"))
		count++;
	points = ilo_arena_alloc(arena, (count + 1) * sizeof(*points));
	count = 0;
	for (const xmlNode *n = ilo_xml_child(node, "point"); n != NULL;
	     n = ilo_xml_next(n, "point"))
		read_point(arena, n, &points[count++]);
	figures->series =
		ilo_grow(figures->series, figures->series_count,
	                 &figures->series_capacity, sizeof(*figures->series));
	s = &figures->series[figures->series_count++];
	*s = (struct series){
		.host = attr_or_empty(arena, node, "host"),
		.indicator = attr_or_empty(arena, node, "indicator"),
		.counted_by = attr_or_empty(arena, node, "counted-by"),
		.by = attr_or_empty(arena, node, "by"),
		.code = attr_or_empty(arena, node, "code"),
		.points = points,
		.count = count,
	};
}

/* by and code count only where the key has them. */
static int
compare_key(const struct figure *key, const struct figure *f)
{
	int order = strcmp(key->host, f->host);

	if (order == 0)
		order = strcmp(key->indicator, f->indicator);
	if (order == 0)
		order = strcmp(key->counted_by, f->counted_by);
	if (order == 0)
		order = strcmp(key->period, f->period);
	if (order == 0)
		order = strcmp(key->measure, f->measure);
	if (order == 0 && key->by != NULL)
		order = strcmp(key->by, f->by);
	if (order == 0 && key->code != NULL)
		order = strcmp(key->code, f->code);
	return order;
}

static int
compare_figures(const void *a, const void *b)
{
	const struct figure *x = a, *y = b;
	int order = compare_key(x, y);

	return order != 0 ? order : strcmp(x->id, y->id);
}

enum ilo_status
figures_read(const xmlNode *statistics, struct ilo_arena *arena,
             struct ilo_diag *diag, struct figures **out)
{
	struct figures *figures = ilo_xcalloc(1, sizeof(*figures));
	const xmlNode *list = ilo_xml_child(statistics, "figures");
	const xmlNode *monthly = ilo_xml_child(statistics, "monthly");

	*out = NULL;
	if (list == NULL || monthly == NULL) {
		ilo_diag_report(diag, ILO_D_XML_INVALID_OUTPUT, NULL, 0,
		                "statistics without figures or months");
		figures_free(figures);
		return ILO_FAILED;
	}
	for (const xmlNode *n = ilo_xml_child(list, "figure"); n != NULL;
	     n = ilo_xml_next(n, "figure"))
		add_figure(figures, n, arena);
	for (const xmlNode *n = ilo_xml_child(monthly, "series"); n != NULL;
	     n = ilo_xml_next(n, "series"))
		add_series(figures, n, arena);
	if (figures->count > 0)
		qsort(figures->items, figures->count, sizeof(*figures->items),
		      compare_figures);
	*out = figures;
	return ILO_OK;
}

void
figures_free(struct figures *figures)
{
	if (figures == NULL)
		return;
	free(figures->items);
	free(figures->series);
	free(figures);
}

/* The first figure that is not before key, or not after it when past. */
static size_t
bound(const struct figures *figures, const struct figure *key, bool past)
{
	size_t low = 0, high = figures->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_key(key, &figures->items[middle]);

		if (order > 0 || (past && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct figure *
figures_range(const struct figures *figures, const struct figure *key,
              size_t *count)
{
	size_t from = bound(figures, key, false);

	*count = bound(figures, key, true) - from;
	return *count == 0 ? NULL : &figures->items[from];
}

const struct figure *
figures_find(const struct figures *figures, const struct figure *key)
{
	size_t count;

	return figures_range(figures, key, &count);
}

size_t
figures_count(const struct figures *figures)
{
	return figures->count;
}

const struct figure *
figures_at(const struct figures *figures, size_t i)
{
	return &figures->items[i];
}

size_t
figures_series_count(const struct figures *figures)
{
	return figures->series_count;
}

const struct series *
figures_series_at(const struct figures *figures, size_t i)
{
	return &figures->series[i];
}
