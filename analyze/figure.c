/*
 * Attributes come in the order of schema/statistics.xsd.  Numbers are rounded
 * nowhere: the writer prints what reads back as the same double.
 */

#include "analyze/figure.h"

#include <math.h>

/* How well a figure is covered. */
struct covering {
	size_t n, reported, expected, absent;
	unsigned months, months_expected;
	char flag;
};

void
figure_id(const struct subject *subject, struct ilo_buf *out)
{
	ilo_buf_printf(out, "%s.%s.%s.", subject->host, subject->indicator,
	               subject->period);
	if (subject->source != NULL)
		ilo_buf_puts(out, subject->source);
	else
		ilo_buf_puts(out, breakdown_name(subject->by));
	if (subject->code != NULL)
		ilo_buf_printf(out, ".%s", subject->code);
}

/* The dimensions; suffix is the measure in the id, NULL for a level. */
static void
start(struct ilo_xmlwriter *writer, const struct subject *subject,
      const char *suffix, const char *measure, const char *counted_by)
{
	struct ilo_buf id = ILO_BUF_INIT;

	figure_id(subject, &id);
	if (suffix != NULL)
		ilo_buf_printf(&id, ".%s", suffix);
	ilo_xmlwriter_start(writer, "figure");
	ilo_xmlwriter_attr(writer, "id", ilo_buf_text(&id));
	ilo_xmlwriter_attr(writer, "host", subject->host);
	ilo_xmlwriter_attr(writer, "indicator", subject->indicator);
	ilo_xmlwriter_attr(writer, "period", subject->period);
	ilo_xmlwriter_attr(writer, "by", breakdown_name(subject->by));
	ilo_xmlwriter_attr(writer, "code", subject->code);
	ilo_xmlwriter_attr(writer, "measure", measure);
	ilo_xmlwriter_attr(writer, "counted-by", counted_by);
	ilo_buf_release(&id);
}

static void
write_interval(struct ilo_xmlwriter *writer, const struct interval *interval)
{
	ilo_xmlwriter_attr_real(writer, "value", interval->value);
	ilo_xmlwriter_attr_real(writer, "lower", interval->lower);
	ilo_xmlwriter_attr_real(writer, "upper", interval->upper);
}

static void
write_wide(struct ilo_xmlwriter *writer, double phi, double lower, double upper)
{
	ilo_xmlwriter_attr_real(writer, "phi", phi);
	ilo_xmlwriter_attr_real(writer, "wide-lower", lower);
	ilo_xmlwriter_attr_real(writer, "wide-upper", upper);
}

static void
write_covering(struct ilo_xmlwriter *writer, const struct subject *subject,
               const char *method, const struct covering *covering)
{
	const char flag[2] = {covering->flag, '\0'};

	ilo_xmlwriter_attr_count(writer, "n", (int64_t)covering->n);
	ilo_xmlwriter_attr(writer, "unit", subject->unit);
	ilo_xmlwriter_attr(writer, "method", method);
	ilo_xmlwriter_attr(writer, "flag", flag);
	ilo_xmlwriter_attr_count(writer, "reported",
	                         (int64_t)covering->reported);
	ilo_xmlwriter_attr_count(writer, "expected",
	                         (int64_t)covering->expected);
	ilo_xmlwriter_attr_count(writer, "absent", (int64_t)covering->absent);
	ilo_xmlwriter_attr_count(writer, "months", covering->months);
	ilo_xmlwriter_attr_count(writer, "months-expected",
	                         covering->months_expected);
}

static struct covering
covering_of(const struct level *level)
{
	return (struct covering){
		level->n,      level->reported, level->expected,
		level->absent, level->months,   level->months_expected,
		level->flag,
	};
}

static void
write_rows(struct ilo_xmlwriter *writer, const char *name,
           const struct lineage *rows, const char *semester)
{
	struct ilo_buf text = ILO_BUF_INIT;

	lineage_print(rows, semester, &text);
	if (text.count > 0)
		ilo_xmlwriter_attr(writer, name, ilo_buf_text(&text));
	ilo_buf_release(&text);
}

