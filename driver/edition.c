/* Figures are sorted once; semesters are loaded when a row of theirs is asked.
 */

#include "driver/edition.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/xmlio.h"
#include "driver/manifest.h"

struct past {
	ilo_semester semester;
	struct ilo_flows *flows;
	struct edition_source *sources; /* by id */
	size_t count, capacity;
	struct past *next;
};

struct edition {
	struct ilo_arena *arena;
	const char *folder;
	ilo_semester semester;
	xmlDoc *statistics;
	struct edition_figure *figures; /* by id */
	size_t count, capacity;
	struct past *past;
};

static void
add_figure(struct edition *edition, const xmlNode *node, const xmlNode *series)
{
	edition->figures =
		ilo_grow(edition->figures, edition->count, &edition->capacity,
	                 sizeof(*edition->figures));
	edition->figures[edition->count++] = (struct edition_figure){
		ilo_xml_attr(edition->arena, node, "id"), node, series};
}

static int
compare_figures(const void *a, const void *b)
{
	const struct edition_figure *left = a, *right = b;

	return strcmp(left->id, right->id);
}

/* Results, and the runs that they are made from. */
static void
index_analyses(struct edition *edition, const xmlNode *analyses)
{
	const xmlNode *node, *result;

	for (node = ilo_xml_child(analyses, NULL); node != NULL;
	     node = ilo_xml_next(node, NULL)) {
		if (ilo_xml_is(node, "run"))
			add_figure(edition, node, NULL);
		result = ilo_xml_child(node, "result");
		for (; result != NULL; result = ilo_xml_next(result, "result"))
			add_figure(edition, result, node);
	}
}

static void
index_figures(struct edition *edition)
{
	const xmlNode *root = xmlDocGetRootElement(edition->statistics);
	const xmlNode *node, *point;

	node = ilo_xml_child(ilo_xml_child(root, "figures"), "figure");
	for (; node != NULL; node = ilo_xml_next(node, "figure"))
		add_figure(edition, node, NULL);
	node = ilo_xml_child(ilo_xml_child(root, "monthly"), "series");
	for (; node != NULL; node = ilo_xml_next(node, "series")) {
		point = ilo_xml_child(node, "point");
		for (; point != NULL; point = ilo_xml_next(point, "point"))
			add_figure(edition, point, node);
	}
	index_analyses(edition, ilo_xml_child(root, "analyses"));
	if (edition->count > 1)
		qsort(edition->figures, edition->count,
		      sizeof(*edition->figures), compare_figures);
}

static enum ilo_status
load(struct edition *edition, struct ilo_diag *diag)
{
	const char *path, *semester;
	enum ilo_status status;

	status = manifest_check(edition->folder, "statistics.xml",
	                        edition->arena, diag);
	if (status != ILO_OK)
		return status;
	path = ilo_arena_printf(edition->arena, "%s/statistics.xml",
	                        edition->folder);
	status = ilo_xml_read(path, diag, &edition->statistics);
	if (status != ILO_OK)
		return status;
	semester = ilo_xml_attr(edition->arena,
	                        xmlDocGetRootElement(edition->statistics),
	                        "semester");
	if (semester == NULL ||
	    !ilo_semester_parse(semester, &edition->semester)) {
		ilo_diag_report(diag, ILO_D_XML_INVALID_OUTPUT, path, 0, NULL);
		return ILO_FAILED;
	}
	index_figures(edition);
	return ILO_OK;
}

/* What is wrong with the place that the command line names; NULL: nothing. */
static const char *
fault_of(const struct edition_place *place)
{
	ilo_semester semester;

	if (place->archive == NULL && place->run == NULL)
		return "-a DIR, the archive, is missing";
	if (place->semester != NULL &&
	    !ilo_semester_parse(place->semester, &semester))
		return "SEMESTER is written like 2024-S1";
	return NULL;
}

static enum ilo_status
locate(struct edition *edition, const struct edition_place *place,
       struct ilo_diag *diag)
{
	const char *fault = fault_of(place);

