/* statistics.xml is held against its schema, which takes longest, in a thread
 * of its own while both files are read. */

#include "render/inputs.h"

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#include "common/xmlio.h"
#include "common/xsd.h"
#include "render/page.h"
#include "render/statistics.h"

/* Codelists that the stylesheets walk through. */
static const char *const walked_lists[] = {
	"acts",   "absence",    "analyses", "countries",  "counted_by",
	"fields", "indicators", "methods",  "obs_status", "units"};

enum { WALKED_COUNT = sizeof(walked_lists) / sizeof(*walked_lists) };

struct inputs {
	const struct inputs_options *options;
	const struct language *language;
	struct ilo_diag *diag;
	struct ilo_arena *arena;
	xmlDoc *networks, *statistics; /* the latter without its figures */
	struct figures *figures;
	struct tree *page;
};

static enum ilo_status
read_schema(const struct inputs *in, const char *name, struct ilo_xsd **out)
{
	return ilo_xsd_read(ilo_arena_printf(in->arena, "%s/schema/%s",
	                                     in->options->datadir, name),
	                    in->diag, out);
}

static enum ilo_status
read_networks(struct inputs *in)
{
	const char *path = in->options->networks;
	struct ilo_xsd *xsd = NULL;
	enum ilo_status status = read_schema(in, "networks.xsd", &xsd);

	if (status == ILO_OK)
		status = ilo_xml_read(path, in->diag, &in->networks);
	if (status == ILO_OK)
		status = ilo_xsd_check(xsd, in->networks, path, in->diag);
	ilo_xsd_free(xsd);
	return status;
}

static enum ilo_status
check_same(const struct inputs *in)
{
	static const char *const names[] = {"semester", "known-at"};
	const xmlNode *a = xmlDocGetRootElement(in->networks);
	const xmlNode *b = xmlDocGetRootElement(in->statistics);

	for (size_t i = 0; i < 2; i++) {
		const char *x = ilo_xml_attr(in->arena, a, names[i]);
		const char *y = ilo_xml_attr(in->arena, b, names[i]);

		if (x != NULL && y != NULL && strcmp(x, y) == 0)
			continue;
		ilo_diag_report(in->diag, ILO_D_INPUTS_DIFFER,
		                in->options->statistics, 0, "%s: %s and %s",
		                names[i], x == NULL ? "none" : x,
		                y == NULL ? "none" : y);
		return ILO_FAILED;
	}
	return ILO_OK;
}

/* ===== One tree of all ===== */

static enum ilo_status
adopt_lists(const struct inputs *in)
{
	for (size_t i = 0; i < WALKED_COUNT; i++) {
		xmlDoc *list = NULL;
		const char *path = ilo_arena_printf(
			in->arena, "%s/schema/codelists/%s.xml",
			in->options->datadir, walked_lists[i]);
		enum ilo_status status = ilo_xml_read(path, in->diag, &list);

		if (status != ILO_OK)
			return status;
		tree_adopt(in->page, xmlDocGetRootElement(list));
		ilo_xml_free(list);
	}
	return ILO_OK;
}

/* Of statistics.xml what the page model names. */
static enum ilo_status
adopt_statistics(const struct inputs *in)
{
	xmlDoc *named = NULL;
	enum ilo_status status = statistics_read_named(
		in->options->statistics, in->page->root,
		xmlDocGetRootElement(in->statistics), in->diag, &named);

	if (status == ILO_OK)
		tree_adopt(in->page, xmlDocGetRootElement(named));
	ilo_xml_free(named);
	return status;
}

static enum ilo_status
put_together(const struct inputs *in)
{
	const struct page_inputs inputs = {
		.networks = xmlDocGetRootElement(in->networks),
		.statistics = xmlDocGetRootElement(in->statistics),
		.path = in->options->statistics,
		.figures = in->figures,
		.indicators = language_list(in->language, "indicators"),
		.measures = language_list(in->language, "measures"),
		.arena = in->arena};
	enum ilo_status status = page_build(&inputs, in->diag, in->page);

	if (status != ILO_OK)
		return status;
	tree_set(in->page, in->page->root, "lang", language_code(in->language));
	status = adopt_statistics(in);
	tree_adopt(in->page, inputs.networks);
	if (status == ILO_OK)
		status = adopt_lists(in);
	return status == ILO_OK ? tree_check(in->page, in->diag) : status;
}

/* ===== While the schema is applied ===== */

static enum ilo_status
read_all(struct inputs *in)
{
	enum ilo_status status = read_networks(in);

	if (status == ILO_OK)
		status = statistics_read(in->options->statistics, in->diag,
		                         &in->figures, &in->statistics);
	return status == ILO_OK ? put_together(in) : status;
}

struct check {
	const struct ilo_xsd *xsd;
	const char *path;
	enum ilo_status verdict;
};

static void *
check(void *context)
{
	struct check *check = context;
	struct ilo_diag silent;

	ilo_diag_init(&silent, "", NULL);
	check->verdict = ilo_xsd_check_file(check->xsd, check->path,
	                                    check->path, &silent);
	return NULL;
}

/* A file that fails, or that no thread could be had for, is checked again, to
 * say why. */
static enum ilo_status
read_checked(struct inputs *in, const struct ilo_xsd *xsd)
{
	const char *path = in->options->statistics;
	struct check beside = {xsd, path, ILO_FAILED};
	pthread_t thread;
	const bool started = pthread_create(&thread, NULL, check, &beside) == 0;
	enum ilo_status status = read_all(in);

	if (started)
		(void)pthread_join(thread, NULL); /* is ours */
	if (status == ILO_OK && beside.verdict != ILO_OK)
		status = ilo_xsd_check_file(xsd, path, path, in->diag);
	return status;
}

/* It is read three times. */
static enum ilo_status
require_plain_file(const struct inputs *in)
{
	const char *path = in->options->statistics;
	struct stat info;

	if (stat(path, &info) != 0 || S_ISREG(info.st_mode))
		return ILO_OK; /* the reader says what is wrong */
	ilo_diag_report(in->diag, ILO_D_XML_UNREADABLE, path, 0,
	                "not a plain file");
	return ILO_FAILED;
}

enum ilo_status
inputs_read(const struct inputs_options *options,
            const struct language *language, struct ilo_diag *diag,
            struct tree *out)
{
	struct inputs in = {.options = options,
	                    .language = language,
	                    .diag = diag,
	                    .arena = ilo_arena_new(),
	                    .page = out};
	struct ilo_xsd *xsd = NULL;
	enum ilo_status status = require_plain_file(&in);

	if (status == ILO_OK)
		status = read_schema(&in, "statistics.xsd", &xsd);
	if (status == ILO_OK)
		status = read_checked(&in, xsd);
	if (status == ILO_OK)
		status = check_same(&in);
	ilo_xsd_free(xsd);
	figures_free(in.figures);
	ilo_xml_free(in.statistics);
	ilo_xml_free(in.networks);
	ilo_arena_free(in.arena);
	return status;
}
