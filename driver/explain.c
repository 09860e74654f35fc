/*
 * The JSON object is the one model; why.c prints it as text or as it is.
 *
 * What a figure must give back, by measure: a level the sum of its rows; a
 * consensus the median of its observers' sums; a change the first figure it is
 * from over the second; a share its own category's level over the sum of all
 * categories; a rank one more than the ranked categories above its own.
 */

#include "driver/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xmlio.h"
#include "driver/lineage.h"

struct explanation {
	struct edition *edition;
	const struct edition_figure *figure;
	struct ilo_arena *arena;
	struct ilo_diag *diag;
	json_t *contributors;
	json_t *seen; /* "2024-S1:12" -> true */
	json_t *told; /* "2024-S1:12" -> row, of all figures so far */
};

/* jansson fails only for want of memory or for text that is not UTF-8, and
 * every text here was checked on its way into the archive. */
static void
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		ilo_out_of_memory();
}

static void
set_text(json_t *object, const char *key, const char *text)
{
	if (text != NULL)
		set(object, key, json_string(text));
}

static void
set_real(json_t *object, const char *key, double value)
{
	if (value == floor(value) && fabs(value) < 1e15)
		set(object, key, json_integer((json_int_t)value));
	else
		set(object, key, json_real(value));
}

/* The figure's value; false when it has none. */
static bool
value_of(struct edition *edition, const struct edition_figure *figure,
         double *value)
{
	const char *text = edition_attr(edition, figure, "value");

	return text != NULL && ilo_num_real(text, value);
}

static bool
is_point(const struct edition_figure *figure)
{
	return ilo_xml_is(figure->node, "point");
}

/* What an analysis makes is made again by ilo-analyze alone. */
static bool
is_result(const struct edition_figure *figure)
{
	return ilo_xml_is(figure->node, "result");
}

static void
set_attributes(struct explanation *why, json_t *object)
{
	static const char *const texts[] = {
		"measure", "state",   "host",       "indicator",  "period",
		"by",      "code",    "counted-by", "unit",       "method",
		"flag",    "verdict", "reason",     "base-period"};
	static const char *const reals[] = {
		"value",      "lower",   "upper",  "wide-lower",
		"wide-upper", "phi",     "n",      "reported",
		"expected",   "absent",  "months", "months-expected",
		"difference", "percent", "p",      "p-adjusted"};
	const char *text;
	double value;
	size_t i;

	set_text(object, "figure", why->figure->id);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		set_text(object, texts[i],
		         edition_attr(why->edition, why->figure, texts[i]));
	for (i = 0; i < sizeof(reals) / sizeof(reals[0]); i++) {
		text = edition_attr(why->edition, why->figure, reals[i]);
		if (text != NULL && ilo_num_real(text, &value))
			set_real(object, reals[i], value);
		else
			set_text(object, reals[i], text); /* INF */
	}
	if (is_point(why->figure))
		set_text(object, "measure", "level");
	if (ilo_xml_is(why->figure->node, "run"))
		set_text(object, "measure", "run");
}

static json_t *
row_json(const struct ilo_flow *row, const struct edition_source *source,
         const char *semester, size_t number)
{
	const char status[] = {row->status, '\0'};
	const char confidentiality[] = {row->confidentiality, '\0'};
	json_t *object = json_object();

	set_text(object, "semester", semester);
	set(object, "row", json_integer((json_int_t)number));
	if (row->has_value)
		set(object, "value", json_integer(row->value));
	else
		set(object, "value", json_null());
	set_text(object, "status", status);
	set_text(object, "confidentiality", confidentiality);
	set_text(object, "unit", row->unit);
	set_text(object, "host", row->host);
	set_text(object, "indicator", row->indicator);
	set_text(object, "counted-by", row->counted_by);
	set_text(object, "reporter", row->reporter);
	set_text(object, "citizenship", row->citizenship);
	set_text(object, "route", row->route);
	set_text(object, "border", row->border);
	set_text(object, "period", row->period);
	set_text(object, "submission", row->source);
	set_text(object, "sha256", source->sha256);
	set_text(object, "file", source->file);
	set(object, "line", json_integer((json_int_t)row->line));
	set_text(object, "locator", row->locator);
	return object;
}