	if (fault != NULL) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0, "%s", fault);
		return ILO_USAGE;
	}
	edition->folder =
		place->run != NULL
			? ilo_arena_strdup(edition->arena, place->run)
			: ilo_arena_printf(edition->arena, "%s/runs/%s/latest",
	                                   place->archive, place->semester);
	if (access(ilo_arena_printf(edition->arena, "%s/manifest.json",
	                            edition->folder),
	           R_OK) == 0)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_NO_RUN, edition->folder, 0, NULL);
	return ILO_FAILED;
}

enum ilo_status
edition_open(const struct edition_place *place, struct ilo_diag *diag,
             struct edition **out)
{
	struct edition *edition = ilo_xcalloc(1, sizeof(*edition));
	enum ilo_status status;

	edition->arena = ilo_arena_new();
	status = locate(edition, place, diag);
	if (status == ILO_OK)
		status = load(edition, diag);
	if (status != ILO_OK) {
		edition_close(edition);
		edition = NULL;
	}
	*out = edition;
	return status;
}

const char *
edition_folder(const struct edition *edition)
{
	return edition->folder;
}

void
edition_close(struct edition *edition)
{
	struct past *past, *next;

	if (edition == NULL)
		return;
	for (past = edition->past; past != NULL; past = next) {
		next = past->next;
		ilo_flows_free(past->flows);
		free(past->sources);
		free(past);
	}
	free(edition->figures);
	ilo_xml_free(edition->statistics);
	ilo_arena_free(edition->arena);
	free(edition);
}

size_t
edition_count(const struct edition *edition)
{
	return edition->count;
}

const struct edition_figure *
edition_at(const struct edition *edition, size_t index)
{
	return &edition->figures[index];
}

const xmlNode *
edition_root(const struct edition *edition)
{
	return xmlDocGetRootElement(edition->statistics);
}

