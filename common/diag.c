/* The catalogue as tables, and the two line forms. */

#include "common/diag.h"

#include <stdarg.h>
#include <string.h>

#include "common/buf.h"
#include "common/text.h"

static const struct {
	const char *id;
	enum ilo_severity severity;
	const char *text;
} catalogue[ILO_D_COUNT] = {
#define DIAG(name, id, severity, text) {id, severity, text},
#include "common/diag_codes.def"
#undef DIAG
};

static const char *const severity_names[ILO_SEVERITY_COUNT] = {
	"info", "warning", "error", "fatal"};

void
ilo_diag_init(struct ilo_diag *diag, const char *program, FILE *stream)
{
	*diag = (struct ilo_diag){.program = program, .stream = stream};
}

static void
print_text(const struct ilo_diag *diag, const struct ilo_finding *finding)
{
	struct ilo_buf line = ILO_BUF_INIT;

	ilo_buf_printf(&line, "%s: ", diag->program);
	if (finding->file != NULL)
		ilo_buf_printf(&line, "%s:", finding->file);
	if (finding->file != NULL && finding->line > 0)
		ilo_buf_printf(&line, "%ld:", finding->line);
	if (finding->file != NULL)
		ilo_buf_puts(&line, " ");
	ilo_buf_printf(&line, "%s %s: %s",
	               severity_names[catalogue[finding->code].severity],
	               catalogue[finding->code].id,
	               catalogue[finding->code].text);
	if (finding->detail[0] != '\0')
		ilo_buf_printf(&line, ": %s", finding->detail);
	ilo_buf_puts(&line, "\n");
	(void)fputs(ilo_buf_text(&line),
	            diag->stream); /* nowhere to complain */
	ilo_buf_release(&line);
}

static void
print_json(const struct ilo_diag *diag, const struct ilo_finding *finding)
{
	struct ilo_buf line = ILO_BUF_INIT;

	ilo_buf_puts(&line, "{\"program\":");
	ilo_text_json(&line, diag->program);
	if (finding->file != NULL) {
		ilo_buf_puts(&line, ",\"file\":");
		ilo_text_json(&line, finding->file);
	}
	if (finding->line > 0)
		ilo_buf_printf(&line, ",\"line\":%ld", finding->line);
	ilo_buf_printf(&line, ",\"severity\":\"%s\",\"id\":\"%s\",\"text\":",
	               severity_names[catalogue[finding->code].severity],
	               catalogue[finding->code].id);
	ilo_text_json(&line, catalogue[finding->code].text);
	if (finding->detail[0] != '\0') {
		ilo_buf_puts(&line, ",\"detail\":");
		ilo_text_json(&line, finding->detail);
	}
	ilo_buf_puts(&line, "}\n");
	(void)fputs(ilo_buf_text(&line),
	            diag->stream); /* nowhere to complain */
	ilo_buf_release(&line);
}

static void
emit(struct ilo_diag *diag, const struct ilo_finding *finding)
{
	enum ilo_severity severity = catalogue[finding->code].severity;

	diag->counts[severity]++;
	if (diag->sink != NULL)
		diag->sink(diag->sink_context, finding);
	if (diag->stream == NULL || (diag->quiet && severity < ILO_ERROR))
		return;
	if (diag->json)
		print_json(diag, finding);
	else
		print_text(diag, finding);
}

void
ilo_diag_report(struct ilo_diag *diag, enum ilo_code code, const char *file,
                long line, const char *format, ...)
{
	struct ilo_buf detail = ILO_BUF_INIT, shown = ILO_BUF_INIT;
	struct ilo_buf name = ILO_BUF_INIT;
	char raw[1024];
	va_list args;

	if (format != NULL) {
		va_start(args, format);
		(void)vsnprintf(raw, sizeof(raw), format, args);
		va_end(args);
		ilo_buf_puts(&detail, raw);
	}
	ilo_text_escape(&shown, ilo_buf_text(&detail), detail.count);
	if (file != NULL)
		ilo_text_escape(&name, file, strlen(file));
	emit(diag, &(struct ilo_finding){
			   .code = code,
			   .file = file == NULL ? NULL : ilo_buf_text(&name),
			   .line = line,
			   .detail = ilo_buf_text(&shown)});
	ilo_buf_release(&name);
	ilo_buf_release(&shown);
	ilo_buf_release(&detail);
}

void
ilo_diag_relay(struct ilo_diag *diag, const struct ilo_finding *finding)
{
	struct ilo_buf detail = ILO_BUF_INIT, name = ILO_BUF_INIT;
	struct ilo_finding clean = *finding;

	ilo_text_escape_rest(&detail, finding->detail, strlen(finding->detail));
	clean.detail = ilo_buf_text(&detail);
	if (finding->file != NULL) {
		ilo_text_escape_rest(&name, finding->file,
		                     strlen(finding->file));
		clean.file = ilo_buf_text(&name);
	}
	emit(diag, &clean);
	ilo_buf_release(&name);
	ilo_buf_release(&detail);
}

size_t
ilo_diag_count(const struct ilo_diag *diag, enum ilo_severity severity)
{
	size_t count = 0;
	int i;

	for (i = (int)severity; i < ILO_SEVERITY_COUNT; i++)
		count += diag->counts[i];
	return count;
}

const char *
ilo_diag_id(enum ilo_code code)
{
	return catalogue[code].id;
}

const char *
ilo_diag_text(enum ilo_code code)
{
	return catalogue[code].text;
}

enum ilo_severity
ilo_diag_severity(enum ilo_code code)
{
	return catalogue[code].severity;
}

const char *
ilo_severity_name(enum ilo_severity severity)
{
	return severity_names[severity];
}

bool
ilo_diag_find(const char *id, enum ilo_code *code)
{
	int i;

	for (i = 0; i < ILO_D_COUNT; i++) {
		if (strcmp(id, catalogue[i].id) == 0) {
			*code = (enum ilo_code)i;
			return true;
		}
	}
	return false;
}

bool
ilo_severity_parse(const char *name, enum ilo_severity *severity)
{
	int i;

	for (i = 0; i < ILO_SEVERITY_COUNT; i++) {
		if (strcmp(name, severity_names[i]) == 0) {
			*severity = (enum ilo_severity)i;
			return true;
		}
	}
	return false;
}
