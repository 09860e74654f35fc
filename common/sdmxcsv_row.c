/* Cells to the texts that the rules on native rows take; what only a table can
 * have wrong is judged here. */

#include "common/sdmxcsv_row.h"

#include <stdio.h>
#include <string.h>

#include "common/rules.h"

static const char structure[] = "ILO:FLOWS(1.0)";

/* The cell, or "" where the column is left out. */
const char *
ilo_sdmx_cell(const struct ilo_sdmx *sdmx, const struct ilo_csv_row *row,
              enum ilo_sdmx_column column)
{
	const int at = sdmx->header.at[column];

	return at < 0 ? "" : row->fields[at];
}

/* A code without the label that may follow it ("GH: Ghana"). */
struct ilo_span
ilo_sdmx_code(const struct ilo_sdmx *sdmx, const struct ilo_csv_row *row,
              enum ilo_sdmx_column column)
{
	const char *text = ilo_sdmx_cell(sdmx, row, column);
	const char *label = strstr(text, ": ");
	const size_t length =
		label == NULL ? strlen(text) : (size_t)(label - text);

	return (struct ilo_span){length == 0 ? NULL : text, length};
}

static bool
is_text(struct ilo_span span, const char *text)
{
	return span.text != NULL && strlen(text) == span.size_bytes &&
	       memcmp(span.text, text, span.size_bytes) == 0;
}

/* The semester of the row's period; false when it is none. */
bool
ilo_sdmx_semester(const struct ilo_sdmx *sdmx, const struct ilo_csv_row *row,
                  ilo_semester *semester)
{
	return ilo_period_semester(ilo_sdmx_cell(sdmx, row, ILO_SDMX_PERIOD),
	                           semester);
}

size_t
ilo_sdmx_host(const struct ilo_sdmx *sdmx, const struct ilo_csv_row *row)
{
	const struct ilo_span host = ilo_sdmx_code(sdmx, row, ILO_SDMX_HOST);

	return host.text == NULL
	               ? ILO_NO_CODE
	               : ilo_codebook_index(sdmx->reading->codebook,
	                                    ILO_LIST_COUNTRIES, host.text,
	                                    host.size_bytes);
}

struct ilo_sdmx_part *
ilo_sdmx_find(const struct ilo_sdmx *sdmx, ilo_semester semester)
{
	size_t i = 0;

	while (i < sdmx->part_count && sdmx->parts[i].semester != semester)
		i++;
	return i < sdmx->part_count ? &sdmx->parts[i] : NULL;
}

enum ilo_status
ilo_sdmx_take_judged(void *context, const struct ilo_row *row)
{
	struct ilo_sdmx *sdmx = context;
	struct ilo_row own = *row;

	if (sdmx->reading->sink == NULL)
		return ILO_OK;
	(void)snprintf(sdmx->locator, sizeof sdmx->locator, "row %ld",
	               sdmx->number); /* fits */
	own.locator = sdmx->locator;
	return sdmx->reading->sink(sdmx->reading->sink_context, &own);
}

bool
ilo_sdmx_is_ours(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row)
{
	const bool second = sdmx->header.second;
	const struct ilo_span kind =
		ilo_sdmx_code(sdmx, row, ILO_SDMX_STRUCTURE);
	const struct ilo_span id = ilo_sdmx_code(
		sdmx, row, second ? ILO_SDMX_STRUCTURE_ID : ILO_SDMX_DATAFLOW);

	if (is_text(id, structure) && (!second || is_text(kind, "dataflow") ||
	                               is_text(kind, "datastructure")))
		return true;
	ilo_fault(&sdmx->faults, ILO_D_SDMX_STRUCTURE, row->line, "'%.*s'",
	          (int)id.size_bytes, id.text == NULL ? "" : id.text);
	return false;
}

