/* Attributes in a fixed order; what is not there is left out. */

#include "analyze/result.h"

#include <math.h>

#include "analyze/coverage.h"
#include "common/buf.h"

void
result_open(struct ilo_xmlwriter *writer, const char *name, size_t tested)
{
	ilo_xmlwriter_start(writer, "analysis");
	ilo_xmlwriter_attr(writer, "name", name);
	if (tested > 0)
		ilo_xmlwriter_attr_count(writer, "tested", (int64_t)tested);
}

void
result_close(struct ilo_xmlwriter *writer)
{
	ilo_xmlwriter_end(writer);
}

/* "GH.IBC_BETWEEN.2024-S1.route.CMED.trend-slope", "_.2024-S1.typology". */
static void
write_id(struct ilo_xmlwriter *writer, const struct result *result)
{
	struct subject subject = result->subject;
	struct ilo_buf id = ILO_BUF_INIT;

	if (subject.host == NULL)
		subject.host = "_";
	if (subject.indicator == NULL)
		subject.indicator = "_";
	figure_id(&subject, &id);
	if (result->other != NULL)
		ilo_buf_printf(&id, ".%s", result->other);
	ilo_buf_printf(&id, ".%s", result->measure);
	ilo_xmlwriter_attr(writer, "id", ilo_buf_text(&id));
	ilo_buf_release(&id);
}

static void
write_subject(struct ilo_xmlwriter *writer, const struct result *result)
{
	const struct subject *subject = &result->subject;

	ilo_xmlwriter_attr(writer, "host", subject->host);
	ilo_xmlwriter_attr(writer, "indicator", subject->indicator);
	ilo_xmlwriter_attr(writer, "period", subject->period);
	ilo_xmlwriter_attr(writer, "by", breakdown_name(subject->by));
	ilo_xmlwriter_attr(writer, "code", subject->code);
	ilo_xmlwriter_attr(writer, "other", result->other);
	ilo_xmlwriter_attr(writer, "measure", result->measure);
}

static void
write_numbers(struct ilo_xmlwriter *writer, const struct result *result)
{
	const bool good =
		result->state == EST_OK && isfinite(result->value) != 0;

	ilo_xmlwriter_attr(writer, "state",
	                   good                           ? "value"
	                   : result->state == EST_TOO_FEW ? "too-few"
	                                                  : "undefined");
	ilo_xmlwriter_attr(writer, "reason", good ? NULL : result->reason);
	if (good)
		ilo_xmlwriter_attr_real(writer, "value", result->value);
	if (good && result->has_interval && isfinite(result->lower) != 0 &&
	    !isnan(result->upper)) {
		ilo_xmlwriter_attr_real(writer, "lower", result->lower);
		ilo_xmlwriter_attr_real(writer, "upper", result->upper);
	}
	if (result->has_p && isfinite(result->p) != 0)
		ilo_xmlwriter_attr_real(writer, "p", result->p);
	if (result->has_adjusted && isfinite(result->p_adjusted) != 0)
		ilo_xmlwriter_attr_real(writer, "p-adjusted",
		                        result->p_adjusted);
}

static void
write_element(struct ilo_xmlwriter *writer, const struct result *result,
              const struct covered *covered)
{
	const char flag[2] = {result->flag == '\0' ? 'A' : result->flag, '\0'};

	ilo_xmlwriter_start(writer, "result");
	write_id(writer, result);
	write_subject(writer, result);
	write_numbers(writer, result);
	ilo_xmlwriter_attr_count(writer, "n", (int64_t)result->n);
	ilo_xmlwriter_attr(writer, "unit", result->unit);
	ilo_xmlwriter_attr(writer, "method", result->method);
	ilo_xmlwriter_attr(writer, "flag", flag);
	if (covered != NULL) {
		ilo_xmlwriter_attr_count(writer, "reported",
		                         (int64_t)covered->reported);
		ilo_xmlwriter_attr_count(writer, "expected",
		                         (int64_t)covered->expected);
	}
	ilo_xmlwriter_attr(writer, "verdict", result->verdict);
	ilo_xmlwriter_attr(writer, "rows", result->rows);
	ilo_xmlwriter_attr(writer, "from", result->from);
	ilo_xmlwriter_end(writer);
}

void
result_write(const struct evaluation *evaluation, const struct result *result)
{
	const struct covered covered =
		coverage_of(evaluation->coverage, &result->subject);

	write_element(evaluation->writer, result,
	              result->mirror ? NULL : &covered);
}

void
result_print(struct ilo_xmlwriter *writer, const struct result *result)
{
	write_element(writer, result, NULL);
}

struct result
result_of_series(const struct series *series, const char *measure,
                 const char *method)
{
	return (struct result){
		.subject = series->subject,
		.measure = measure,
		.state = EST_UNDEFINED,
		.n = series_run_count(series),
		.unit = series->indicator->unit->text,
		.method = method,
		.flag = 'A',
		.from = series->id,
	};
}

void
result_take(struct result *result, struct estimate estimate)
{
	result->state = estimate.state;
	result->value = estimate.value;
}

void
result_take_interval(struct result *result, struct interval interval)
{
	result->state = interval.state;
	result->value = interval.value;
	result->lower = interval.lower;
	result->upper = interval.upper;
	result->has_interval = true;
}
