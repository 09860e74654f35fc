/*
 * A measure is a result whose code is the state and whose other names the
 * dimension; one that rests on nothing is left out.
 */

#include "analyze/quality.h"

#include <stdlib.h>

#include "analyze/annual.h"
#include "analyze/basis.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/estimate/digits.h"
#include "analyze/result.h"
#include "analyze/scorecard.h"
#include "common/buf.h"
#include "common/mem.h"

/* Counts of 10 and more that are needed to look at last digits. */
enum { LEAST_DIGITS = 50 };

struct writing {
	const struct evaluation *evaluation;
	const struct score *score;
	const char *rows; /* of its cells */
};

static struct result
result_of(const struct writing *writing, const char *dimension,
          const char *measure)
{
	return (struct result){
		.subject = {.period = writing->evaluation->history->terms[0]
	                                      .period,
	                    .by = BY_REPORTER,
	                    .code = writing->score->state->text},
		.other = dimension,
		.measure = measure,
		.state = EST_TOO_FEW,
		.flag = 'A',
	};
}

static void
write_share(const struct writing *writing, const char *dimension,
            const char *measure, size_t part, size_t whole)
{
	struct result result = result_of(writing, dimension, measure);

	if (whole == 0)
		return;
	result.rows = writing->rows;
	result.n = whole;
	result.unit = "share";
	result.method = "wilson";
	result_take_interval(
		&result,
		descriptive_share(part, whole,
	                          writing->evaluation->rules->confidence));
	result_write(writing->evaluation, &result);
}

/* The median of the days to the first receipt. */
static void
write_delay(const struct writing *writing)
{
	const struct score *score = writing->score;
	struct result result =
		result_of(writing, "timeliness", "days-to-receipt");
	double *work = ilo_xcalloc(score->filings + 1, sizeof(*work));

	result_take(&result,
	            descriptive_median(score->delays, score->filings, work));
	result.has_interval = true;
	result.lower = descriptive_minimum(score->delays, score->filings).value;
	result.upper = descriptive_maximum(score->delays, score->filings).value;
	result.n = score->filings;
	result.unit = "days";
	result.method = "receipt-days";
	if (score->filings > 0)
		result_write(writing->evaluation, &result);
	free(work);
}

/* Where all are rounded by rule there is nothing to judge. */
static void
write_digits(const struct writing *writing)
{
	const struct score *score = writing->score;
	const struct last_digits digits =
		digits_last(score->counts, score->count_count);
	struct result result = result_of(writing, "accuracy", "digit-heaping");

	result.n = digits.n;
	result.rows = writing->rows;
	result.unit = "share";
	result.method = "last-digits";
	result.state = digits.state;
	result.value = digits.heaping;
	result.has_p = true;
	result.p = digits.heaping_p;
	if (digits.n < LEAST_DIGITS) {
		result.state = EST_TOO_FEW;
		result.has_p = false;
		result.reason = "few-counts";
	} else if (digits_rounded(score->counts, score->count_count)) {
		result.state = EST_UNDEFINED;
		result.has_p = false;
		result.reason = "rounded";
	}
	if (digits.n > 0)
		result_write(writing->evaluation, &result);
}

/* Undefined where all that was published is 0, or stayed as it was. */
static void
write_revisions(const struct writing *writing)
{
	const struct score *score = writing->score;
	struct result size = result_of(writing, "accuracy", "revision-size");
	struct result direction =
		result_of(writing, "accuracy", "revision-direction");

	if (score->compared == 0)
		return;
	size.rows = direction.rows = writing->rows;
	size.n = direction.n = score->compared;
	size.unit = "share";
	direction.unit = "index";
	size.method = direction.method = "revision-size";
	size.reason = "base-zero";
	direction.reason = "not-revised";
	result_take(&size, est_checked(score->shifted / score->base, size.n));
	result_take(&direction,
	            est_checked(score->net / score->shifted, size.n));
	result_write(writing->evaluation, &size);
	result_write(writing->evaluation, &direction);
}

static void
write_cells(const struct writing *writing)
{
	const struct score *score = writing->score;

	write_share(writing, "accuracy", "cells-given", score->given,
	            score->rows);
	write_share(writing, "accuracy", "usual-changes",
	            score->ratios - score->outliers, score->ratios);
	write_digits(writing);
	write_revisions(writing);
	write_share(writing, "comparability", "without-break",
	            score->given < score->breaks ? 0
	                                         : score->given - score->breaks,
	            score->given);
	write_share(writing, "coherence", "tables-agree", score->agreeing,
	            score->tables);
}

static void
write_filings(const struct writing *writing)
{
	const struct score *score = writing->score;

	write_share(writing, "relevance", "hosts-reported", score->reported,
	            score->expected);
	write_share(writing, "accuracy", "not-revised",
	            score->filings - score->revised, score->filings);
	write_delay(writing);
	write_share(writing, "punctuality", "in-time",
	            score->filings - score->late, score->filings);
	write_share(writing, "accessibility-clarity", "without-findings",
	            score->clear, score->filings);
	write_share(writing, "comparability", "hosts-continued",
	            score->continued, score->before);
}

