/*
 * flows.csv: one semester's observations in SDMX-CSV 2.0, in total order.
 * schema/flows-dsd.xml defines its structure.
 */

#ifndef ILO_COMMON_FLOWS_H
#define ILO_COMMON_FLOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "common/diag.h"

/* One data row.  Strings are interned: equal ones are the same pointer within
 * one struct ilo_flows. */
struct ilo_flow {
	const char *host;
	const char *indicator;
	const char *counted_by;
	const char *reporter;
	const char *citizenship;
	const char *route;
	const char *border;
	const char *period;
	const char *unit;
	const char *source; /* first 16 digits of the submission's SHA-256 */
	const char *locator;
	long line;
	int64_t value; /* meaningful only with has_value */
	bool has_value;
	char status;
	char confidentiality;
};

/* The total order: host, indicator, counted-by, reporter, citizenship, route,
 * border, period, source, line, locator.  As strcmp(). */
int ilo_flow_compare(const struct ilo_flow *a, const struct ilo_flow *b);

struct ilo_flows;

/* Empty; end it with ilo_flows_free(). */
struct ilo_flows *ilo_flows_new(void);
void ilo_flows_free(struct ilo_flows *flows);

/* Take a copy of flow. */
void ilo_flows_add(struct ilo_flows *flows, const struct ilo_flow *flow);

/* Bring into the total order. */
void ilo_flows_sort(struct ilo_flows *flows);

size_t ilo_flows_count(const struct ilo_flows *flows);

/* Row i, from 0; lineage calls it i + 1. */
const struct ilo_flow *ilo_flows_at(const struct ilo_flows *flows, size_t i);

/* Header and rows.  The stream's error flag tells whether it was written. */
void ilo_flows_write(const struct ilo_flows *flows, FILE *stream);

/* The file as ilo_flows_write() wrote it, in its order. */
ILO_MUST_CHECK enum ilo_status
ilo_flows_read(const char *path, struct ilo_diag *diag, struct ilo_flows **out);

#endif
