/* Compiles and runs.  What a stylesheet may do is what libxslt itself can: no
 * file, no network, no document(), no second output. */

#include "render/stylesheet.h"

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxslt/documents.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/xmlio.h"
#include "render/functions.h"

struct stylesheet {
	xsltStylesheet *compiled;
	char *path;
};

/* Included stylesheets are read from bytes, so that libxml2's own ways to open
 * files stay shut. */
static xmlDoc *
load(const xmlChar *uri, xmlDict *dict, int options, void *context,
     xsltLoadType type)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	struct ilo_diag quiet;
	xmlDoc *document = NULL;

	(void)dict;
	(void)options;
	(void)context;
	ilo_diag_init(&quiet, "", NULL);
	if (type != XSLT_LOAD_STYLESHEET)
		return NULL;
	if (ilo_file_read((const char *)uri, ILO_FILE_OWN, &quiet, &bytes) ==
	    ILO_OK)
		document = xmlReadMemory(ilo_buf_text(&bytes), (int)bytes.count,
		                         (const char *)uri, NULL,
		                         XML_PARSE_NONET | XML_PARSE_NOCDATA);
	ilo_buf_release(&bytes);
	return document;
}

void
stylesheet_init(void)
{
	exsltCommonRegister();
	exsltStrRegister();
	xsltSetLoaderFunc(load);
}

static void gather(void *context, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* libxslt tells in pieces; a finding is one line. */
static void
gather(void *context, const char *format, ...)
{
	struct ilo_buf *said = context;
	va_list arguments;
	char piece[512];

	va_start(arguments, format);
	(void)vsnprintf(piece, sizeof(piece), format, arguments);
	va_end(arguments);
	for (char *p = piece; *p != '\0'; p++) {
		if (*p == '\n')
			*p = ' ';
	}
	ilo_buf_puts(said, piece);
}

static enum ilo_status
tell(const char *path, const struct ilo_buf *said, struct ilo_diag *diag)
{
	ilo_diag_report(diag, ILO_D_STYLESHEET_FAILED, path, 0, "%s",
	                said->count == 0 ? "no reason given"
	                                 : ilo_buf_text(said));
	return ILO_FAILED;
}

enum ilo_status
stylesheet_read(const char *path, struct ilo_diag *diag,
                struct stylesheet **out)
{
	struct stylesheet *stylesheet = ilo_xcalloc(1, sizeof(*stylesheet));
	struct ilo_buf said = ILO_BUF_INIT;
	enum ilo_status status = ILO_OK;
	xmlDoc *document = load(XC(path), NULL, 0, NULL, XSLT_LOAD_STYLESHEET);

	stylesheet->path = ilo_xstrdup(path);
	xsltSetGenericErrorFunc(&said, gather);
	if (document != NULL)
		stylesheet->compiled = xsltParseStylesheetDoc(document);
	xsltSetGenericErrorFunc(NULL, NULL);
	if (stylesheet->compiled == NULL && document != NULL)
		ilo_xml_free(document);
	if (stylesheet->compiled == NULL || stylesheet->compiled->errors != 0 ||
	    said.count != 0) {
		status = tell(path, &said, diag);
		stylesheet_free(stylesheet);
		stylesheet = NULL;
	}
	ilo_buf_release(&said);
	*out = stylesheet;
	return status;
}

void
stylesheet_free(struct stylesheet *stylesheet)
{
	if (stylesheet == NULL)
		return;
	xsltFreeStylesheet(stylesheet->compiled);
	free(stylesheet->path);
	free(stylesheet);
}

static xsltSecurityPrefs *
forbid_everything(void)
{
	static const xsltSecurityOption options[] = {
		XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
		XSLT_SECPREF_WRITE_NETWORK};
	xsltSecurityPrefs *prefs = xsltNewSecurityPrefs();

	for (size_t i = 0; prefs != NULL && i < 5; i++) {
		if (xsltSetSecurityPrefs(prefs, options[i],
		                         xsltSecurityForbid) != 0) {
			xsltFreeSecurityPrefs(prefs);
			return NULL;
		}
	}
	return prefs;
}

static bool
set_parameters(xsltTransformContext *context, const char *const *texts)
{
	for (; texts != NULL && texts[0] != NULL; texts += 2) {
		if (xsltQuoteOneUserParam(context, XC(texts[0]),
		                          XC(texts[1])) != 0)
			return false;
	}
	return true;
}

enum ilo_status
stylesheet_apply(const struct stylesheet *stylesheet, xmlDoc *input,
                 const struct stylesheet_use *use, struct ilo_diag *diag,
                 xmlDoc **out)
{
	struct ilo_buf said = ILO_BUF_INIT;
	struct run run = {.language = use->language,
	                  .form = use->form,
	                  .diag = diag,
	                  .stylesheet = stylesheet->path};
	xsltTransformContext *context =
		xsltNewTransformContext(stylesheet->compiled, input);
	xsltSecurityPrefs *prefs = forbid_everything();
	bool ready = context != NULL && prefs != NULL;
	xmlDoc *result = NULL;

	if (ready) {
		context->_private = &run;
		xsltSetTransformErrorFunc(context, &said, gather);
		xsltSetGenericErrorFunc(&said, gather);
		ready = xsltSetCtxtSecurityPrefs(prefs, context) == 0 &&
		        functions_register(context) &&
		        serial_register(context) &&
		        set_parameters(context, use->texts);
	}
	if (ready)
		result = xsltApplyStylesheetUser(stylesheet->compiled, input,
		                                 NULL, NULL, NULL, context);
	xsltSetGenericErrorFunc(NULL, NULL);
	if (said.count > 0 || result == NULL ||
	    context->state != XSLT_STATE_OK) {
		if (!run.failed)
			run.failed = tell(stylesheet->path, &said, diag) != 0;
		ilo_xml_free(result);
		result = NULL;
	}
	if (context != NULL)
		xsltFreeTransformContext(context);
	xsltFreeSecurityPrefs(prefs);
	ilo_arena_free(run.arena);
	ilo_buf_release(&said);
	*out = result;
	return result == NULL || run.failed ? ILO_FAILED : ILO_OK;
}
