/*
 * Which figures there are, and in what order: host countries with _T (all of
 * them) first, then by code; indicators as in their codelist; periods latest
 * first; within a period the total, the breakdowns, second sources and mirror
 * figures; of each the level first, then what is made from it.
 */

#ifndef ILO_ANALYZE_EVALUATION_H
#define ILO_ANALYZE_EVALUATION_H

#include "analyze/composition.h"
#include "analyze/history.h"
#include "analyze/question.h"
#include "common/codelist.h"
#include "common/diag.h"
#include "common/xmlio.h"

struct coverage;
struct series_set;
struct sums;
struct vintages;
struct ilo_flows;

struct evaluation {
	const struct history *history;
	const struct rules *rules;
	const struct ilo_codelist *countries;
	const struct compositions *compositions; /* asked for; fixed */
	struct ilo_xmlwriter *writer;
	struct ilo_diag *diag;
	const struct sums *sums; /* asked for, checked */
	const struct vintages *vintages;
	const struct ilo_flows *annual;  /* rows of years among them; or NULL */
	const struct series_set *series; /* NULL until they are gathered */
	struct coverage *coverage; /* known when the figures are written */
	unsigned threads;
};

/* Host countries, all of them (NULL) first, times indicators: group i of so
 * many. */
size_t evaluation_groups(const struct evaluation *evaluation);
const struct symbol *evaluation_host(const struct evaluation *evaluation,
                                     size_t i);
const struct indicator *
evaluation_indicator(const struct evaluation *evaluation, size_t i);

/* Whether a code names no country, route or border; the context is the
 * evaluation. */
bool evaluation_special(const void *evaluation, const struct symbol *code);

/* Write the figures into the element that is open. */
void evaluation_write(const struct evaluation *evaluation);

#endif