void
figure_write_level(struct ilo_xmlwriter *writer, const struct subject *subject,
                   const struct level *level)
{
	struct covering covering = covering_of(level);

	start(writer, subject, NULL, "level", level->counted_by->text);
	ilo_xmlwriter_attr(writer, "state", level_state_name(level->state));
	if (level->state == LEVEL_VALUE && level->exact.state == EST_OK)
		write_interval(writer, &level->exact);
	else if (level->state == LEVEL_VALUE)
		ilo_xmlwriter_attr_real(writer, "value", (double)level->value);
	if (level->widened)
		write_wide(writer, level->phi, level->wide_lower,
		           level->wide_upper);
	if (level->widened && level->phi_share < 1)
		ilo_xmlwriter_attr_real(writer, "phi-share", level->phi_share);
	write_covering(writer, subject, "garwood", &covering);
	if (level->state == LEVEL_VALUE && level->value > 0 &&
	    level->flag != 'A')
		ilo_xmlwriter_attr_real(writer, "normal-share",
		                        (double)level->normal /
		                                (double)level->value);
	if (level->state == LEVEL_TOO_LARGE)
		ilo_xmlwriter_attr(writer, "reason", "too-large");
	write_rows(writer, "rows", &level->rows, subject->period);
	if (level->state == LEVEL_VALUE)
		write_rows(writer, "dispersion-rows", &level->dispersion_rows,
		           subject->period);
	ilo_xmlwriter_end(writer);
}

static const char *
change_state_name(enum change_state state)
{
	switch (state) {
	case CHANGE_VALUE:
		return "value";
	case CHANGE_UNDEFINED:
		return "undefined";
	case CHANGE_MISSING:
		return "missing";
	}
	return NULL;
}

static const char *
change_kind_name(enum change_kind kind)
{
	switch (kind) {
	case CHANGE_PREVIOUS:
		return "change-previous";
	case CHANGE_YEAR:
		return "change-year";
	}
	return NULL;
}

/* The figure is covered as its end now is, with the gaps of both ends. */
static struct covering
covering_of_change(const struct comparison *comparison)
{
	const struct level *base = comparison->base;
	struct covering covering = covering_of(comparison->now);

	covering.flag = comparison->flag;
	if (base == NULL)
		return covering;
	covering.n += base->n;
	covering.absent += base->absent;
	if (base->months < covering.months)
		covering.months = base->months;
	return covering;
}

static void
write_change_numbers(struct ilo_xmlwriter *writer, const struct change *change)
{
	if (change->has_difference)
		ilo_xmlwriter_attr_real(writer, "difference",
		                        change->difference);
	if (change->has_percent) {
		ilo_xmlwriter_attr_real(writer, "percent", change->percent);
		ilo_xmlwriter_attr_real(writer, "percent-lower",
		                        change->percent_lower);
		ilo_xmlwriter_attr_real(writer, "percent-upper",
		                        change->percent_upper);
	}
	if (change->has_p)
		ilo_xmlwriter_attr_real(writer, "p", change->p);
	ilo_xmlwriter_attr(writer, "verdict", verdict_name(change->verdict));
	ilo_xmlwriter_attr(writer, "reason", change->reason);
}

static void
write_change_from(struct ilo_xmlwriter *writer, const struct subject *subject,
                  const struct comparison *comparison)
{
	struct subject base = *subject;
	struct ilo_buf from = ILO_BUF_INIT;

	figure_id(subject, &from);
	if (comparison->base != NULL) {
		base.period = comparison->base_period;
		ilo_buf_puts(&from, " ");
		figure_id(&base, &from);
	}
	ilo_xmlwriter_attr(writer, "from", ilo_buf_text(&from));
	ilo_buf_release(&from);
}

void
figure_write_change(struct ilo_xmlwriter *writer, const struct subject *subject,
                    const struct comparison *comparison)
{
	const struct change *change = &comparison->change;
	const char *name = change_kind_name(comparison->kind);
	struct covering covering = covering_of_change(comparison);

	start(writer, subject, name, name, comparison->now->counted_by->text);
	ilo_xmlwriter_attr(writer, "state", change_state_name(change->state));
	if (change->state == CHANGE_VALUE)
		write_interval(writer, &change->ratio);
	if (change->widened)
		write_wide(writer, change->phi, change->wide_lower,
		           change->wide_upper);
	write_covering(writer, subject, "ratio-conditional", &covering);
	ilo_xmlwriter_attr(writer, "base-period", comparison->base_period);
	write_change_numbers(writer, change);
	write_change_from(writer, subject, comparison);
	ilo_xmlwriter_end(writer);
}

