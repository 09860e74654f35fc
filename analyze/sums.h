/*
 * Sums that are asked for by name: "MED=_T.IBC_BETWEEN.route.CMED+
 * _T.IBC_BETWEEN.route.WMED", cells as in ids of figures, without the period.
 */

#ifndef ILO_ANALYZE_SUMS_H
#define ILO_ANALYZE_SUMS_H

#include "analyze/analyses.h"
#include "analyze/units.h"
#include "common/codelist.h"
#include "common/diag.h"
#include "common/mem.h"

struct sums_item {
	const char *name;
	struct quantity *parts; /* unit and counted_by known once checked */
	size_t count, capacity;
};

/* Begins all zero. */
struct sums {
	struct sums_item *items;
	size_t count, capacity;
};

void sums_release(struct sums *sums);

/* ILO_USAGE, reported, for what is no such text; texts live on the arena. */
ILO_MUST_CHECK enum ilo_status sums_ask(struct sums *sums, const char *text,
                                        struct ilo_arena *arena,
                                        struct ilo_diag *diag);

/*
 * Find unit, flow or stock and who counted for each part, and refuse what may
 * not be added (units.h).  ILO_USAGE, reported, for a refusal or an indicator
 * that nobody tells of.
 */
ILO_MUST_CHECK enum ilo_status sums_check(struct sums *sums,
                                          const struct history *history,
                                          const struct ilo_codelist *indicators,
                                          struct ilo_diag *diag);

analysis_write sums_write;

#endif