size_t
edition_search(const struct edition *edition, const char *text)
{
	size_t low = 0, high = edition->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(edition->figures[middle].id, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct edition_figure *
edition_find(const struct edition *edition, const char *id)
{
	size_t index = edition_search(edition, id);

	if (index < edition->count &&
	    strcmp(edition->figures[index].id, id) == 0)
		return &edition->figures[index];
	return NULL;
}

const char *
edition_attr(struct edition *edition, const struct edition_figure *figure,
             const char *name)
{
	const char *value;

	value = ilo_xml_attr(edition->arena, figure->node, name);
	if (value == NULL && figure->series != NULL)
		value = ilo_xml_attr(edition->arena, figure->series, name);
	return value;
}

static int
compare_sources(const void *a, const void *b)
{
	const struct edition_source *left = a, *right = b;

	return strcmp(left->id, right->id);
}

static enum ilo_status
load_sources(struct edition *edition, struct past *past, const char *path,
             struct ilo_diag *diag)
{
	struct ilo_arena *arena = edition->arena;
	xmlDoc *networks = NULL;
	const xmlNode *node;
	enum ilo_status status;

	status = ilo_xml_read(path, diag, &networks);
	if (status != ILO_OK)
		return status;
	node = ilo_xml_child(
		ilo_xml_child(xmlDocGetRootElement(networks), "sources"),
		"source");
	for (; node != NULL; node = ilo_xml_next(node, "source")) {
		past->sources =
			ilo_grow(past->sources, past->count, &past->capacity,
		                 sizeof(*past->sources));
		past->sources[past->count++] = (struct edition_source){
			.id = ilo_xml_attr(arena, node, "id"),
			.sha256 = ilo_xml_attr(arena, node, "sha256"),
			.file = ilo_xml_attr(arena, node, "file"),
			.sender = ilo_xml_attr(arena, node, "sender"),
			.kind = ilo_xml_attr(arena, node, "kind"),
			.fate = ilo_xml_attr(arena, node, "fate"),
			.zero_from = ilo_xml_attr(arena, node, "zero-from"),
			.zero_to = ilo_xml_attr(arena, node, "zero-to")};
	}
	ilo_xml_free(networks);
	if (past->count > 1)
		qsort(past->sources, past->count, sizeof(*past->sources),
		      compare_sources);
	return ILO_OK;
}

static enum ilo_status
load_past(struct edition *edition, struct past *past, struct ilo_diag *diag)
{
	static const char *const names[] = {"flows.csv", "networks.xml"};
	struct ilo_arena *arena = edition->arena;
	char text[ILO_SEMESTER_SIZE];
	const char *within = "";
	enum ilo_status status = ILO_OK;
	size_t i;

	if (past->semester != edition->semester)
		within = ilo_arena_printf(
			arena, "history/%s/",
			ilo_semester_print(past->semester, text));
	for (i = 0; status == ILO_OK && i < 2; i++)
		status = manifest_check(
			edition->folder,
			ilo_arena_printf(arena, "%s%s", within, names[i]),
			arena, diag);
	if (status == ILO_OK)
		status = ilo_flows_read(
			ilo_arena_printf(arena, "%s/%sflows.csv",
		                         edition->folder, within),
			diag, &past->flows);
	if (status == ILO_OK)
		status = load_sources(edition, past,
		                      ilo_arena_printf(arena,
		                                       "%s/%snetworks.xml",
		                                       edition->folder, within),
		                      diag);
	return status;
}

static enum ilo_status
find_past(struct edition *edition, ilo_semester semester, struct ilo_diag *diag,
          struct past **out)
{
	struct past *past;
	enum ilo_status status;

	for (past = edition->past; past != NULL; past = past->next) {
		if (past->semester == semester) {
			*out = past;
			return ILO_OK;
		}
	}
	past = ilo_xcalloc(1, sizeof(*past));
	past->semester = semester;
	past->next = edition->past;
	edition->past = past;
	status = load_past(edition, past, diag);
	*out = past;
	return status;
}

enum ilo_status
edition_row(struct edition *edition, ilo_semester semester, size_t number,
            struct ilo_diag *diag, const struct ilo_flow **row,
            const struct edition_source **source)
{
	struct edition_source wanted;
	struct past *past = NULL;
	enum ilo_status status;

	status = find_past(edition, semester, diag, &past);
	if (status != ILO_OK)
		return status;
	if (number == 0 || number > ilo_flows_count(past->flows)) {
		ilo_diag_report(diag, ILO_D_LINEAGE_BROKEN, edition->folder, 0,
		                "there is no row %zu", number);
		return ILO_INTEGRITY;
	}
	*row = ilo_flows_at(past->flows, number - 1);
	wanted.id = (*row)->source;
	*source = past->count == 0
	                  ? NULL
	                  : bsearch(&wanted, past->sources, past->count,
	                            sizeof(wanted), compare_sources);
	if (*source != NULL)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_LINEAGE_BROKEN, edition->folder, 0,
	                "row %zu names source %s, which is not listed", number,
	                (*row)->source);
	return ILO_INTEGRITY;
}

/* First and last month of a period; false when it is none. */
static bool
months_of(const char *period, ilo_semester *semester,
          char first[ILO_MONTH_SIZE], char last[ILO_MONTH_SIZE])
{
	ilo_month from, to;

	if (ilo_month_parse(period, &from)) {
		to = from;
	} else if (ilo_semester_parse(period, semester)) {
		from = ilo_semester_first_month(*semester);
		to = from + 5;
	} else {
		return false;
	}
	*semester = ilo_month_semester(from);
	ilo_month_print(from, first);
	ilo_month_print(to, last);
	return true;
}

enum ilo_status
edition_zero_source(struct edition *edition, const char *period,
                    struct ilo_diag *diag, const struct edition_source **source)
{
	char first[ILO_MONTH_SIZE], last[ILO_MONTH_SIZE];
	const struct edition_source *one;
	ilo_semester semester;
	struct past *past = NULL;
	enum ilo_status status;
	size_t i;

	*source = NULL;
	if (!months_of(period, &semester, first, last))
		return ILO_OK;
	status = find_past(edition, semester, diag, &past);
	for (i = 0; status == ILO_OK && *source == NULL && i < past->count;
	     i++) {
		one = &past->sources[i];
		if (one->zero_from != NULL && one->zero_to != NULL &&
		    one->fate != NULL && strcmp(one->fate, "in-force") == 0 &&
		    strcmp(one->zero_from, last) <= 0 &&
		    strcmp(one->zero_to, first) >= 0)
			*source = one;
	}
	return status;
}
