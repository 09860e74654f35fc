/* jansson builds and prints a file; every failure of it is one LIBRARY finding.
 */

#include "common/intoto.h"

#include <stdlib.h>

#include "common/text.h"

#define STATEMENT_TYPE "https://in-toto.io/Statement/v1"

static json_t *
pack_subjects(const struct ilo_intoto *statement)
{
	json_t *list = json_array(), *subject;
	size_t i;

	for (i = 0; list != NULL && i < statement->subject_count; i++) {
		subject = json_pack("{s:s, s:{s:s*}}", "name",
		                    statement->subjects[i].name, "digest",
		                    "sha256", statement->subjects[i].sha256);
		/* Takes the subject over, and fails for NULL. */
		if (json_array_append_new(list, subject) != 0) {
			json_decref(list);
			list = NULL;
		}
	}
	return list;
}

static int
append(const char *bytes, size_t count, void *out)
{
	ilo_buf_add(out, bytes, count);
	return 0;
}

enum ilo_status
ilo_intoto_print(const struct ilo_intoto *statement, struct ilo_diag *diag,
                 struct ilo_buf *out)
{
	enum ilo_status status = ILO_OK;
	json_t *root = NULL;

	if (statement->predicate != NULL)
		root = json_pack("{s:s, s:o, s:s, s:O}", "_type",
		                 STATEMENT_TYPE, "subject",
		                 pack_subjects(statement), "predicateType",
		                 statement->predicate_type, "predicate",
		                 statement->predicate);
	if (root == NULL ||
	    json_dump_callback(root, append, out,
	                       JSON_SORT_KEYS | JSON_INDENT(2)) != 0) {
		ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
		                "a %s statement could not be put into JSON",
		                statement->predicate_type);
		status = ILO_FAILED;
	} else {
		ilo_buf_puts(out, "\n");
	}
	json_decref(root);
	return status;
}

void
ilo_intoto_print_line(const char *predicate_type,
                      const struct ilo_intoto_subject *subject,
                      const char *predicate, struct ilo_buf *out)
{
	ilo_buf_puts(out, "{\"_type\":\"" STATEMENT_TYPE "\",\"predicate\":");
	ilo_buf_puts(out, predicate);
	ilo_buf_puts(out, ",\"predicateType\":");
	ilo_text_json(out, predicate_type);
	ilo_buf_puts(out, ",\"subject\":[{\"digest\":{");
	if (subject->sha256 != NULL) {
		ilo_buf_puts(out, "\"sha256\":");
		ilo_text_json(out, subject->sha256);
	}
	ilo_buf_puts(out, "},\"name\":");
	ilo_text_json(out, subject->name);
	ilo_buf_puts(out, "}]}");
}
