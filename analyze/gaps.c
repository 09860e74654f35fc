/* Ranks with the ranks that redrawing the counts gives. */

#include "analyze/gaps.h"

#include <math.h>
#include <stdlib.h>

#include "analyze/categories.h"
#include "analyze/estimate/bootstrap.h"
#include "analyze/estimate/descriptive.h"
#include "common/buf.h"
#include "common/mem.h"

enum { GAPS_TOLD = 20, REPLICATES = 1000 };

/* Whether the agency stands beside own counts of the host country. */
static bool
is_second(const struct evaluation *evaluation, const struct symbol *host,
          const struct indicator *indicator, const struct categories *gaps)
{
	const struct history *history = evaluation->history;
	struct basis basis;

	return gaps->basis.agency != NULL &&
	       basis_find(history, &history->terms[0], host, indicator->code,
	                  &basis) &&
	       basis.agency == NULL;
}

/* Share of the flow of all host countries. */
static void
write_share(const struct evaluation *evaluation,
            const struct indicator *indicator, const struct categories *all,
            const struct categories *gaps)
{
	struct result result = posts_result(evaluation, "share-uncovered",
	                                    "share", "coverage-gap");
	struct ilo_buf from = ILO_BUF_INIT;

	ilo_buf_printf(&from, "_T.%s.%s.%s networks.xml:A1",
	               indicator->code->text, result.subject.period,
	               all->basis.agency == NULL ? "host.*" : "agency");
	result.from = ilo_buf_text(&from);
	result.subject.host = "_T";
	result.subject.indicator = indicator->code->text;
	result.flag = all->flag;
	result.n = gaps->count;
	result_take_interval(&result,
	                     descriptive_share((uint64_t)gaps->total,
	                                       (uint64_t)all->total,
	                                       evaluation->rules->confidence));
	result_write(evaluation, &result);
	ilo_buf_release(&from);
}

static void
write_gap(const struct evaluation *evaluation,
          const struct indicator *indicator, const struct categories *gaps,
          size_t i, const struct bootstrap_rank *rank)
{
	struct result result =
		posts_result(evaluation, "flow-uncovered",
	                     indicator->unit->text, "coverage-gap");
	struct ilo_buf from = ILO_BUF_INIT;

	ilo_buf_printf(&from, "%s.%s.%s.%s networks.xml:A1",
	               gaps->codes[i]->text, indicator->code->text,
	               result.subject.period,
	               is_second(evaluation, gaps->codes[i], indicator, gaps)
	                       ? "agency"
	                       : "total");
	result.from = ilo_buf_text(&from);
	result.subject.host = gaps->codes[i]->text;
	result.subject.indicator = indicator->code->text;
	result.flag = gaps->flag;
	result.value = gaps->values[i];
	result.n = gaps->count;
	result_write(evaluation, &result);
	result.measure = "gap-rank";
	result.unit = "rank";
	result.method = "rank-bootstrap";
	result.value = rank->rank;
	result.has_interval = true;
	result.lower = floor(rank->lower);
	result.upper = ceil(rank->upper);
	result_write(evaluation, &result);
	ilo_buf_release(&from);
}

static void
write_ranked(const struct evaluation *evaluation,
             const struct indicator *indicator, const struct categories *gaps)
{
	const struct bootstrap_ranking ranking = {
		REPLICATES, evaluation->rules->seed, gaps->phi,
		evaluation->rules->confidence};
	struct bootstrap_rank *ranks =
		ilo_xcalloc(gaps->count + 1, sizeof(*ranks));
	size_t *order = ilo_xcalloc(gaps->count + 1, sizeof(*order));
	size_t i;

	categories_order(gaps, order);
	if (bootstrap_ranks(gaps->values, gaps->count, &ranking, ranks) ==
	    EST_OK)
		for (i = 0; i < gaps->count && i < GAPS_TOLD; i++)
			write_gap(evaluation, indicator, gaps, order[i],
			          &ranks[order[i]]);
	free(order);
	free(ranks);
}

void
gaps_write(const struct evaluation *evaluation,
           const struct indicator *indicator, const struct posts *posts)
{
	const struct history *history = evaluation->history;
	struct basis basis;
	const struct categories_question question = {
		&history->terms[0], NULL, indicator, BY_HOST, &basis};
	struct categories all, gaps;
	size_t i;

	if (!basis_second(history, &history->terms[0], NULL, indicator->code,
	                  &basis) &&
	    !basis_find(history, &history->terms[0], NULL, indicator->code,
	                &basis))
		return;
	categories_gather(evaluation, &question, &all);
	gaps = all;
	gaps.codes = ilo_xcalloc(all.count + 1, sizeof(*gaps.codes));
	gaps.values = ilo_xcalloc(all.count + 1, sizeof(*gaps.values));
	gaps.count = 0;
	gaps.total = 0;
	for (i = 0; i < all.count; i++) {
		if (!(all.values[i] > 0) ||
		    posts_find(posts, all.codes[i]) != NULL)
			continue;
		gaps.total += all.values[i];
		gaps.codes[gaps.count] = all.codes[i];
		gaps.values[gaps.count++] = all.values[i];
	}
	if (all.total > 0)
		write_share(evaluation, indicator, &all, &gaps);
	if (gaps.count > 0)
		write_ranked(evaluation, indicator, &gaps);
	categories_release(&gaps);
	categories_release(&all);
}