static bool
check_structure(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row)
{
	const bool second = sdmx->header.second;
	const struct ilo_span action =
		ilo_sdmx_code(sdmx, row, ILO_SDMX_ACTION);

	if (!ilo_sdmx_is_ours(sdmx, row))
		return false;
	if (second && !is_text(action, "I") && !is_text(action, "A") &&
	    !is_text(action, "R")) {
		ilo_fault(&sdmx->faults, ILO_D_SDMX_ACTION, row->line, "'%s'",
		          ilo_sdmx_cell(sdmx, row, ILO_SDMX_ACTION));
		return false;
	}
	return true;
}

static bool
check_reporter(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row)
{
	const struct ilo_span said =
		ilo_sdmx_code(sdmx, row, ILO_SDMX_REPORTER);
	const struct ilo_codebook *codebook = sdmx->reading->codebook;
	const char *sender = sdmx->sender == NULL ? "nobody" : sdmx->sender;
	size_t index;

	if (said.text == NULL || is_text(said, sender))
		return true; /* without a sender at all, that is said once */
	index = ilo_codebook_index(codebook, ILO_LIST_COUNTRIES, said.text,
	                           said.size_bytes);
	if (index != ILO_NO_CODE &&
	    strcmp(sender,
	           ilo_code_id(ilo_codelist_at(
			   ilo_codebook_list(codebook, ILO_LIST_COUNTRIES),
			   index))) == 0)
		return true;
	ilo_fault(&sdmx->faults,
	          sdmx->reading->sender == NULL ? ILO_D_SENDERS_MIXED
	                                        : ILO_D_SENDER_DIFFERS,
	          row->line, "%.*s beside %s", (int)said.size_bytes, said.text,
	          sender);
	return false;
}

static bool
check_period(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row)
{
	const char *period = ilo_sdmx_cell(sdmx, row, ILO_SDMX_PERIOD);
	const char own[2] = {ilo_period_frequency(period), '\0'};
	const struct ilo_span said = ilo_sdmx_code(sdmx, row, ILO_SDMX_FREQ);

	if (own[0] == '\0') {
		ilo_fault(&sdmx->faults, ILO_D_ROW_PERIOD, row->line, "'%s'",
		          period);
		return false;
	}
	if (said.text == NULL || is_text(said, own))
		return true;
	ilo_fault(&sdmx->faults, ILO_D_SDMX_FREQ, row->line, "'%.*s' beside %s",
	          (int)said.size_bytes, said.text, period);
	return false;
}

/* Known then, and no Member State: a network is in a third country. */
static bool
check_host(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row,
           const struct ilo_sdmx_part *part)
{
	const struct ilo_codebook *codebook = sdmx->reading->codebook;
	const size_t index = ilo_sdmx_host(sdmx, row);
	const struct ilo_code_entry *country =
		index == ILO_NO_CODE
			? NULL
			: ilo_codelist_at(ilo_codebook_list(codebook,
	                                                    ILO_LIST_COUNTRIES),
	                                  index);
	const struct ilo_code_entry *member;
	const char *kind;

	kind = country == NULL ? NULL : ilo_code_property(country, "kind");
	if (kind == NULL || strcmp(kind, "special") == 0 ||
	    !ilo_rules_valid(country, part->rows.start, part->rows.end)) {
		ilo_fault(&sdmx->faults, ILO_D_HOST_UNKNOWN, row->line, "'%s'",
		          ilo_sdmx_cell(sdmx, row, ILO_SDMX_HOST));
		return false;
	}
	member =
		ilo_codelist_find(ilo_codebook_list(codebook, ILO_LIST_MEMBERS),
	                          ilo_code_id(country));
	kind = member == NULL ? NULL : ilo_code_property(member, "group");
	if (kind == NULL ||
	    (strcmp(ilo_code_id(country), part->cover.sender) != 0 &&
	     (strcmp(kind, "member") != 0 ||
	      !ilo_code_valid_on(member, part->rows.end))))
		return true;
	ilo_fault(&sdmx->faults, ILO_D_HOST_MEMBER, row->line, "%s",
	          ilo_code_id(country));
	return false;
}

/* The house's reason for a row without a value; NULL and a fault when its
 * flags are those of none. */
