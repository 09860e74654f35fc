/*
 * Two passes.  shared/report.xsl turns the page model into a neutral document:
 * what is said, in which order, in which words.  html/page.xsl and fo/page.xsl
 * say only how each of its few elements looks, so that both tell the same.
 */

#include "render/report.h"

#include <libxml/xmlsave.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/xmlio.h"
#include "common/xsd.h"
#include "render/document.h"
#include "render/fop.h"
#include "render/language.h"
#include "render/page.h"
#include "render/stylesheet.h"
#include "render/tree.h"

/* Codelists that the stylesheets walk through. */
static const char *const walked_lists[] = {
	"acts",   "absence",    "analyses", "countries",  "counted_by",
	"fields", "indicators", "methods",  "obs_status", "units"};

enum { WALKED_COUNT = sizeof(walked_lists) / sizeof(*walked_lists) };

struct making {
	const struct report_options *options;
	struct ilo_diag *diag;
	struct ilo_arena *arena;
	struct language *language;
	xmlDoc *networks, *statistics;
	struct tree page;
	xmlDoc *document; /* after the first pass */
	xmlDoc *result;   /* after the second */
};

static const char *
data_path(const struct making *m, const char *name)
{
	return ilo_arena_printf(m->arena, "%s/%s", m->options->datadir, name);
}

static enum ilo_status
read_checked(struct making *m, const char *path, const char *schema,
             xmlDoc **out)
{
	struct ilo_xsd *xsd = NULL;
	enum ilo_status status =
		ilo_xsd_read(data_path(m, schema), m->diag, &xsd);

	if (status == ILO_OK)
		status = ilo_xml_read(path, m->diag, out);
	if (status == ILO_OK)
		status = ilo_xsd_check(xsd, *out, path, m->diag);
	ilo_xsd_free(xsd);
	return status;
}

static enum ilo_status
check_same(struct making *m)
{
	static const char *const names[] = {"semester", "known-at"};
	const xmlNode *a = xmlDocGetRootElement(m->networks);
	const xmlNode *b = xmlDocGetRootElement(m->statistics);

	for (size_t i = 0; i < 2; i++) {
		const char *x = ilo_xml_attr(m->arena, a, names[i]);
		const char *y = ilo_xml_attr(m->arena, b, names[i]);

		if (x != NULL && y != NULL && strcmp(x, y) == 0)
			continue;
		ilo_diag_report(m->diag, ILO_D_INPUTS_DIFFER,
		                m->options->statistics, 0, "%s: %s and %s",
		                names[i], x == NULL ? "none" : x,
		                y == NULL ? "none" : y);
		return ILO_FAILED;
	}
	return ILO_OK;
}

static enum ilo_status
read_inputs(struct making *m)
{
	const struct report_options *options = m->options;
	enum ilo_status status = language_read(
		options->datadir, options->language, m->diag, &m->language);

	if (status == ILO_OK)
		status = read_checked(m, options->networks,
		                      "schema/networks.xsd", &m->networks);
	if (status == ILO_OK)
		status = read_checked(m, options->statistics,
		                      "schema/statistics.xsd", &m->statistics);
	return status == ILO_OK ? check_same(m) : status;
}

static enum ilo_status
adopt_lists(struct making *m)
{
	for (size_t i = 0; i < WALKED_COUNT; i++) {
		xmlDoc *list = NULL;
		const char *path =
			ilo_arena_printf(m->arena, "%s/schema/codelists/%s.xml",
		                         m->options->datadir, walked_lists[i]);
		enum ilo_status status = ilo_xml_read(path, m->diag, &list);

		if (status != ILO_OK)
			return status;
		tree_adopt(&m->page, xmlDocGetRootElement(list));
		ilo_xml_free(list);
	}
	return ILO_OK;
}

static enum ilo_status
build_page(struct making *m)
{
	struct page_inputs inputs = {
		.networks = xmlDocGetRootElement(m->networks),
		.statistics = xmlDocGetRootElement(m->statistics),
		.indicators = language_list(m->language, "indicators"),
		.measures = language_list(m->language, "measures"),
		.arena = m->arena};
	enum ilo_status status = page_build(&inputs, m->diag, &m->page);

	if (status != ILO_OK)
		return status;
	tree_set(&m->page, m->page.root, "lang", m->options->language);
	tree_adopt(&m->page, inputs.networks);
	tree_adopt(&m->page, inputs.statistics);
	status = adopt_lists(m);
	return status == ILO_OK ? tree_check(&m->page, m->diag) : status;
}

