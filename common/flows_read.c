/* Rows of the file as rows in memory. */

#include "common/flows.h"

#include "common/buf.h"
#include "common/flows_scan.h"

/* The texts of the row under way, terminated; a column that stays keeps its
 * place. */
struct reader {
	struct ilo_flows *flows;
	struct ilo_buf texts[COLUMN_COUNT];
};

static const char *
text_of(const struct reader *reader, enum column column)
{
	return ilo_buf_text(&reader->texts[column]);
}

static bool
take_row(void *context, const struct ilo_flow_row *row)
{
	struct reader *reader = context;
	struct ilo_flow flow = {.line = row->line,
	                        .value = row->value,
	                        .has_value = row->has_value};
	size_t i;

	for (i = 0; i < COLUMN_COUNT; i++) {
		const struct ilo_flow_field field =
			ilo_flow_field(row, (enum column)i);

		if (!ilo_flow_changed(row, (enum column)i))
			continue;
		ilo_buf_clear(&reader->texts[i]);
		ilo_buf_add(&reader->texts[i], field.text, field.size_bytes);
	}
	flow.host = text_of(reader, COLUMN_HOST);
	flow.indicator = text_of(reader, COLUMN_INDICATOR);
	flow.counted_by = text_of(reader, COLUMN_COUNTED_BY);
	flow.reporter = text_of(reader, COLUMN_REPORTER);
	flow.citizenship = text_of(reader, COLUMN_CITIZENSHIP);
	flow.route = text_of(reader, COLUMN_ROUTE);
	flow.border = text_of(reader, COLUMN_BORDER);
	flow.period = text_of(reader, COLUMN_PERIOD);
	flow.unit = text_of(reader, COLUMN_UNIT);
	flow.source = text_of(reader, COLUMN_SOURCE);
	flow.locator = text_of(reader, COLUMN_LOCATOR);
	flow.status = text_of(reader, COLUMN_STATUS)[0];
	flow.confidentiality = text_of(reader, COLUMN_CONFIDENTIALITY)[0];
	ilo_flows_add(reader->flows, &flow);
	return true;
}

enum ilo_status
ilo_flows_read(const char *path, struct ilo_diag *diag, struct ilo_flows **out)
{
	struct reader reader = {.flows = ilo_flows_new()};
	enum ilo_status status;
	size_t i;

	*out = NULL;
	status = ilo_flows_scan(path, diag, take_row, &reader, NULL);
	for (i = 0; i < COLUMN_COUNT; i++)
		ilo_buf_release(&reader.texts[i]);
	if (status == ILO_OK)
		*out = reader.flows;
	else
		ilo_flows_free(reader.flows);
	return status;
}
