/*
 * Of two lists Chapman's estimate; of more the log-linear model that forward
 * steps by BIC lead to, from lists that are independent.  Only what a report
 * says is linked, of one scope and counted in full; anything else is refused,
 * and says why.
 */

#include "analyze/overlap.h"

#include <string.h>

#include "analyze/captures.h"
#include "analyze/estimate/capture.h"
#include "analyze/estimate/descriptive.h"
#include "analyze/result.h"

/* Fewer matches bias Chapman's estimate by 2 % and more (Robson and Regier
 * 1964, Transactions of the American Fisheries Society 93: 215-226). */
enum { LEAST_MATCHED = 7 };

enum { PAIRS_MAX = CAPTURE_LISTS * (CAPTURE_LISTS - 1) / 2 };

/* Entries on any list, and on more than one. */
struct tally {
	double listed, matched;
};

static struct tally
tally_of(const struct capture *capture)
{
	struct tally tally = {0, 0};
	size_t i;

	for (i = 0; i < capture->count; i++) {
		const unsigned cell = capture->cells[i];

		tally.listed += capture->counts[i];
		if ((cell & (cell - 1)) != 0)
			tally.matched += capture->counts[i];
	}
	return tally;
}

/* Why no estimate is made; NULL where one can be. */
static const char *
refusal_of(const struct capture *capture, const struct tally *tally)
{
	if (!capture->linkable)
		return "not-linkable";
	if (!capture->same_scope)
		return "scope-differs";
	if (capture->count + 1 < (size_t)1 << capture->lists)
		return "patterns-missing";
	if (tally->matched < LEAST_MATCHED)
		return "few-matches";
	return NULL;
}

/* ---- estimates --------------------------------------------------------- */

static double
count_on(const struct capture *capture, unsigned lists)
{
	double count = 0;
	size_t i;

	for (i = 0; i < capture->count; i++)
		if ((capture->cells[i] & lists) == lists)
			count += capture->counts[i];
	return count;
}

static struct interval
estimate_two(const struct capture *capture, double confidence)
{
	const struct capture_two two =
		capture_two_lists(count_on(capture, 1), count_on(capture, 2),
	                          count_on(capture, 3), confidence);

	return (struct interval){two.state, two.chapman, two.lower, two.upper};
}

/* Pairs of lists that depend on each other, in a model. */
struct pairs {
	size_t items[PAIRS_MAX][2];
	size_t count;
};

static struct capture_model
fit(const struct capture *capture, const struct pairs *pairs, double confidence)
{
	return capture_log_linear(
		&(struct capture_lists){.counts = capture->counts,
	                                .cells = capture->cells,
	                                .n = capture->count,
	                                .lists = capture->lists,
	                                .pairs = pairs->items,
	                                .pair_count = pairs->count},
		confidence);
}

static bool
has_pair(const struct pairs *pairs, size_t a, size_t b)
{
	size_t i;

	for (i = 0; i < pairs->count; i++)
		if (pairs->items[i][0] == a && pairs->items[i][1] == b)
			return true;
	return false;
}

/* Add the pair that lowers BIC most; false when none does. */
static bool
step(const struct capture *capture, double confidence, struct pairs *pairs,
     struct capture_model *best)
{
	struct pairs chosen = *pairs, tried = *pairs;
	bool better = false;
	size_t a, b;

	tried.count++;
	for (a = 0; a < capture->lists; a++)
		for (b = a + 1; b < capture->lists; b++) {
			struct capture_model model;

			if (has_pair(pairs, a, b))
				continue;
			tried.items[pairs->count][0] = a;
			tried.items[pairs->count][1] = b;
			model = fit(capture, &tried, confidence);
			if (model.state != EST_OK || !(model.bic < best->bic))
				continue;
			*best = model;
			chosen = tried;
			better = true;
		}
	*pairs = chosen;
	return better;
}

static struct interval
estimate_more(const struct capture *capture, double confidence)
{
	struct pairs pairs = {.count = 0};
	struct capture_model model = fit(capture, &pairs, confidence);

	while (model.state == EST_OK && pairs.count < PAIRS_MAX &&
	       step(capture, confidence, &pairs, &model))
		;
	return (struct interval){model.state, model.total, model.lower,
	                         model.upper};
}

/* ---- results ----------------------------------------------------------- */

static const char *
unit_of(const struct history *history, const struct symbol *indicator)
{
	size_t i;

	for (i = 0; i < history->indicator_count; i++)
		if (history->indicators[i].code == indicator)
			return history->indicators[i].unit->text;
	return "events";
}

/* What was listed is told only where it is enough to estimate from: fewer
 * could point to persons. */
static void
write_listed(const struct evaluation *evaluation, const struct tally *tally,
             struct result result)
{
	result.state = EST_OK;
	result.has_interval = false;
	result.method = "matched-entries";
	result.measure = "events-listed";
	result.value = tally->listed;
	result_write(evaluation, &result);
	result.measure = "events-matched";
	result.value = tally->matched;
	result_write(evaluation, &result);
}

static void
write_capture(const struct evaluation *evaluation,
              const struct capture *capture)
{
	const double confidence = evaluation->rules->confidence;
	const struct tally tally = tally_of(capture);
	const bool two = capture->lists == 2;
	struct ilo_buf from = ILO_BUF_INIT, other = ILO_BUF_INIT;
	struct result result = {
		.subject = {.host = capture->host->text,
	                    .indicator = capture->indicator->text,
	                    .period = evaluation->history->terms[0].period,
	                    .by = BY_TOTAL},
		.measure = "events-estimated",
		.reason = refusal_of(capture, &tally),
		.n = (size_t)tally.listed,
		.unit = unit_of(evaluation->history, capture->indicator),
		.method = two ? "chapman" : "log-linear-capture",
	};

	ilo_buf_puts(&other, capture->reporter->text);
	if (capture->ordinal > 0)
		ilo_buf_printf(&other, "-%zu", capture->ordinal + 1);
	ilo_buf_printf(&from, "networks.xml:%s:B13", capture->host->text);
	result.other = ilo_buf_text(&other);
	result.from = ilo_buf_text(&from);
	if (result.reason != NULL) {
		result.state = strcmp(result.reason, "few-matches") == 0
		                       ? EST_TOO_FEW
		                       : EST_UNDEFINED;
		result.n = 0;
	} else {
		write_listed(evaluation, &tally, result);
		result_take_interval(&result,
		                     two ? estimate_two(capture, confidence)
		                         : estimate_more(capture, confidence));
		result.reason = "no-fit";
	}
	result_write(evaluation, &result);
	ilo_buf_release(&from);
	ilo_buf_release(&other);
}

void
overlap_write(const struct analysis *analysis)
{
	const struct evaluation *evaluation = analysis->evaluation;
	const struct captures *captures =
		&evaluation->history->terms[0].network->captures;
	size_t i;

	result_open(evaluation->writer, "overlap", 0);
	for (i = 0; i < captures->count; i++)
		write_capture(evaluation, &captures->items[i]);
	result_close(evaluation->writer);
}
