/*
 * The spreadsheet form as schema/form.xml describes it: sheets, tables and
 * columns, and where in a native submission each cell goes.  What writes the
 * form and what reads it both go by this.
 */

#ifndef ILO_COMMON_FORM_H
#define ILO_COMMON_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"
#include "common/mem.h"

/* Cell A1 of each sheet of a form: this, its version, the sheet's id. */
#define ILO_FORM_MARK "ilo-form"

/* Columns of a sheet, from 1: keys of tables and entries, then what they hold;
 * an entry of the cover has a label before its value. */
#define ILO_FORM_KEY_COLUMN 1u
#define ILO_FORM_FIRST_COLUMN 2u
#define ILO_FORM_VALUE_COLUMN 3u

enum ilo_form_layout {
	ILO_FORM_HELP,
	ILO_FORM_ITEMS,
	ILO_FORM_TABLES,
	ILO_FORM_CODES
};

enum ilo_form_shape {
	ILO_FORM_TEXT,
	ILO_FORM_DATE,
	ILO_FORM_COUNT,
	ILO_FORM_PERIOD,
	ILO_FORM_CODE,
	ILO_FORM_SEVERAL_CODES, /* divided by commas */
	ILO_FORM_NAMES,         /* likewise; words of the sender's own */
	ILO_FORM_EACH,          /* likewise, an element for each code */
	ILO_FORM_PAIRS,         /* codes with counts, likewise */
	ILO_FORM_LINES,         /* an element for each line */
	ILO_FORM_UNIT           /* the indicator's own, where it is empty */
};

struct ilo_form_text {
	const char *lang, *text;
};

/* A label, in as many languages as there are. */
struct ilo_form_label {
	struct ilo_form_text *texts;
	size_t count;
};

struct ilo_form_column {
	const char *id;
	const char *path;      /* from the table's element; "" is that */
	const char *attribute; /* NULL: the element's text */
	bool of_root;          /* an attribute of the submission itself */
	bool is_language;      /* the language of the row's texts */
	const char *count;     /* of ILO_FORM_PAIRS: the second attribute */
	enum ilo_form_shape shape;
	const char *list; /* NULL: none */
	bool required;
	struct ilo_form_label label;
};

struct ilo_form_table {
	const char *id;
	const char *element; /* path from the submission */
	const char *record;  /* NULL: rows are no records */
	const char *group;   /* NULL, or the child that holds the records of
	                      * rows with the same attribute by */
	const char *by;
	size_t rows; /* empty ones in a new form */
	struct ilo_form_column *columns;
	size_t count;
};

struct ilo_form_sheet {
	const char *id;
	enum ilo_form_layout layout;
	struct ilo_form_label label;
	struct ilo_form_table *tables;
	size_t count;
	struct ilo_form_label *lines; /* of the instructions */
	size_t line_count;
};

struct ilo_form_item {
	const char *id;
	struct ilo_form_label label;
};

struct ilo_form_list {
	const char *id;
	const char *codelist;           /* NULL: the items */
	const char *property, *without; /* codes that are left out */
	struct ilo_form_item *items;
	size_t count;
};

struct ilo_form {
	const char *version;
	const char *reads; /* earlier versions, divided by blanks; or NULL */
	struct ilo_form_sheet *sheets;
	size_t count;
	struct ilo_form_list *lists;
	size_t list_count;
};

/* Read schema/form.xml under datadir.  Everything lives in the arena. */
ILO_MUST_CHECK enum ilo_status ilo_form_load(const char *datadir,
                                             struct ilo_arena *arena,
                                             struct ilo_diag *diag,
                                             struct ilo_form **out);

/* NULL when there is none. */
const struct ilo_form_sheet *ilo_form_sheet(const struct ilo_form *form,
                                            const char *id);
const struct ilo_form_table *ilo_form_table(const struct ilo_form_sheet *sheet,
                                            const char *id);
const struct ilo_form_list *ilo_form_list(const struct ilo_form *form,
                                          const char *id);

/* The number of the column of that id, or the count of columns. */
size_t ilo_form_column_at(const struct ilo_form_table *table, const char *id);

/* In that language, else in English, else "". */
const char *ilo_form_label(const struct ilo_form_label *label,
                           const char *lang);

/* Whether text is the label in any language. */
bool ilo_form_is_label(const struct ilo_form_label *label, const char *text);

#endif
