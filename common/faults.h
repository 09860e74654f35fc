/*
 * The findings on one file: reported up to a number for each kind, so that one
 * file cannot drown the others, then counted, and the count reported.
 */

#ifndef ILO_COMMON_FAULTS_H
#define ILO_COMMON_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"

/* Shown of each kind; the violations of a schema are one kind together. */
#define ILO_FAULTS_SHOWN 20u

struct ilo_faults {
	struct ilo_diag *diag;
	const char *file;
	size_t errors;     /* found, shown or not */
	size_t violations; /* of a schema: ids ING1xx */
	size_t counts[ILO_D_COUNT];
};

void ilo_faults_init(struct ilo_faults *faults, struct ilo_diag *diag,
                     const char *file);

void ilo_fault(struct ilo_faults *faults, enum ilo_code code, long line,
               const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Say how many were not shown.  ILO_FINDINGS when there was an error. */
ILO_MUST_CHECK enum ilo_status ilo_faults_close(struct ilo_faults *faults);

#endif