/* Shares and ranks rest on every category of the breakdown. */
static void
write_breakdown_from(struct ilo_xmlwriter *writer,
                     const struct subject *subject)
{
	struct subject breakdown = *subject;
	struct ilo_buf from = ILO_BUF_INIT;

	breakdown.code = "*";
	figure_id(&breakdown, &from);
	ilo_xmlwriter_attr(writer, "from", ilo_buf_text(&from));
	ilo_buf_release(&from);
}

void
figure_write_share(struct ilo_xmlwriter *writer, const struct subject *subject,
                   const struct level *level, const struct interval *share)
{
	struct covering covering = covering_of(level);

	start(writer, subject, "share", "share", level->counted_by->text);
	ilo_xmlwriter_attr(writer, "state",
	                   share->state == EST_OK ? "value" : "undefined");
	if (share->state == EST_OK)
		write_interval(writer, share);
	write_covering(writer, subject, "wilson", &covering);
	if (share->state != EST_OK)
		ilo_xmlwriter_attr(writer, "reason", "whole-zero");
	write_breakdown_from(writer, subject);
	ilo_xmlwriter_end(writer);
}

void
figure_write_rank(struct ilo_xmlwriter *writer, const struct subject *subject,
                  const struct level *level, const struct rank *rank)
{
	struct covering covering = covering_of(level);

	start(writer, subject, "rank", "rank", level->counted_by->text);
	ilo_xmlwriter_attr(writer, "state", "value");
	ilo_xmlwriter_attr_count(writer, "value", (int64_t)rank->value);
	ilo_xmlwriter_attr_count(writer, "lower", (int64_t)rank->lower);
	ilo_xmlwriter_attr_count(writer, "upper", (int64_t)rank->upper);
	write_covering(writer, subject, "rank-interval", &covering);
	write_breakdown_from(writer, subject);
	ilo_xmlwriter_end(writer);
}

static void
write_observers(struct ilo_xmlwriter *writer, const struct subject *subject,
                const struct consensus *consensus)
{
	size_t i;

	for (i = 0; i < consensus->observer_count; i++) {
		const struct level *level = consensus->observers[i];

		ilo_xmlwriter_start(writer, "observer");
		ilo_xmlwriter_attr(writer, "reporter", level->code->text);
		ilo_xmlwriter_attr_real(writer, "value", (double)level->value);
		write_rows(writer, "rows", &level->rows, subject->period);
		ilo_xmlwriter_end(writer);
	}
	for (i = 0; i < consensus->contradiction_count; i++) {
		const struct contradiction *pair =
			&consensus->contradictions[i];

		ilo_xmlwriter_start(writer, "contradiction");
		ilo_xmlwriter_attr(writer, "a",
		                   consensus->observers[pair->a]->code->text);
		ilo_xmlwriter_attr(writer, "b",
		                   consensus->observers[pair->b]->code->text);
		if (pair->has_ratio)
			ilo_xmlwriter_attr_real(writer, "ratio", pair->ratio);
		ilo_xmlwriter_end(writer);
	}
}

void
figure_write_consensus(struct ilo_xmlwriter *writer,
                       const struct subject *subject,
                       const struct consensus *consensus, size_t expected)
{
	const struct mirror *mirror = &consensus->mirror;
	struct covering covering = {
		consensus->n,      consensus->observer_count,
		expected,          consensus->absent,
		consensus->months, consensus->months_expected,
		consensus->flag,
	};

	start(writer, subject, NULL, "consensus", subject->source);
	if (mirror->consensus.state == EST_OK) {
		struct interval spread = {EST_OK, mirror->consensus.value,
		                          consensus->lowest,
		                          consensus->highest};

		ilo_xmlwriter_attr(writer, "state", "value");
		write_interval(writer, &spread);
	} else {
		ilo_xmlwriter_attr(writer, "state", "missing");
	}
	write_covering(writer, subject, "median-range", &covering);
	if (mirror->mad.state == EST_OK)
		ilo_xmlwriter_attr_real(writer, "mad", mirror->mad.value);
	if (mirror->concordance.state == EST_OK)
		ilo_xmlwriter_attr_real(writer, "concordance",
		                        mirror->concordance.value);
	write_rows(writer, "rows", &consensus->rows, subject->period);
	write_observers(writer, subject, consensus);
	ilo_xmlwriter_end(writer);
}
