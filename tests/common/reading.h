/* What the tests of the readers share: schema and lists, rows and findings
 * kept. */

#ifndef ILO_TESTS_COMMON_READING_H
#define ILO_TESTS_COMMON_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "common/file.h"
#include "common/submission.h"
#include "common/xmlio.h"
#include "common/xsd.h"

#define MET_MAX 64
#define ROWS_MAX 64

/* One finding, or one row, as text: "ING231:36", "GH NG 2024-S1 20 A 35". */
struct met {
	char text[160];
};

struct fixture {
	struct ilo_codebook *codebook;
	struct ilo_xsd *schema;
	struct ilo_diag diag;
	struct ilo_arena *arena;
	struct ilo_buf base;
	struct ilo_submission submission;
	struct met findings[MET_MAX], rows[ROWS_MAX];
	size_t finding_count, row_count;
	size_t rows_until_stop; /* 0: never */
};

static inline void
keep_finding(void *context, const struct ilo_finding *finding)
{
	struct fixture *fixture = context;

	assert_true(fixture->finding_count < MET_MAX);
	(void)snprintf(fixture->findings[fixture->finding_count++].text, 160,
	               "%s:%ld", ilo_diag_id(finding->code), finding->line);
}

static inline enum ilo_status
keep_row(void *context, const struct ilo_row *row)
{
	struct fixture *fixture = context;

	assert_true(fixture->row_count < ROWS_MAX);
	(void)snprintf(fixture->rows[fixture->row_count++].text, 160,
	               "%s %s %s %s|%s %s %s|%s %s%lld %s %c%c|%ld %s",
	               row->host, row->indicator, row->counted_by,
	               row->reporter, row->citizenship, row->route, row->border,
	               row->period, row->has_value ? "" : "-",
	               (long long)row->value, row->unit, row->status,
	               row->confidentiality, row->line, row->locator);
	return fixture->row_count == fixture->rows_until_stop ? ILO_FAILED
	                                                      : ILO_OK;
}

static inline int
reading_setup(void **state)
{
	struct fixture *fixture = ilo_xcalloc(1, sizeof *fixture);

	*state = fixture;
	ilo_xml_init();
	ilo_diag_init(&fixture->diag, "test", NULL);
	if (ilo_codebook_read(".", &fixture->diag, &fixture->codebook) !=
	            ILO_OK ||
	    ilo_xsd_read("schema/submission.xsd", &fixture->diag,
	                 &fixture->schema) != ILO_OK)
		return -1;
	fixture->diag.sink = keep_finding;
	fixture->diag.sink_context = fixture;
	fixture->arena = ilo_arena_new();
	return 0;
}

static inline int
reading_teardown(void **state)
{
	struct fixture *fixture = *state;

	ilo_submission_release(&fixture->submission);
	ilo_buf_release(&fixture->base);
	ilo_arena_free(fixture->arena);
	ilo_xsd_free(fixture->schema);
	ilo_codebook_free(fixture->codebook);
	free(fixture);
	return 0;
}

/* Read bytes as that kind; rows and findings of earlier readings are dropped.
 */
static inline enum ilo_status
read_bytes(struct fixture *fixture, const char *kind, const char *bytes,
           struct ilo_reading more)
{
	ilo_submission_release(&fixture->submission);
	fixture->finding_count = fixture->row_count = 0;
	more.file = "given";
	more.bytes = bytes;
	more.count = strlen(bytes);
	more.codebook = fixture->codebook;
	more.schema = fixture->schema;
	more.arena = fixture->arena;
	more.sink = keep_row;
	more.sink_context = fixture;
	return ilo_kind_read(ilo_kind_find(fixture->codebook, kind), &more,
	                     &fixture->diag, &fixture->submission);
}

/* A copy of the file with old replaced once; NULL leaves it as it is. */
static inline const char *
changed(struct fixture *fixture, const char *path, const char *old,
        const char *new)
{
	const char *text, *at;

	ilo_buf_clear(&fixture->base);
	assert_int_equal(ilo_file_read(path, ILO_FILE_OWN, &fixture->diag,
	                               &fixture->base),
	                 ILO_OK);
	text = ilo_buf_text(&fixture->base);
	if (old == NULL)
		return text;
	at = strstr(text, old);
	assert_non_null(at);
	return ilo_arena_printf(fixture->arena, "%.*s%s%s", (int)(at - text),
	                        text, new, at + strlen(old));
}

static inline void
assert_found(const struct fixture *fixture, const char *const wanted[])
{
	struct ilo_buf found = ILO_BUF_INIT, expected = ILO_BUF_INIT;

	for (size_t i = 0; i < fixture->finding_count; i++)
		ilo_buf_printf(&found, "%s ", fixture->findings[i].text);
	for (size_t i = 0; wanted[i] != NULL; i++)
		ilo_buf_printf(&expected, "%s ", wanted[i]);
	assert_string_equal(ilo_buf_text(&found), ilo_buf_text(&expected));
	ilo_buf_release(&found);
	ilo_buf_release(&expected);
}

/* Whether libxml2's validator takes the text, whatever the readers say. */
static inline bool
is_schema_valid(struct fixture *fixture, const char *text)
{
	xmlDoc *document =
		xmlReadMemory(text, (int)strlen(text), NULL, NULL,
	                      XML_PARSE_NONET | XML_PARSE_NOCDATA |
	                              XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	struct ilo_diag silent;
	bool valid;

	ilo_diag_init(&silent, "test", NULL);
	valid = document != NULL && ilo_xsd_check(fixture->schema, document,
	                                          "given", &silent) == ILO_OK;
	xmlFreeDoc(document);
	return valid;
}

#endif
