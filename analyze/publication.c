/*
 * Three steps: the published levels and monthly points become the cells of the
 * disclosure problems; what a withheld cell was used for is followed through
 * "from" until nothing new is found; then the document is copied.
 */

#include "analyze/publication.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/estimate/disclosure.h"
#include "analyze/idset.h"
#include "analyze/linkage.h"
#include "analyze/proof.h"
#include "analyze/redaction.h"
#include "analyze/result.h"
#include "common/buf.h"
#include "common/mem.h"
#include "common/num.h"
#include "common/semester.h"

/* Cells of one indicator, one counted-by and one semester. */
struct task {
	struct linked_cell *cells;
	size_t count;
	struct linkage_result result;
};

struct publication {
	const xmlNode *root;
	const struct ilo_codelist *indicators;
	double threshold;
	struct ilo_arena *arena;
	struct linked_cell *cells;
	size_t cell_count, cell_capacity;
	struct task *tasks;
	size_t task_count;
	struct idset hidden;  /* levels and points */
	struct idset tainted; /* what else may not be shown, runs among them */
	struct idset marks;   /* "IND SEM", "IND SEM HOST BY CODE", ... */
};

static const char *
attr(const struct publication *publication, const xmlNode *node,
     const char *name)
{
	const char *text = ilo_xml_attr(publication->arena, node, name);

	return text == NULL ? "" : text;
}

static bool
is_about_persons(const struct publication *publication, const char *indicator)
{
	const struct ilo_code_entry *entry =
		ilo_codelist_find(publication->indicators, indicator);
	const char *about =
		entry == NULL ? NULL : ilo_code_property(entry, "disclosure");

	/* What the list does not know is held back. */
	return entry == NULL ||
	       (about != NULL && strcmp(about, "persons") == 0);
}

/* ---- cells ------------------------------------------------------------- */

static const char *
semester_of(const struct publication *publication, const char *period)
{
	char text[ILO_SEMESTER_SIZE];
	ilo_month month;

	if (!ilo_month_parse(period, &month))
		return period;
	return ilo_arena_strdup(
		publication->arena,
		ilo_semester_print(ilo_month_semester(month), text));
}

/* about carries what the cell is about: the figure itself, or the series. */
static void
take_cell(struct publication *publication, const xmlNode *node,
          const xmlNode *about)
{
	const char *value = attr(publication, node, "value");
	struct linked_cell cell = {
		.id = attr(publication, node, "id"),
		.host = attr(publication, about, "host"),
		.indicator = attr(publication, about, "indicator"),
		.counted_by = attr(publication, about, "counted-by"),
		.period = attr(publication, node, "period"),
		.by = attr(publication, about, "by"),
		.code = attr(publication, about, "code"),
	};

	cell.semester = semester_of(publication, cell.period);
	cell.subject = strcmp(cell.counted_by, "agency") != 0 &&
	               is_about_persons(publication, cell.indicator);
	cell.unknown = !ilo_num_real(value, &cell.value);
	if (cell.unknown) {
		cell.value = 0;
		/* Only what its sender withheld; what is missing is not. */
		if (strcmp(attr(publication, node, "flag"), "Q") != 0)
			return;
	}
	cell.primary =
		cell.subject &&
		(cell.unknown ||
	         disclosure_is_small(cell.value, publication->threshold));
	publication->cells =
		ilo_grow(publication->cells, publication->cell_count,
	                 &publication->cell_capacity, sizeof(cell));
	publication->cells[publication->cell_count++] = cell;
}

static void
gather(struct publication *publication)
{
	const xmlNode *figure, *series, *point;

	for (figure = ilo_xml_child(ilo_xml_child(publication->root, "figures"),
	                            NULL);
	     figure != NULL; figure = ilo_xml_next(figure, NULL))
		if (strcmp(attr(publication, figure, "measure"), "level") == 0)
			take_cell(publication, figure, figure);
	for (series = ilo_xml_child(ilo_xml_child(publication->root, "monthly"),
	                            NULL);
	     series != NULL; series = ilo_xml_next(series, NULL))
		for (point = ilo_xml_child(series, NULL); point != NULL;
		     point = ilo_xml_next(point, NULL))
			take_cell(publication, point, series);
}

static void
protect(struct publication *publication)
{
	struct linked_cell *cells = publication->cells;
	size_t first, end;

	if (publication->cell_count > 1)
		qsort(cells, publication->cell_count, sizeof(*cells),
		      linkage_order);
	publication->tasks = ilo_xcalloc(publication->cell_count + 1,
	                                 sizeof(*publication->tasks));
	for (first = 0; first < publication->cell_count; first = end) {
		struct task *task =
			&publication->tasks[publication->task_count++];

		end = first + 1;
		while (end < publication->cell_count &&
		       linkage_same(&cells[first], &cells[end]))
			end++;
		*task = (struct task){.cells = &cells[first],
		                      .count = end - first};
		task->result = linkage_protect(task->cells, task->count,
		                               publication->threshold);
	}
}

