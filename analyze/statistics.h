/*
 * statistics.xml: parameters, inputs, coverage, figures, monthly series; as
 * schema/statistics.xsd says.
 */

#ifndef ILO_ANALYZE_STATISTICS_H
#define ILO_ANALYZE_STATISTICS_H

#include "analyze/composition.h"
#include "analyze/history.h"
#include "analyze/rules.h"
#include "common/codelist.h"
#include "common/diag.h"

struct sums;
struct vintages;
struct ilo_flows;

struct statistics {
	const struct history *history;
	const struct rules *rules;
	const struct ilo_codelist *countries;
	const struct compositions *compositions;
	const struct sums *sums;
	const struct vintages *vintages;
	const struct ilo_flows *annual;
	const struct ilo_codelist *indicators;
	const char *schema; /* to be met; NULL: not looked at */
	unsigned threads;
};

/* Write path, which must name a file: it appears there only when it is whole,
 * and meets the schema if one is named. */
ILO_MUST_CHECK enum ilo_status
statistics_write(const struct statistics *statistics, const char *path,
                 struct ilo_diag *diag);

#endif
