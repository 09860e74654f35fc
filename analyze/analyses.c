/* A table of analyses: a new one is a file and a line here. */

#include "analyze/analyses.h"

#include "analyze/agreement.h"
#include "analyze/alerts.h"
#include "analyze/association.h"
#include "analyze/completion.h"
#include "analyze/deployment.h"
#include "analyze/eutotal.h"
#include "analyze/headline.h"
#include "analyze/meetings.h"
#include "analyze/outlook.h"
#include "analyze/overlap.h"
#include "analyze/parallel.h"
#include "analyze/quality.h"
#include "analyze/reporting.h"
#include "analyze/revisions.h"
#include "analyze/shifts.h"
#include "analyze/specialisation.h"
#include "analyze/structure.h"
#include "analyze/sums.h"
#include "analyze/trend.h"
#include "analyze/typology.h"

/* clang-format off */
static analysis_write *const analyses[] = {
	sums_write,
	eutotal_write,
	agreement_write,
	structure_write,
	structure_write_ranks,
	specialisation_write,
	association_write,
	shifts_write,
	typology_write,
	deployment_write,
	meetings_write,
	trend_write,
	alerts_write,
	outlook_write,
	overlap_write,
	headline_write,
	quality_write,
	reporting_write,
	completion_write,
	revisions_write,
};
/* clang-format on */

static void
write_run(struct ilo_xmlwriter *writer, const struct series *series)
{
	static const char *const breaks[] = {
		[BREAK_NONE] = NULL,
		[BREAK_MISSING] = "missing",
		[BREAK_COMPOSITION] = "composition",
		[BREAK_FLAG] = "flag",
	};
	char first[ILO_MONTH_SIZE], last[ILO_MONTH_SIZE];

	ilo_xmlwriter_start(writer, "run");
	ilo_xmlwriter_attr(writer, "id", series->id);
	ilo_xmlwriter_attr(writer, "host", series->subject.host);
	ilo_xmlwriter_attr(writer, "indicator", series->subject.indicator);
	ilo_xmlwriter_attr(writer, "by", breakdown_name(series->subject.by));
	ilo_xmlwriter_attr(writer, "code", series->subject.code);
	ilo_xmlwriter_attr(writer, "counted-by",
	                   series->basis.counted_by->text);
	ilo_xmlwriter_attr(writer, "unit", series->subject.unit);
	ilo_xmlwriter_attr(writer, "first",
	                   series_month(series, series->run, first));
	ilo_xmlwriter_attr(writer, "last",
	                   series_month(series, series->count - 1, last));
	ilo_xmlwriter_attr_count(writer, "months",
	                         (int64_t)series_run_count(series));
	ilo_xmlwriter_attr(writer, "broken-by", breaks[series->broken]);
	ilo_xmlwriter_attr_count(writer, "n", (int64_t)series->n);
	ilo_xmlwriter_attr(writer, "rows", series->rows);
	ilo_xmlwriter_end(writer);
}

static void
write_analysis(const struct evaluation *evaluation, size_t i)
{
	const struct analysis analysis = {evaluation, evaluation->series};

	analyses[i](&analysis);
}

void
analyses_write(const struct evaluation *evaluation)
{
	struct evaluation with_series = *evaluation;
	struct series_set set;
	size_t i;

	series_set_gather(evaluation->history, evaluation->rules,
	                  evaluation->countries, evaluation->threads, &set);
	for (i = 0; i < set.count; i++)
		if (set.items[i].run < set.items[i].count)
			write_run(evaluation->writer, &set.items[i]);
	with_series.series = &set;
	parallel_write(&with_series, write_analysis,
	               sizeof(analyses) / sizeof(*analyses));
	series_set_release(&set);
}