static enum ilo_status
apply(struct making *m, const char *name, xmlDoc *input, const char *css,
      xmlDoc **out)
{
	const char *texts[] = {"css", css, NULL};
	struct stylesheet_use use = {m->language, css == NULL ? NULL : texts};
	struct stylesheet *stylesheet = NULL;
	enum ilo_status status =
		stylesheet_read(data_path(m, name), m->diag, &stylesheet);

	if (status == ILO_OK)
		status =
			stylesheet_apply(stylesheet, input, &use, m->diag, out);
	stylesheet_free(stylesheet);
	return status;
}

static enum ilo_status
lay_out(struct making *m)
{
	struct ilo_buf css = ILO_BUF_INIT;
	enum ilo_status status;

	if (m->options->target != REPORT_HTML)
		return apply(m, "render/xslt/fo/page.xsl", m->document, NULL,
		             &m->result);
	status = ilo_file_read(data_path(m, "render/css/report.css"),
	                       ILO_FILE_OWN, m->diag, &css);
	if (status == ILO_OK)
		status = apply(m, "render/xslt/html/page.xsl", m->document,
		               ilo_buf_text(&css), &m->result);
	ilo_buf_release(&css);
	return status;
}

/* HTML is written so that XML tools can read it too. */
static enum ilo_status
serialise(struct making *m, struct ilo_buf *out)
{
	bool html = m->options->target == REPORT_HTML;
	int options =
		html ? XML_SAVE_XHTML | XML_SAVE_NO_DECL : XML_SAVE_AS_XML;
	xmlBuffer *buffer = xmlBufferCreate();
	xmlSaveCtxt *save = NULL;
	bool done = false;

	if (buffer != NULL)
		save = xmlSaveToBuffer(buffer, "UTF-8", options);
	if (save != NULL) {
		done = xmlSaveDoc(save, m->result) >= 0;
		done = xmlSaveClose(save) >= 0 && done;
	}
	if (done) {
		if (html)
			ilo_buf_puts(out, "<!DOCTYPE html>\n");
		ilo_buf_add(out, xmlBufferContent(buffer),
		            (size_t)xmlBufferLength(buffer));
	} else {
		ilo_diag_report(m->diag, ILO_D_XML_WRITE, NULL, 0, NULL);
	}
	if (buffer != NULL)
		xmlBufferFree(buffer);
	return done ? ILO_OK : ILO_FAILED;
}

static enum ilo_status
write_out(struct making *m, struct ilo_buf *out)
{
	struct ilo_buf fo = ILO_BUF_INIT;
	enum ilo_status status;

	if (m->options->target != REPORT_PDF)
		return serialise(m, out);
	status = serialise(m, &fo);
	if (status == ILO_OK)
		status = fop_run(&fo, data_path(m, "render/fop.xconf"),
		                 ilo_xml_attr(m->arena,
		                              xmlDocGetRootElement(m->networks),
		                              "known-at"),
		                 m->diag, out);
	ilo_buf_release(&fo);
	return status;
}

enum ilo_status
report_make(const struct report_options *options, struct ilo_diag *diag,
            struct ilo_buf *out)
{
	struct making m = {
		.options = options, .diag = diag, .arena = ilo_arena_new()};
	enum ilo_status status = read_inputs(&m);

	if (status == ILO_OK)
		status = build_page(&m);
	if (status == ILO_OK)
		status = apply(&m, "render/xslt/shared/report.xsl",
		               m.page.document, NULL, &m.document);
	if (status == ILO_OK)
		status = document_settle(m.document, diag);
	if (status == ILO_OK)
		status = lay_out(&m);
	if (status == ILO_OK)
		status = write_out(&m, out);
	ilo_xml_free(m.result);
	ilo_xml_free(m.document);
	tree_release(&m.page);
	ilo_xml_free(m.statistics);
	ilo_xml_free(m.networks);
	language_free(m.language);
	ilo_arena_free(m.arena);
	return status;
}