/* Add what the rows name to the contributors, each once; *sum takes all. */
static enum ilo_status
gather_rows(struct explanation *why, const char *rows, double *sum)
{
	struct lineage lineage = lineage_of(rows);
	const struct edition_source *source;
	const struct ilo_flow *row;
	char semester[ILO_SEMESTER_SIZE];
	ilo_semester when;
	enum ilo_status status;
	const char *key;
	size_t number;

	while (lineage_next(&lineage, &when, &number)) {
		status = edition_row(why->edition, when, number, why->diag,
		                     &row, &source);
		if (status != ILO_OK)
			return status;
		if (row->has_value)
			*sum += (double)row->value;
		ilo_semester_print(when, semester);
		key = ilo_arena_printf(why->arena, "%s:%zu", semester, number);
		if (json_object_get(why->seen, key) != NULL)
			continue;
		set(why->seen, key, json_true());
		if (json_object_get(why->told, key) == NULL)
			set(why->told, key,
			    row_json(row, source, semester, number));
		if (json_array_append(why->contributors,
		                      json_object_get(why->told, key)) != 0)
			ilo_out_of_memory();
	}
	if (*lineage.rest == '\0')
		return ILO_OK;
	ilo_diag_report(why->diag, ILO_D_LINEAGE_BROKEN, why->figure->id, 0,
	                "not a lineage: %s", rows);
	return ILO_INTEGRITY;
}

/* A level without rows is a zero that a file vouches for by not listing it. */
static enum ilo_status
gather_zero(struct explanation *why, const struct edition_figure *figure)
{
	const char *period = edition_attr(why->edition, figure, "period");
	const struct edition_source *source = NULL;
	enum ilo_status status;
	json_t *object;
	const char *key;

	if (edition_attr(why->edition, figure, "value") == NULL)
		return ILO_OK;
	status = edition_zero_source(why->edition, period, why->diag, &source);
	if (status != ILO_OK || source == NULL)
		return status;
	key = ilo_arena_printf(why->arena, "%s:%s", period, source->id);
	if (json_object_get(why->seen, key) != NULL)
		return ILO_OK;
	set(why->seen, key, json_true());
	object = json_object();
	set(object, "value", json_integer(0));
	set_text(object, "period", period);
	set_text(object, "reporter", source->sender);
	set_text(object, "submission", source->id);
	set_text(object, "sha256", source->sha256);
	set_text(object, "file", source->file);
	set_text(object, "locator",
	         ilo_arena_printf(why->arena,
	                          "no row: from %s to %s the file lists only "
	                          "what is not zero",
	                          source->zero_from, source->zero_to));
	if (json_array_append_new(why->contributors, object) != 0)
		ilo_out_of_memory();
	return ILO_OK;
}

static enum ilo_status
gather_level(struct explanation *why, const struct edition_figure *figure,
             double *value)
{
	const char *rows = edition_attr(why->edition, figure, "rows");

	return rows == NULL ? gather_zero(why, figure)
	                    : gather_rows(why, rows, value);
}

static enum ilo_status gather(struct explanation *why,
                              const struct edition_figure *figure,
                              double *value);