static void
write_score(const struct evaluation *evaluation, const struct score *score)
{
	struct ilo_buf rows = ILO_BUF_INIT;
	struct writing writing = {evaluation, score, NULL};

	write_filings(&writing);
	lineage_print(&score->lineage, evaluation->history->terms[0].period,
	              &rows);
	writing.rows = rows.count == 0 ? NULL : ilo_buf_text(&rows);
	write_cells(&writing);
	ilo_buf_release(&rows);
}

static void
write_outlier(const struct evaluation *evaluation,
              const struct outlier *outlier)
{
	const struct subject subject = {
		.host = outlier->host->text,
		.indicator = outlier->indicator->code->text,
		.period = evaluation->history->terms[0].period,
		.by = BY_REPORTER,
		.code = outlier->state->text,
	};
	struct ilo_buf from = ILO_BUF_INIT;
	struct result result = {
		.subject = subject,
		.other = "accuracy",
		.measure = "unusual-change",
		.state = EST_OK,
		.value = outlier->ratio,
		.n = outlier->n,
		.unit = "ratio",
		.method = "hidiroglou-berthelot",
		.flag = 'A',
		.verdict = outlier->ratio > outlier->median ? "high" : "low",
	};

	figure_id(&subject, &from);
	result.from = ilo_buf_text(&from);
	result_write(evaluation, &result);
	ilo_buf_release(&from);
}

/* ---- the agency's figure beside the states' ---------------------------- */

static void
ask(const struct evaluation *evaluation, const struct symbol *host,
    const struct indicator *indicator, const struct basis *basis,
    struct levels *out)
{
	const struct question question = {
		host,          indicator->code, basis->counted_by,
		basis->agency, BY_TOTAL,        WHOLE_SEMESTER};

	levels_ask(&evaluation->history->terms[0], &question, evaluation->rules,
	           out);
}

static const struct level *
value_in(const struct levels *levels)
{
	const struct level *level = levels_find(levels, NULL);

	return level != NULL && level->state == LEVEL_VALUE ? level : NULL;
}

static void
write_agreement(const struct evaluation *evaluation, const struct symbol *host,
                const struct indicator *indicator, const struct level *own,
                const struct level *agency)
{
	const struct subject subject = {
		.host = host == NULL ? "_T" : host->text,
		.indicator = indicator->code->text,
		.period = evaluation->history->terms[0].period,
		.by = BY_TOTAL,
	};
	struct ilo_buf from = ILO_BUF_INIT;
	struct result result = {
		.subject = subject,
		.other = "coherence",
		.measure = "own-to-agency",
		.state = agency->value > 0 ? EST_OK : EST_UNDEFINED,
		.reason = agency->value > 0 ? NULL : "base-zero",
		.n = own->n + agency->n,
		.unit = "ratio",
		.method = "own-to-agency",
		.flag = rules_worse_flag(evaluation->rules, own->flag,
	                                 agency->flag),
	};

	if (agency->value > 0)
		result.value = (double)own->value / (double)agency->value;
	if (!level_full(own) || !level_full(agency))
		result.verdict = "not-comparable";
	figure_id(&subject, &from);
	ilo_buf_puts(&from, " ");
	figure_id(&(struct subject){.host = subject.host,
	                            .indicator = subject.indicator,
	                            .period = subject.period,
	                            .by = BY_TOTAL,
	                            .source = "agency"},
	          &from);
	result.from = ilo_buf_text(&from);
	result_write(evaluation, &result);
	ilo_buf_release(&from);
}

static void
write_agreements(const struct evaluation *evaluation)
{
	const struct history *history = evaluation->history;
	size_t i;

	for (i = 0; i < evaluation_groups(evaluation); i++) {
		const struct symbol *host = evaluation_host(evaluation, i);
		const struct indicator *indicator =
			evaluation_indicator(evaluation, i);
		struct levels own = {0}, agency = {0};
		struct basis basis, second;

		if (!basis_find(history, &history->terms[0], host,
		                indicator->code, &basis) ||
		    basis.agency != NULL ||
		    !basis_second(history, &history->terms[0], host,
		                  indicator->code, &second))
			continue;
		ask(evaluation, host, indicator, &basis, &own);
		ask(evaluation, host, indicator, &second, &agency);
		if (value_in(&own) != NULL && value_in(&agency) != NULL)
			write_agreement(evaluation, host, indicator,
			                value_in(&own), value_in(&agency));
		levels_release(&own);
		levels_release(&agency);
	}
}

void
quality_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	struct scorecard card;
	size_t i;

	scorecard_gather(evaluation, &card);
	result_open(evaluation->writer, "quality", 0);
	for (i = 0; i < card.count; i++)
		write_score(evaluation, &card.scores[i]);
	for (i = 0; i < card.outlier_count; i++)
		write_outlier(evaluation, &card.outliers[i]);
	write_agreements(evaluation);
	annual_write(evaluation, "coherence");
	result_close(evaluation->writer);
	scorecard_release(&card);
}
