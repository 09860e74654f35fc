/*
 * The findings on one file: reported up to a number for each rule, so that one
 * file cannot drown the others; of the rest of each rule, how many there are
 * and on which lines.
 */

#ifndef ILO_COMMON_FAULTS_H
#define ILO_COMMON_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"

/* Reported one by one, of each rule. */
#define ILO_FAULTS_SHOWN 20u
/* Of the others, so many runs of lines; beyond them, only how many. */
#define ILO_FAULTS_RUNS 32u

/* Room for a path within a document. */
#define ILO_FAULTS_WHERE 300

/* The XPath of what is being judged, in text or elsewhere; NULL: unknown. */
typedef const char *ilo_faults_where(const void *context,
                                     char text[ILO_FAULTS_WHERE]);

struct ilo_faults_rest; /* the findings of one rule that are not shown */

struct ilo_faults {
	struct ilo_diag *diag;
	const char *file;
	size_t errors;     /* found, shown or not */
	size_t violations; /* of a schema: ids ING1xx */
	size_t counts[ILO_D_COUNT];
	struct ilo_faults_rest *rest[ILO_D_COUNT]; /* NULL: all are shown */

	/* Set by the reader of a document in XML, which may stand on one line:
	 * a finding on a line with many tags says where on it. */
	ilo_faults_where *where; /* NULL: lines are enough */
	const void *context;
	const char *bytes;
	size_t count;
	long line; /* where a line was looked for last, and where it begins */
	size_t offset;
};

/* End it with ilo_faults_close(). */
void ilo_faults_init(struct ilo_faults *faults, struct ilo_diag *diag,
                     const char *file);

void ilo_fault(struct ilo_faults *faults, enum ilo_code code, long line,
               const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * Report for each rule with more findings than are shown one more finding of
 * it, without a line, that counts all and names the lines of the others.
 * ILO_FINDINGS when there was an error.
 */
ILO_MUST_CHECK enum ilo_status ilo_faults_close(struct ilo_faults *faults);

#endif
