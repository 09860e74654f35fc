/* The figures of statistics.xml in a sorted array, its series beside them. */

#include "render/figures.h"

#include <libxml/dict.h>
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
	xmlDict *words;          /* strings of figures, each once */
	struct ilo_arena *arena; /* those of series */
};

/* ===== Figures ===== */

enum number { VALUE, LOWER, UPPER, WIDE_LOWER, WIDE_UPPER, NUMBERS };

struct number_read {
	bool there;
	double value;
};

struct figures *
figures_new(void)
{
	struct figures *figures = ilo_xcalloc(1, sizeof(*figures));

	figures->words = xmlDictCreate();
	figures->arena = ilo_arena_new();
	return figures;
}

/* The schema vouches for its form. */
static bool
real_of(const char *text, double *value)
{
	*value = 0;
	if (strcmp(text, "INF") == 0) {
		*value = HUGE_VAL;
		return true;
	}
	return ilo_num_real(text, value);
}

static bool
take_number(const struct ilo_xml_value *from, struct number_read *numbers)
{
	static const char *const names[NUMBERS] = {"value", "lower", "upper",
	                                           "wide-lower", "wide-upper"};
	char text[ILO_NUM_SIZE] = "";

	for (size_t i = 0; i < NUMBERS; i++) {
		if (strcmp(names[i], from->name) != 0)
			continue;
		if (from->size_bytes < sizeof(text))
			memcpy(text, from->text, from->size_bytes);
		numbers[i].there = real_of(text, &numbers[i].value);
		return true;
	}
	return false;
}

static void
take_text(const struct figures *figures, const struct ilo_xml_value *from,
          struct figure *f)
{
	const struct {
		const char *name, **to;
	} texts[] = {
		{"host", &f->host},
		{"indicator", &f->indicator},
		{"counted-by", &f->counted_by},
		{"period", &f->period},
		{"measure", &f->measure},
		{"by", &f->by},
		{"code", &f->code},
		{"id", &f->id},
		{"state", &f->state},
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (strcmp(texts[i].name, from->name) == 0)
			*texts[i].to = (const char *)xmlDictLookup(
				figures->words, XC(from->text),
				(int)from->size_bytes);
	}
	if (strcmp(from->name, "percent") == 0)
		f->has_percent = true;
}

static void
set_numbers(struct figure *f, const struct number_read *numbers)
{
	const struct number_read *lower = &numbers[WIDE_LOWER];
	const struct number_read *upper = &numbers[WIDE_UPPER];

	if (!lower->there || !upper->there) {
		lower = &numbers[LOWER];
		upper = &numbers[UPPER];
	}
	f->value = numbers[VALUE].value;
	f->has_value = numbers[VALUE].there && strcmp(f->state, "value") == 0;
	f->lower = lower->value;
	f->upper = upper->value;
	f->has_interval = lower->there && upper->there;
}

void
figures_add(struct figures *figures, const struct ilo_xml_tag *tag)
{
	struct number_read numbers[NUMBERS] = {{false, 0}};
	struct figure *f;

	figures->items = ilo_grow(figures->items, figures->count,
	                          &figures->capacity, sizeof(*figures->items));
	f = &figures->items[figures->count++];
	*f = (struct figure){"", "", "", "", "", "", "", "", "", .value = 0};
	for (int i = 0; i < tag->attribute_count; i++) {
		const struct ilo_xml_value value = ilo_xml_value_at(tag, i);

		if (!take_number(&value, numbers))
			take_text(figures, &value, f);
	}
	set_numbers(f, numbers);
}

/* ===== Series ===== */

static const char *
attr_or_empty(struct ilo_arena *arena, const xmlNode *node, const char *name)
{
	const char *value = ilo_xml_attr(arena, node, name);

	return value == NULL ? "" : value;
}

/* False where the attribute is not there. */
static bool
real_attr(struct ilo_arena *arena, const xmlNode *node, const char *name,
          double *value)
{
	const char *text = ilo_xml_attr(arena, node, name);

	*value = 0;
	return text != NULL && real_of(text, value);
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
add_series(struct figures *figures, const xmlNode *node)
{
	struct ilo_arena *arena = figures->arena;
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

/* ===== Order ===== */

/* Words of the same dictionary are mostly the same. */
static int
compare_texts(const char *a, const char *b)
{
	return a == b ? 0 : strcmp(a, b);
}

/* by and code count only where the key has them. */
static int
compare_key(const struct figure *key, const struct figure *f)
{
	int order = compare_texts(key->host, f->host);

	if (order == 0)
		order = compare_texts(key->indicator, f->indicator);
	if (order == 0)
		order = compare_texts(key->counted_by, f->counted_by);
	if (order == 0)
		order = compare_texts(key->period, f->period);
	if (order == 0)
		order = compare_texts(key->measure, f->measure);
	if (order == 0 && key->by != NULL)
		order = compare_texts(key->by, f->by);
	if (order == 0 && key->code != NULL)
		order = compare_texts(key->code, f->code);
	return order;
}

static int
compare_figures(const void *a, const void *b)
{
	const struct figure *x = a, *y = b;
	int order = compare_key(x, y);

	return order != 0 ? order : compare_texts(x->id, y->id);
}

void
figures_settle(struct figures *figures, const xmlNode *statistics)
{
	const xmlNode *monthly = ilo_xml_child(statistics, "monthly");

	for (const xmlNode *n = ilo_xml_child(monthly, "series"); n != NULL;
	     n = ilo_xml_next(n, "series"))
		add_series(figures, n);
	if (figures->count > 0)
		qsort(figures->items, figures->count, sizeof(*figures->items),
		      compare_figures);
}

void
figures_free(struct figures *figures)
{
	if (figures == NULL)
		return;
	free(figures->items);
	free(figures->series);
	xmlDictFree(figures->words);
	ilo_arena_free(figures->arena);
	free(figures);
}

/* ===== Finding ===== */

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

bool
figures_know(const struct figures *figures, const char *indicator)
{
	for (size_t i = 0; i < figures->count; i++) {
		if (compare_texts(figures->items[i].indicator, indicator) == 0)
			return true;
	}
	return false;
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
