/*
 * One object at a time: digest checked, read by its kind, rows of the semester
 * taken.  What was accepted once is not judged again; that it can no longer be
 * read means that the archive or this program has changed, and stops the run.
 */

#include "transform/gather.h"

#include <stdlib.h>
#include <string.h>

struct intake {
	const struct ilo_source *source;
	ilo_semester semester;
	struct ilo_flows *flows;
};

struct ilo_flow
flow_from_row(const struct ilo_row *row, const char *source)
{
	struct ilo_flow flow = {
		.host = row->host,
		.indicator = row->indicator,
		.counted_by = row->counted_by,
		.reporter = row->reporter,
		.citizenship = row->citizenship,
		.route = row->route,
		.border = row->border,
		.period = row->period,
		.unit = row->unit,
		.source = source,
		.locator = row->locator,
		.line = row->line,
		.value = row->has_value ? row->value : 0,
		.has_value = row->has_value,
		.status = row->status,
		.confidentiality = row->confidentiality,
	};

	if (flow.has_value && flow.confidentiality != 'F') {
		flow.has_value = false;
		flow.value = 0;
		flow.status = 'Q';
	}
	return flow;
}

/* Whether the period ends in the semester. */
static bool
within(const char *period, ilo_semester semester)
{
	ilo_semester own;

	return ilo_period_semester(period, &own) && own == semester;
}

/* A file of an agency spans many semesters; the rest of it is passed over. */
static enum ilo_status
take_row(void *context, const struct ilo_row *row)
{
	const struct intake *intake = context;
	struct ilo_flow flow;

	if (!within(row->period, intake->semester))
		return ILO_OK;
	flow = flow_from_row(row, intake->source->id);
	ilo_flows_add(intake->flows, &flow);
	return ILO_OK;
}

static enum ilo_status
not_read_again(const struct ilo_source *source, struct ilo_diag *diag,
               const char *why)
{
	ilo_diag_report(diag, ILO_D_NOT_READ_AGAIN, source->file, 0,
	                "kind %s, SHA-256 %s: %s", source->kind, source->sha256,
	                why);
	return ILO_FAILED;
}

static enum ilo_status
read_bytes(const struct gather *gather, const struct ilo_source *source,
           const struct ilo_buf *bytes, struct ilo_diag *diag,
           struct gathering *out)
{
	const struct ilo_kind *kind =
		ilo_kind_find(gather->codebook, source->kind);
	struct intake intake = {source, gather->semester, out->flows};
	struct contribution *item;
	enum ilo_status status;

	if (kind == NULL)
		return not_read_again(source, diag, "no such kind");
	out->items = ilo_grow(out->items, out->count, &out->capacity,
	                      sizeof(*out->items));
	item = &out->items[out->count++];
	*item = (struct contribution){.source = source};
	status = ilo_kind_read(
		kind,
		&(struct ilo_reading){.file = source->file,
	                              .bytes = ilo_buf_text(bytes),
	                              .count = bytes->count,
	                              .trust = ILO_TRUSTED,
	                              .sender = source->sender,
	                              .published = source->published,
	                              .codebook = gather->codebook,
	                              .arena = gather->arena,
	                              .sink = take_row,
	                              .sink_context = &intake},
		diag, &item->submission);
	if (status == ILO_FINDINGS)
		return not_read_again(source, diag, "see the errors before");
	return status;
}

static enum ilo_status
read_source(const struct gather *gather, const struct ilo_source *source,
            struct ilo_diag *diag, struct gathering *out)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status =
		ilo_archive_get(gather->archive, source->sha256, diag, &bytes);

	if (status == ILO_OK)
		status = read_bytes(gather, source, &bytes, diag, out);
	ilo_buf_release(&bytes);
	return status;
}

enum ilo_status
gathering_read(const struct gather *gather, const struct ilo_sources *sources,
               struct ilo_diag *diag, struct gathering *out)
{
	enum ilo_status status = ILO_OK;
	size_t i;

	*out = (struct gathering){.flows = ilo_flows_new()};
	for (i = 0; status == ILO_OK && i < sources->count; i++)
		if (sources->items[i].in_force)
			status = read_source(gather, &sources->items[i], diag,
			                     out);
	if (status == ILO_OK && out->count == 0 && !sources->archive_empty)
		ilo_diag_report(diag, ILO_D_NOTHING_IN_FORCE, NULL, 0,
		                "known at %s", sources->known_at);
	if (status == ILO_OK)
		ilo_flows_sort(out->flows);
	return status;
}

void
gathering_release(struct gathering *gathering)
{
	size_t i;

	for (i = 0; i < gathering->count; i++)
		ilo_submission_release(&gathering->items[i].submission);
	free(gathering->items);
	ilo_flows_free(gathering->flows);
	*gathering = (struct gathering){0};
}
