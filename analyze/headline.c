/*
 * Criteria: evidence after adjustment for all changes tested; size, as a ratio,
 * in units and in the whole; not undone by leaving one state out.
 */

#include "analyze/headline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/finding.h"
#include "analyze/result.h"
#include "common/buf.h"

/* As method "headline" in codelists/methods.xml says. */
#define LEAST_RATIO 1.25
#define LEAST_WEIGHT 0.05

static struct result
result_of(const struct finding *finding, const char *measure,
          const char *method)
{
	return (struct result){
		.subject = finding->subject,
		.measure = measure,
		.state = EST_OK,
		.n = finding->n,
		.unit = "ratio",
		.method = method,
		.flag = finding->flag,
	};
}

/* "GH.ASYLUM.2024-S1.total.change-year". */
static void
change_id(const struct finding *finding, struct ilo_buf *out)
{
	figure_id(&finding->subject, out);
	ilo_buf_printf(out, ".change-%s", finding_since(finding));
}

static void
write_fragility(const struct evaluation *evaluation,
                const struct finding *finding)
{
	struct result result = result_of(finding,
	                                 finding->kind == CHANGE_PREVIOUS
	                                         ? "leave-one-out-previous"
	                                         : "leave-one-out-year",
	                                 "leave-one-out");
	struct ilo_buf from = ILO_BUF_INIT;

	change_id(finding, &from);
	result.from = ilo_buf_text(&from);
	result.n = finding->reporters;
	result.verdict = fragility_name(finding->fragility);
	if (finding->fragility == FRAGILITY_ONE_SOURCE) {
		result.state = EST_TOO_FEW;
		result.reason = "one-source";
	} else {
		result.other = finding->left->text;
		result.value = finding->ratio;
		if (isinf(finding->ratio)) {
			result.state = EST_UNDEFINED;
			result.reason = "base-zero";
		}
	}
	result_write(evaluation, &result);
	ilo_buf_release(&from);
}

static bool
is_headline(const struct finding *finding, const struct rules *rules)
{
	const double ratio = finding->change.ratio.value;

	return finding_evident(finding, rules) && finding->change.has_percent &&
	       (ratio >= LEAST_RATIO || ratio <= 1 / LEAST_RATIO) &&
	       fabs(finding->change.difference) >=
	               (double)rules->small_number &&
	       finding->weight >= LEAST_WEIGHT &&
	       (finding->fragility == FRAGILITY_STABLE ||
	        finding->fragility == FRAGILITY_ONE_SOURCE);
}

static void
write_headline(const struct evaluation *evaluation,
               const struct finding *finding)
{
	const struct change *change = &finding->change;
	struct result result =
		result_of(finding,
	                  finding->kind == CHANGE_PREVIOUS ? "headline-previous"
	                                                   : "headline-year",
	                  "headline");
	struct ilo_buf from = ILO_BUF_INIT;

	change_id(finding, &from);
	result.from = ilo_buf_text(&from);
	result_take_interval(&result, change->ratio);
	if (change->widened) {
		result.lower = change->wide_lower;
		result.upper = change->wide_upper;
	}
	result.has_p = result.has_adjusted = true;
	result.p = finding->p;
	result.p_adjusted = finding->p_adjusted;
	result.verdict = verdict_name(change->verdict);
	result_write(evaluation, &result);
	ilo_buf_release(&from);
}

/* The heaviest first; what weighs the same stays in order. */
static int
weight_order(const void *left, const void *right)
{
	const struct finding *const *a = left, *const *b = right;

	if ((*a)->weight > (*b)->weight)
		return -1;
	if ((*a)->weight < (*b)->weight)
		return 1;
	return (*a > *b) - (*a < *b);
}

static void
write_headlines(const struct analysis *analysis,
                const struct findings *findings)
{
	struct ilo_xmlwriter *writer = analysis->evaluation->writer;
	const struct finding **chosen =
		ilo_xcalloc(findings->count + 1, sizeof(*chosen));
	size_t count = 0, i;

	for (i = 0; i < findings->count; i++)
		if (is_headline(&findings->items[i],
		                analysis->evaluation->rules))
			chosen[count++] = &findings->items[i];
	if (count > 1)
		qsort(chosen, count, sizeof(*chosen), weight_order);
	result_open(writer, "headlines", findings->count);
	for (i = 0; i < count; i++)
		write_headline(analysis->evaluation, chosen[i]);
	result_close(writer);
	free(chosen);
}

void
headline_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	struct findings findings;
	size_t i;

	findings_gather(evaluation, &findings);
	result_open(evaluation->writer, "fragility", 0);
	for (i = 0; i < findings.count; i++)
		if (finding_evident(&findings.items[i], evaluation->rules))
			write_fragility(evaluation, &findings.items[i]);
	result_close(evaluation->writer);
	write_headlines(analysis, &findings);
	findings_release(&findings);
}
