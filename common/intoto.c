/* jansson builds and prints; every failure of it is one LIBRARY finding. */

#include "common/intoto.h"

#include <stdlib.h>

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

static size_t
flags_of(enum ilo_intoto_form form)
{
	switch (form) {
	case ILO_INTOTO_FILE:
		return JSON_SORT_KEYS | JSON_INDENT(2);
	case ILO_INTOTO_LINE:
		return JSON_SORT_KEYS | JSON_COMPACT;
	}
	return JSON_SORT_KEYS;
}

enum ilo_status
ilo_intoto_print(const struct ilo_intoto *statement, enum ilo_intoto_form form,
                 struct ilo_diag *diag, struct ilo_buf *out)
{
	enum ilo_status status = ILO_OK;
	json_t *root = NULL;

	if (statement->predicate != NULL)
		root = json_pack("{s:s, s:o, s:s, s:O}", "_type",
		                 "https://in-toto.io/Statement/v1", "subject",
		                 pack_subjects(statement), "predicateType",
		                 statement->predicate_type, "predicate",
		                 statement->predicate);
	if (root == NULL ||
	    json_dump_callback(root, append, out, flags_of(form)) != 0) {
		ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
		                "a %s statement could not be put into JSON",
		                statement->predicate_type);
		status = ILO_FAILED;
	} else if (form == ILO_INTOTO_FILE) {
		ilo_buf_puts(out, "\n");
	}
	json_decref(root);
	return status;
}
