/*
 * Two passes.  shared/report.xsl turns the page model into a neutral document:
 * what is said, in which order, in which words.  html/page.xsl and fo/page.xsl
 * say only how each of its few elements looks, so that both tell the same.
 */

#include "render/report.h"

#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/xmlio.h"
#include "render/document.h"
#include "render/fop.h"
#include "render/inputs.h"
#include "render/language.h"
#include "render/serial.h"
#include "render/stylesheet.h"
#include "render/tree.h"

struct making {
	const struct report_options *options;
	struct ilo_diag *diag;
	struct ilo_arena *arena;
	struct language *language;
	struct tree page;
	const char *known_at; /* the cut-off, of which the report is */
	xmlDoc *document;     /* after the first pass */
	xmlDoc *result;       /* after the second */
};

static const char *
data_path(const struct making *m, const char *name)
{
	return ilo_arena_printf(m->arena, "%s/%s", m->options->datadir, name);
}

static enum serial_form
form_of(const struct making *m)
{
	return m->options->target == REPORT_HTML ? SERIAL_HTML : SERIAL_XML;
}

static enum ilo_status
apply(struct making *m, const char *name, xmlDoc *input, const char *css,
      xmlDoc **out)
{
	const char *texts[] = {"css", css, NULL};
	struct stylesheet_use use = {m->language, css == NULL ? NULL : texts,
	                             form_of(m)};
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

static enum ilo_status
write_out(struct making *m, struct ilo_buf *out)
{
	struct ilo_buf fo = ILO_BUF_INIT;
	enum ilo_status status;

	if (m->options->target != REPORT_PDF)
		return serial_write(m->result, form_of(m), m->diag, out);
	status = serial_write(m->result, SERIAL_XML, m->diag, &fo);
	if (status == ILO_OK)
		status = fop_run(&fo, data_path(m, "render/fop.xconf"),
		                 m->known_at, m->diag, out);
	ilo_buf_release(&fo);
	return status;
}

/* Each tree goes when the next one stands. */
static enum ilo_status
make(struct making *m)
{
	const struct report_options *options = m->options;
	const struct inputs_options inputs = {
		options->datadir, options->networks, options->statistics};
	enum ilo_status status = language_read(
		options->datadir, options->language, m->diag, &m->language);

	if (status == ILO_OK)
		status = inputs_read(&inputs, m->language, m->diag, &m->page);
	if (status == ILO_OK)
		status = apply(m, "render/xslt/shared/report.xsl",
		               m->page.document, NULL, &m->document);
	tree_release(&m->page);
	if (status == ILO_OK)
		status = document_settle(m->document, m->diag);
	if (status == ILO_OK) {
		m->known_at = ilo_xml_attr(m->arena,
		                           xmlDocGetRootElement(m->document),
		                           "known-at");
		status = lay_out(m);
	}
	ilo_xml_free(m->document);
	return status;
}

enum ilo_status
report_make(const struct report_options *options, struct ilo_diag *diag,
            struct ilo_buf *out)
{
	struct making m = {
		.options = options, .diag = diag, .arena = ilo_arena_new()};
	enum ilo_status status = make(&m);

	if (status == ILO_OK)
		status = write_out(&m, out);
	ilo_xml_free(m.result);
	language_free(m.language);
	ilo_arena_free(m.arena);
	return status;
}