static const char *
reason_of(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row)
{
	const struct ilo_codelist *reasons =
		ilo_codebook_list(sdmx->reading->codebook, ILO_LIST_ABSENCE);
	const struct ilo_span status =
		ilo_sdmx_code(sdmx, row, ILO_SDMX_STATUS);
	struct ilo_span confidentiality =
		ilo_sdmx_code(sdmx, row, ILO_SDMX_CONFIDENTIALITY);

	if (confidentiality.text == NULL)
		confidentiality = (struct ilo_span){"F", 1};
	for (size_t i = 0; i < ilo_codelist_count(reasons); i++) {
		const struct ilo_code_entry *reason =
			ilo_codelist_at(reasons, i);
		const char *own = ilo_code_property(reason, "obs_status");
		const char *other = ilo_code_property(reason, "conf_status");

		if (own != NULL && other != NULL && is_text(status, own) &&
		    is_text(confidentiality, other))
			return ilo_code_id(reason);
	}
	ilo_fault(&sdmx->faults, ILO_D_SDMX_ABSENCE, row->line,
	          "OBS_STATUS '%s', CONF_STATUS '%s'",
	          ilo_sdmx_cell(sdmx, row, ILO_SDMX_STATUS),
	          ilo_sdmx_cell(sdmx, row, ILO_SDMX_CONFIDENTIALITY));
	return NULL;
}

/* The row as native rows are; false when it has a fault of its own. */
static bool
fill_text(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row,
          struct ilo_rowtext *text)
{
	static const struct {
		enum ilo_field field;
		enum ilo_sdmx_column column;
	} fields[] = {
		{ILO_FIELD_INDICATOR, ILO_SDMX_INDICATOR},
		{ILO_FIELD_UNIT, ILO_SDMX_UNIT},
		{ILO_FIELD_COUNTED_BY, ILO_SDMX_COUNTED_BY},
		{ILO_FIELD_PERIOD, ILO_SDMX_PERIOD},
		{ILO_FIELD_HOST, ILO_SDMX_HOST},
		{ILO_FIELD_CITIZENSHIP, ILO_SDMX_CITIZENSHIP},
		{ILO_FIELD_ROUTE, ILO_SDMX_ROUTE},
		{ILO_FIELD_BORDER, ILO_SDMX_BORDER},
		{ILO_FIELD_VALUE, ILO_SDMX_VALUE},
		{ILO_FIELD_STATUS, ILO_SDMX_STATUS},
		{ILO_FIELD_CONFIDENTIALITY, ILO_SDMX_CONFIDENTIALITY},
	};
	const char *value = ilo_sdmx_cell(sdmx, row, ILO_SDMX_VALUE), *reason;

	*text = (struct ilo_rowtext){.is_absence = *value == '\0' ||
	                                           strcmp(value, "NaN") == 0,
	                             .number = sdmx->number,
	                             .line = row->line};
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		text->fields[fields[i].field] =
			ilo_sdmx_code(sdmx, row, fields[i].column);
	if (!text->is_absence)
		return true;
	reason = reason_of(sdmx, row);
	if (reason != NULL)
		text->fields[ILO_FIELD_REASON] =
			(struct ilo_span){reason, strlen(reason)};
	return reason != NULL;
}

enum ilo_status
ilo_sdmx_judge(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row)
{
	ilo_semester semester = 0;
	struct ilo_rowtext text;
	struct ilo_sdmx_part *part;
	bool good;

	good = check_structure(sdmx, row);
	good = check_reporter(sdmx, row) && good;
	good = check_period(sdmx, row) && good;
	part = ilo_sdmx_semester(sdmx, row, &semester)
	               ? ilo_sdmx_find(sdmx, semester)
	               : NULL;
	if (part == NULL)
		return ILO_OK;
	good = check_host(sdmx, row, part) && good;
	good = fill_text(sdmx, row, &text) && good;
	if (good)
		return ilo_rows_take(&part->rows, &text);
	ilo_rows_skip(&part->rows);
	return ILO_OK;
}
