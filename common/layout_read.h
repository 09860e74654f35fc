/*
 * The reader of every layout.  What its parts share stands here too: one row
 * decoded (layout_cell.c), what follows from many (layout_derive.c,
 * layout_totals.c).
 */

#ifndef ILO_COMMON_LAYOUT_READ_H
#define ILO_COMMON_LAYOUT_READ_H

#include "common/faults.h"
#include "common/keymap.h"
#include "common/layout.h"

/* See struct ilo_kind; reading->layout says which. */
ILO_MUST_CHECK enum ilo_status
ilo_layout_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                struct ilo_submission *out);

/* A period as its form says: a year, semester (both as numbers), month, or the
 * days since 1970-01-01. */
struct ilo_when {
	char frequency; /* 'A', 'S', 'M', 'D'; '\0': none */
	long number;
	char text[ILO_DATE_SIZE]; /* ISO 8601, SDMX for a semester */
};

/* One data row, decoded. */
struct ilo_entry {
	uint16_t codes[ILO_DIMENSIONS]; /* positions in the codelists */
	char status;
	bool has_value;
	bool rest;
	int32_t period, reported; /* numbers; 0 when there is none */
	int64_t value;
	int32_t line, number; /* of the data row, from 1 */
};

struct ilo_totals;

struct ilo_layout_file {
	const struct ilo_reading *reading;
	const struct ilo_layout *layout;
	struct ilo_faults faults;
	bool judging;
	bool header_seen, header_bad;
	long number;        /* of the data row */
	const char *sender; /* NULL while it is not known */
	uint16_t fixed[ILO_DIMENSIONS];
	char frequency;              /* of the periods */
	struct ilo_when first, last; /* of the periods in the rows */
	struct ilo_when last_report;
	ilo_semester first_semester, last_semester; /* of what is passed on */
	struct ilo_keymap *seen;                    /* NULL when trusted */
	struct ilo_totals *totals;                  /* NULL: none to compare */
	struct ilo_entry *entries; /* kept where rows are not passed on */
	size_t entry_count, entry_capacity;
	size_t unnamed, left_out, future, future_given, outside, uneven;
};

/* What becomes of a row. */
enum ilo_fate_of_row {
	ILO_ROW_BAD, /* a fault was reported */
	ILO_ROW_PASSED_OVER,
	ILO_ROW_TOTAL,
	ILO_ROW_TAKEN
};

/* ---- layout_when.c ----------------------------------------------------- */

/* Whether text is of that form and a day, month, semester or year. */
ILO_MUST_CHECK bool ilo_when_parse(const char *form, const char *text,
                                   struct ilo_when *when);

/* First and last day; a month's last is its 31st, for comparing as text. */
void ilo_when_bounds(const struct ilo_when *when, char start[ILO_TIME_SIZE],
                     char end[ILO_TIME_SIZE]);

/* ---- layout_cell.c ----------------------------------------------------- */

enum ilo_fate_of_row ilo_layout_decode(struct ilo_layout_file *file,
                                       const char *const *fields, long line,
                                       struct ilo_entry *entry);

/* The id of the code that a dimension has in the entry. */
const char *ilo_entry_code(const struct ilo_layout_file *file,
                           const struct ilo_entry *entry, enum ilo_role role);

/* A number for all dimensions of the entry but those in without (bits). */
uint64_t ilo_entry_key(const struct ilo_layout_file *file,
                       const struct ilo_entry *entry, unsigned without);

/* ---- layout_read.c ----------------------------------------------------- */

/* Hand on an observation of that period; the entry gives the rest of it. */
ILO_MUST_CHECK enum ilo_status ilo_layout_pass(struct ilo_layout_file *file,
                                               const struct ilo_entry *entry,
                                               const char *period,
                                               const char *locator);

/* ---- layout_derive.c --------------------------------------------------- */

/* Months from days; months and semesters from cumulative reports. */
ILO_MUST_CHECK enum ilo_status
ilo_layout_sum_days(struct ilo_layout_file *file);

/* "rows 12-26,40" from data row numbers, which are brought into order; the text
 * is in the reading's arena. */
const char *ilo_layout_locator(const struct ilo_layout_file *file,
                               int32_t *numbers, size_t count);

/* ---- layout_increments.c ----------------------------------------------- */

ILO_MUST_CHECK enum ilo_status
ilo_layout_increments(struct ilo_layout_file *file);

/* ---- layout_totals.c --------------------------------------------------- */

struct ilo_totals *ilo_totals_new(const struct ilo_layout *layout);
void ilo_totals_free(struct ilo_totals *totals);
void ilo_totals_add(struct ilo_layout_file *file, const struct ilo_entry *entry,
                    bool is_total);
void ilo_totals_report(struct ilo_layout_file *file);

#endif
