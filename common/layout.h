/*
 * A layout: how a delimited text that somebody else designed is to be read, as
 * data.  schema/layouts/NAME.xml, described by schema/layout.xsd and
 * ilo-layout(5); the reader is common/layout_read.c.
 */

#ifndef ILO_COMMON_LAYOUT_H
#define ILO_COMMON_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/submission.h"

/* What a column holds. */
enum ilo_role {
	/* These seven are dimensions: a column's codes, or fixed. */
	ILO_ROLE_HOST,
	ILO_ROLE_CITIZENSHIP,
	ILO_ROLE_ROUTE,
	ILO_ROLE_BORDER,
	ILO_ROLE_INDICATOR,
	ILO_ROLE_COUNTED_BY,
	ILO_ROLE_REPORTER,
	ILO_ROLE_SENDER,
	ILO_ROLE_PERIOD,
	ILO_ROLE_REPORTED, /* the day of the report that the row is from */
	ILO_ROLE_VALUE,
	ILO_ROLE_FLAGS,
	ILO_ROLE_CONSTANT, /* the same text in every row */
	ILO_ROLE_IGNORED,
	ILO_ROLE_COUNT
};

#define ILO_DIMENSIONS ((int)ILO_ROLE_SENDER)

/* What a text in a column stands for, where no codelist says it. */
enum ilo_label_use {
	ILO_LABEL_CODE,
	ILO_LABEL_REST,     /* all that is not listed; its code is given */
	ILO_LABEL_LEFT_OUT, /* an aggregate: the row is passed over */
	ILO_LABEL_TOTAL     /* an aggregate: compared with its parts */
};

struct ilo_layout_label {
	const char *text;
	const char *code; /* NULL for aggregates */
	enum ilo_label_use use;
};

struct ilo_layout_column {
	const char *name;
	enum ilo_role role;
	const char *scheme; /* of aliases; NULL: the codes themselves */
	const char *form;   /* of a date: Y, M, D and H are digits */
	const char *text;   /* of a constant */
	const char *blank;  /* the code an empty field stands for, or NULL */
	struct ilo_layout_label *labels;
	size_t label_count;
};

struct ilo_layout {
	struct ilo_kind kind; /* its name is the layout's id */
	const char *version;
	const char *from, *to; /* periods it is known for; NULL: open */
	const char *encoding;
	char delimiter;
	char quote;       /* '\0': none */
	char header_mark; /* may stand before the header; '\0': none */
	const char *sender, *report, *nature;
	bool whole_series; /* each file gives all that there is */
	const char *unit;  /* property of the indicator */
	const char *fixed[ILO_DIMENSIONS]; /* NULL: a column's, or no say */
	bool host_is_citizenship;
	char decimal, thousands; /* '\0': none */
	long rounding;           /* values are multiples of it; 1: exact */
	bool unlisted_is_zero;
	bool cumulative; /* since 1 January, by the day of the report */
	const char **missing;
	size_t missing_count;
	struct ilo_layout_column *columns;
	size_t column_count;
	int column_of[ILO_ROLE_COUNT]; /* -1: none */
};

struct ilo_layouts;

/*
 * All of schema/layouts/ under datadir, in the order of their ids.  ILO_FAILED,
 * reported, when one cannot be read, says what it must not or names a code that
 * lists, indexed by enum ilo_list, do not have; *out is then NULL.
 */
ILO_MUST_CHECK enum ilo_status
ilo_layouts_read(const char *datadir, struct ilo_codelist *const *lists,
                 struct ilo_diag *diag, struct ilo_layouts **out);
void ilo_layouts_free(struct ilo_layouts *layouts);

size_t ilo_layouts_count(const struct ilo_layouts *layouts);
const struct ilo_layout *ilo_layouts_at(const struct ilo_layouts *layouts,
                                        size_t index);

/* NULL when there is none. */
const struct ilo_layout *ilo_layouts_find(const struct ilo_layouts *layouts,
                                          const char *id);

/* The layout whose header the first line of bytes begins like: at least its
 * first two names, whatever divides them, and more than any other's. */
const struct ilo_layout *ilo_layouts_identify(const struct ilo_layouts *layouts,
                                              const char *bytes, size_t count);

/* The list that a dimension's codes are from. */
enum ilo_list ilo_role_list(enum ilo_role role);

#endif