/* ---- what withheld cells were used for --------------------------------- */

static void
mark_cell(struct publication *publication, const struct linked_cell *cell)
{
	struct ilo_arena *arena = publication->arena;

	idset_add(&publication->hidden, cell->id);
	idset_add(&publication->tainted, cell->id);
	idset_add(&publication->marks,
	          ilo_arena_printf(arena, "%s", cell->indicator));
	idset_add(&publication->marks,
	          ilo_arena_printf(arena, "%s %s", cell->indicator,
	                           cell->semester));
	idset_add(&publication->marks,
	          ilo_arena_printf(arena, "%s %s %s %s", cell->indicator,
	                           cell->host, cell->by, cell->code));
	if (strcmp(cell->period, cell->semester) != 0)
		idset_add(&publication->marks,
		          ilo_arena_printf(arena, "%s %s %s %s %s",
		                           cell->indicator, cell->semester,
		                           cell->host, cell->by, cell->code));
}

/* Sum and dispersion of months together give months away. */
static bool
has_hidden_months(const struct publication *publication, const xmlNode *figure)
{
	const char *by = attr(publication, figure, "by");
	const char *code = attr(publication, figure, "code");
	const char *host = attr(publication, figure, "host");

	if (strcmp(attr(publication, figure, "counted-by"), "agency") == 0)
		return false;
	if (strcmp(by, "host") == 0) {
		host = code;
		by = "total";
		code = "";
	}
	return idset_has(
		&publication->marks,
		ilo_arena_printf(publication->arena, "%s %s %s %s %s",
	                         attr(publication, figure, "indicator"),
	                         attr(publication, figure, "period"), host, by,
	                         code));
}

static bool
is_small(const struct publication *publication, const xmlNode *node,
         const char *name)
{
	double value;

	return ilo_num_real(attr(publication, node, name), &value) &&
	       disclosure_is_small(value, publication->threshold);
}

/* A mirror figure is not tied to others: it goes by itself. */
static bool
is_small_mirror(const struct publication *publication, const xmlNode *figure)
{
	const xmlNode *child;
	bool small = is_small(publication, figure, "value") ||
	             is_small(publication, figure, "lower") ||
	             is_small(publication, figure, "upper");

	for (child = ilo_xml_child(figure, "observer"); child != NULL;
	     child = ilo_xml_next(child, "observer"))
		small |= is_small(publication, child, "value");
	return small && is_about_persons(publication, attr(publication, figure,
	                                                   "indicator"));
}

static bool
is_tainted_figure(const struct publication *publication, const xmlNode *figure)
{
	const char *measure = attr(publication, figure, "measure");

	if (strcmp(measure, "level") == 0)
		return has_hidden_months(publication, figure);
	if (strcmp(measure, "consensus") == 0)
		return is_small_mirror(publication, figure);
	return idset_meets(&publication->tainted,
	                   attr(publication, figure, "from"));
}

/* Of a run, or of a result about a series. */
static bool
has_hidden_cell(const struct publication *publication, const xmlNode *node)
{
	return idset_has(&publication->marks,
	                 ilo_arena_printf(publication->arena, "%s %s %s %s",
	                                  attr(publication, node, "indicator"),
	                                  attr(publication, node, "host"),
	                                  attr(publication, node, "by"),
	                                  attr(publication, node, "code")));
}

static bool
is_method(const struct publication *publication, const xmlNode *node,
          const char *method)
{
	return strcmp(attr(publication, node, "method"), method) == 0;
}

/* What one state gave in an earlier semester or on a route, what was published
 * first, and what is on several lists, are no figures here that could be looked
 * at, and such a result tells it. */
static bool
tells_of_others(const struct publication *publication, const xmlNode *node)
{
	const char *indicator = attr(publication, node, "indicator");

	return indicator[0] != '\0' &&
	       is_about_persons(publication, indicator) &&
	       attr(publication, node, "value")[0] != '\0' &&
	       (strcmp(attr(publication, node, "by"), "reporter") == 0 ||
	        is_method(publication, node, "leave-one-out") ||
	        is_method(publication, node, "first-published") ||
	        is_method(publication, node, "revision") ||
	        (is_method(publication, node, "matched-entries") &&
	         is_small(publication, node, "value")));
}

/* A result that does not say what it was made from goes with its indicator. */
static bool
is_tainted_result(const struct publication *publication, const xmlNode *node)
{
	const char *from = attr(publication, node, "from");

	if (has_hidden_cell(publication, node) ||
	    tells_of_others(publication, node))
		return true;
	if (from[0] == '\0')
		return idset_has(&publication->marks,
		                 attr(publication, node, "indicator"));
	return idset_meets(&publication->tainted, from);
}

typedef bool taint_test(const struct publication *publication,
                        const xmlNode *node);