static int
compare_doubles(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

/* Median of the observers, each the sum of its rows. */
static enum ilo_status
gather_observers(struct explanation *why, const struct edition_figure *figure,
                 double *value)
{
	const xmlNode *node = ilo_xml_child(figure->node, "observer");
	enum ilo_status status = ILO_OK;
	size_t count = 0, capacity = 0;
	double *sums = NULL;

	for (; status == ILO_OK && node != NULL;
	     node = ilo_xml_next(node, "observer")) {
		sums = ilo_grow(sums, count, &capacity, sizeof(*sums));
		sums[count] = 0;
		status =
			gather_rows(why, ilo_xml_attr(why->arena, node, "rows"),
		                    &sums[count]);
		count++;
	}
	if (count > 0) {
		qsort(sums, count, sizeof(*sums), compare_doubles);
		*value = (sums[(count - 1) / 2] + sums[count / 2]) / 2;
	}
	free(sums);
	return status;
}

/* The level that a share or rank is of: its id without the last word. */
static bool
own_level(struct explanation *why, const struct edition_figure *figure,
          double *value)
{
	const char *dot = strrchr(figure->id, '.');
	const struct edition_figure *own;

	own = edition_find(why->edition,
	                   ilo_arena_strndup(why->arena, figure->id,
	                                     (size_t)(dot - figure->id)));
	return own != NULL && value_of(why->edition, own, value);
}

/* Categories that name nothing, such as "not specified", have no rank. */
static bool
is_ranked(struct explanation *why, const struct edition_figure *figure)
{
	return edition_find(why->edition,
	                    ilo_arena_printf(why->arena, "%s.rank",
	                                     figure->id)) != NULL;
}

static double
ratio(double part, double whole)
{
	return whole > 0 ? part / whole : (double)NAN;
}

/* The value that figures, those that figure is from in their order, give. */
static double
combine(struct explanation *why, const struct edition_figure *figure,
        const char *measure, const struct lineage_figures *figures)
{
	double own = 0, first = 0, sum = 0, above = 0, value = 0;
	bool change = strncmp(measure, "change-", strlen("change-")) == 0;
	size_t i;

	if (!change && !own_level(why, figure, &own))
		return (double)NAN;
	for (i = 0; i < figures->count; i++) {
		if (!value_of(why->edition, figures->items[i], &value))
			continue;
		if (i == 0)
			first = value;
		sum += value;
		if (value > own && is_ranked(why, figures->items[i]))
			above++;
	}
	if (change)
		return ratio(first, sum - first);
	return strcmp(measure, "rank") == 0 ? above + 1 : ratio(own, sum);
}

/* Every figure that figure is from, its rows gathered too. */
static enum ilo_status
gather_from(struct explanation *why, const struct edition_figure *figure,
            const char *measure, double *value)
{
	const char *list = edition_attr(why->edition, figure, "from"), *word;
	struct lineage_figures figures = {NULL, 0, 0};
	enum ilo_status status = ILO_OK;
	double part;
	size_t i;

	while ((word = lineage_word(why->arena, &list)) != NULL)
		lineage_expand(why->edition, word, &figures);
	for (i = 0; status == ILO_OK && i < figures.count; i++)
		status = gather(why, figures.items[i], &part);
	if (measure != NULL)
		*value = combine(why, figure, measure, &figures);
	free(figures.items);
	return status;
}

/* Its own rows and those of what it is from; the value is not recomputed. */
static enum ilo_status
gather_result(struct explanation *why, const struct edition_figure *figure,
              double *value)
{
	const char *rows = edition_attr(why->edition, figure, "rows");
	enum ilo_status status = ILO_OK;
	double unused = 0;

	if (rows != NULL)
		status = gather_rows(why, rows, &unused);
	if (status == ILO_OK)
		status = gather_from(why, figure, NULL, &unused);
	*value = (double)NAN;
	return status;
}

static enum ilo_status
gather(struct explanation *why, const struct edition_figure *figure,
       double *value)
{
	const char *measure = edition_attr(why->edition, figure, "measure");

	*value = 0;
	if (is_result(figure))
		return gather_result(why, figure, value);
	if (measure == NULL || strcmp(measure, "level") == 0)
		return gather_level(why, figure, value);
	if (strcmp(measure, "consensus") == 0)
		return gather_observers(why, figure, value);
	return gather_from(why, figure, measure, value);
}

static void
set_from(struct explanation *why, json_t *object)
{
	const char *list = edition_attr(why->edition, why->figure, "from");
	struct lineage_figures figures = {NULL, 0, 0};
	json_t *from = json_array(), *one;
	const char *word;
	double value;
	size_t i;

	while ((word = lineage_word(why->arena, &list)) != NULL)
		lineage_expand(why->edition, word, &figures);
	for (i = 0; i < figures.count; i++) {
		one = json_object();
		set_text(one, "figure", figures.items[i]->id);
		if (value_of(why->edition, figures.items[i], &value))
			set_real(one, "value", value);
		if (json_array_append_new(from, one) != 0)
			ilo_out_of_memory();
	}
	free(figures.items);
	set(object, "from", from);
}

/* Compare the recomputed value with the printed one: equal to 14 digits. */
static enum ilo_status
judge(struct explanation *why, json_t *object, double recomputed)
{
	double value = 0;
	bool holds;

	if (is_result(why->figure))
		return ILO_OK;
	if (!value_of(why->edition, why->figure, &value)) {
		set(object, "holds", json_true()); /* nothing was claimed */
		return ILO_OK;
	}
	holds = fabs(value - recomputed) <= 1e-14 * fabs(value);
	if (!isnan(recomputed))
		set_real(object, "recomputed", recomputed);
	set(object, "holds", json_boolean(holds));
	if (holds)
		return ILO_OK;
	ilo_diag_report(why->diag, ILO_D_LINEAGE_BROKEN, why->figure->id, 0,
	                NULL);
	return ILO_INTEGRITY;
}

enum ilo_status
explain_figure(const struct explainer *explainer,
               const struct edition_figure *figure, json_t **out)
{
	struct explanation why = {.edition = explainer->edition,
	                          .figure = figure,
	                          .arena = ilo_arena_new(),
	                          .diag = explainer->diag,
	                          .contributors = json_array(),
	                          .seen = json_object(),
	                          .told = explainer->told};
	json_t *object = json_object();
	enum ilo_status status;
	double recomputed = 0;

	set_attributes(&why, object);
	status = gather(&why, figure, &recomputed);
	set_from(&why, object);
	set(object, "contributors", why.contributors);
	if (status == ILO_OK)
		status = judge(&why, object, recomputed);
	json_decref(why.seen);
	ilo_arena_free(why.arena);
	*out = object;
	return status;
}
