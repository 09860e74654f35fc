/*
 * Diagnostics: one catalogue (diag_codes.def), one line form, one place that
 * prints.  A function that fails reports once, where most is known, and
 * returns the status; its callers add nothing.
 *
 *     ilo-ingest: FR-GH.xml:412: error ING201: text: detail
 */

#ifndef ILO_COMMON_DIAG_H
#define ILO_COMMON_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "common/status.h"

enum ilo_severity {
	ILO_INFO,    /* worth knowing; the data are taken as they are */
	ILO_WARNING, /* doubtful; taken, and said in the report */
	ILO_ERROR,   /* the record or document is not taken */
	ILO_FATAL,   /* the run itself failed */
	ILO_SEVERITY_COUNT
};

enum ilo_code {
#define DIAG(name, id, severity, text) ILO_D_##name,
#include "common/diag_codes.def"
#undef DIAG
	ILO_D_COUNT
};

struct ilo_finding {
	enum ilo_code code;
	const char *file;   /* as shown to people; NULL when none */
	long line;          /* 1-based; 0 when none */
	const char *detail; /* already escaped */
};

/* Called for each finding besides the printed line; see ilo_diag.sink. */
typedef void ilo_diag_sink(void *context, const struct ilo_finding *finding);

struct ilo_diag {
	const char *program;
	FILE *stream; /* NULL: count and sink only */
	bool json;    /* one JSON object a line instead of text */
	bool quiet;   /* print only errors and worse */
	size_t counts[ILO_SEVERITY_COUNT];
	ilo_diag_sink *sink;
	void *sink_context;
};

void ilo_diag_init(struct ilo_diag *diag, const char *program, FILE *stream);

/*
 * Report one finding.  file may be NULL and line 0; format NULL leaves the
 * catalogue text alone.  Control characters, bidirectional controls and bytes
 * that are not UTF-8 come out as \xHH.
 */
void ilo_diag_report(struct ilo_diag *diag, enum ilo_code code,
                     const char *file, long line, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* Report what another process of ours found and escaped: the texts come out as
 * they are unless something in them was left unescaped. */
void ilo_diag_relay(struct ilo_diag *diag, const struct ilo_finding *finding);

/* What was met at that severity or above since init. */
size_t ilo_diag_count(const struct ilo_diag *diag, enum ilo_severity severity);

const char *ilo_diag_id(enum ilo_code code);   /* "ING201" */
const char *ilo_diag_text(enum ilo_code code); /* the catalogue text */
enum ilo_severity ilo_diag_severity(enum ilo_code code);
const char *ilo_severity_name(enum ilo_severity severity);

/* The entry of that id; false when there is none. */
ILO_MUST_CHECK bool ilo_diag_find(const char *id, enum ilo_code *code);

/* The severity of that name ("warning"); false when there is none. */
ILO_MUST_CHECK bool ilo_severity_parse(const char *name,
                                       enum ilo_severity *severity);

#endif