static void
taint_children(struct publication *publication, const xmlNode *parent,
               const char *name, taint_test *test)
{
	const xmlNode *node;

	for (node = ilo_xml_child(parent, name); node != NULL;
	     node = ilo_xml_next(node, name)) {
		const char *id = attr(publication, node, "id");

		if (!idset_has(&publication->tainted, id) &&
		    test(publication, node))
			idset_add(&publication->tainted, id);
	}
}

/* Until nothing new is found. */
static void
follow(struct publication *publication)
{
	const xmlNode *analyses = ilo_xml_child(publication->root, "analyses");
	const xmlNode *node;

	do {
		taint_children(publication,
		               ilo_xml_child(publication->root, "figures"),
		               "figure", is_tainted_figure);
		taint_children(publication, analyses, "run", has_hidden_cell);
		for (node = ilo_xml_child(analyses, "analysis"); node != NULL;
		     node = ilo_xml_next(node, "analysis"))
			taint_children(publication, node, "result",
			               is_tainted_result);
	} while (idset_settle(&publication->tainted));
}

struct publication *
publication_new(const xmlDoc *document, const struct ilo_codelist *indicators,
                double threshold)
{
	struct publication *publication = ilo_xcalloc(1, sizeof(*publication));
	size_t i;

	publication->root = xmlDocGetRootElement(document);
	publication->indicators = indicators;
	publication->threshold = threshold;
	publication->arena = ilo_arena_new();
	gather(publication);
	protect(publication);
	for (i = 0; i < publication->cell_count; i++)
		if (publication->cells[i].withheld)
			mark_cell(publication, &publication->cells[i]);
	(void)idset_settle(&publication->hidden); /* asked from here on */
	(void)idset_settle(&publication->marks);
	(void)idset_settle(&publication->tainted);
	follow(publication);
	return publication;
}

void
publication_free(struct publication *publication)
{
	if (publication == NULL)
		return;
	idset_release(&publication->hidden);
	idset_release(&publication->tainted);
	idset_release(&publication->marks);
	free(publication->tasks);
	free(publication->cells);
	ilo_arena_free(publication->arena);
	free(publication);
}

/* ---- writing ----------------------------------------------------------- */

/* How much of a sum is normal tells of its parts. */
static enum redaction
redaction_of_level(const struct publication *publication, const xmlNode *figure)
{
	if (idset_has(&publication->hidden, attr(publication, figure, "id")))
		return REDACT_ALL;
	if (has_hidden_months(publication, figure))
		return REDACT_SPREAD;
	return idset_has(
		       &publication->marks,
		       ilo_arena_printf(publication->arena, "%s %s",
	                                attr(publication, figure, "indicator"),
	                                attr(publication, figure, "period")))
	               ? REDACT_SHARE
	               : REDACT_NOTHING;
}

static enum redaction
redaction_of(const struct publication *publication, const xmlNode *node)
{
	const char *id = attr(publication, node, "id");

	if (ilo_xml_is(node, "point"))
		return idset_has(&publication->hidden, id) ? REDACT_ALL
		                                           : REDACT_NOTHING;
	if (ilo_xml_is(node, "figure") &&
	    strcmp(attr(publication, node, "measure"), "level") == 0)
		return redaction_of_level(publication, node);
	if ((ilo_xml_is(node, "figure") || ilo_xml_is(node, "result")) &&
	    idset_has(&publication->tainted, id))
		return REDACT_ALL;
	return REDACT_NOTHING;
}

static void
write_analysis(const struct publication *publication,
               struct ilo_xmlwriter *writer)
{
	size_t i;

	result_open(writer, "disclosure", 0);
	for (i = 0; i < publication->task_count; i++)
		if (publication->tasks[i].result.primary > 0)
			proof_write(writer, publication->tasks[i].cells,
			            publication->tasks[i].count,
			            &publication->tasks[i].result);
	result_close(writer);
}

/* The document is four elements deep. */
static void
copy(const struct publication *publication, struct ilo_xmlwriter *writer,
     const xmlNode *node)
{
	const enum redaction redaction = redaction_of(publication, node);
	const xmlNode *child;

	redaction_start(writer, publication->arena, node, redaction);
	if (redaction != REDACT_ALL)
		for (child = ilo_xml_child(node, NULL); child != NULL;
		     child = ilo_xml_next(child, NULL))
			copy(publication, writer, child);
	if (ilo_xml_is(node, "analyses"))
		write_analysis(publication, writer);
	ilo_xmlwriter_end(writer);
}

void
publication_write(const struct publication *publication,
                  struct ilo_xmlwriter *writer)
{
	const xmlNode *child;
	const xmlAttr *at;

	for (at = publication->root->properties; at != NULL; at = at->next)
		ilo_xmlwriter_attr(writer, (const char *)at->name,
		                   attr(publication, publication->root,
		                        (const char *)at->name));
	for (child = ilo_xml_child(publication->root, NULL); child != NULL;
	     child = ilo_xml_next(child, NULL))
		copy(publication, writer, child);
}
