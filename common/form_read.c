/* The relay stands between the native reader and who asked for the form: it
 * turns lines of a text that nobody sees into cells. */

#include "common/form_read.h"

#include <ctype.h>
#include <string.h>

#include "common/form_native.h"
#include "common/native.h"
#include "common/num.h"
#include "common/ods.h"
#include "common/xlsx.h"
#include "common/xmlio.h"

/* No form unpacks to more, whatever the limits say. */
#define TOTAL_BYTES ((size_t)128 * 1024 * 1024)

typedef enum ilo_status book_reader(struct ilo_zip *zip,
                                    struct ilo_faults *faults,
                                    struct ilo_workbook *workbook);

struct relay {
	const struct ilo_reading *reading;
	struct ilo_diag *diag;
	const struct ilo_form_fill *fill;
	const struct ilo_form_native *native;
	bool incomplete; /* what is missing has been said already */
};

/* ---- findings ---- */

/* The attribute that a rule speaks of. */
static const struct {
	enum ilo_code code;
	const char *attribute;
} spoken_of[] = {
	{ILO_D_ROW_INDICATOR, "indicator"},
	{ILO_D_ROW_UNIT, "unit"},
	{ILO_D_ROW_COUNTED_BY, "counted-by"},
	{ILO_D_ROW_PERIOD, "period"},
	{ILO_D_ROW_HOST, "host"},
	{ILO_D_ROW_CITIZENSHIP, "citizenship"},
	{ILO_D_ROW_ROUTE, "route"},
	{ILO_D_ROW_BORDER, "border"},
	{ILO_D_ROW_STATUS, "status"},
	{ILO_D_ROW_CONFIDENTIALITY, "confidentiality"},
	{ILO_D_ROW_REASON, "reason"},
	{ILO_D_ROW_VALUE, "value"},
	{ILO_D_DATE_EARLY, "date"},
	{ILO_D_DATE_OUTSIDE, "date"},
	{ILO_D_LANGUAGE_UNKNOWN, "language"},
	{ILO_D_ORDER_REVERSED, "price-to"},
	{ILO_D_PERIOD_COVERED, "from"},
};

/* The name that begins behind a mark in the detail, up to a byte of end. */
static bool
name_behind(const char *detail, const char *mark, const char *end,
            char name[64])
{
	const char *at = strstr(detail, mark);
	size_t length;

	if (at == NULL)
		return false;
	at += strlen(mark);
	length = strcspn(at, end);
	if (length >= 64)
		return false;
	memcpy(name, at, length);
	name[length] = '\0';
	return true;
}

static const struct ilo_form_place *
cell_of(const struct relay *relay, const struct ilo_finding *finding)
{
	char name[64] = "";

	for (size_t i = 0; i < sizeof spoken_of / sizeof spoken_of[0]; i++) {
		if (spoken_of[i].code == finding->code)
			return ilo_form_native_find(relay->native,
			                            finding->line,
			                            spoken_of[i].attribute);
	}
	if (finding->code == ILO_D_CODE_UNKNOWN)
		(void)name_behind(finding->detail, "' in ", " ",
		                  name); /* else the element */
	else
		(void)name_behind(finding->detail, "attribute '", "'",
		                  name); /* likewise */
	return ilo_form_native_find(relay->native, finding->line, name);
}

/* "first on line 12" names a cell too.  Only of findings whose detail is made
 * of codes and numbers alone. */
static const char *
with_cells(const struct relay *relay, const struct ilo_finding *finding)
{
	static const char mark[] = " line ";
	struct ilo_arena *arena = relay->fill->arena;
	const char *at = strstr(finding->detail, mark), *digits;
	const struct ilo_form_place *place = NULL;
	int64_t line = 0;
	size_t length;

	if (at == NULL || (finding->code != ILO_D_ROW_DUPLICATE &&
	                   finding->code != ILO_D_TABLES_DISAGREE))
		return finding->detail;
	digits = at + sizeof mark - 1;
	length = strspn(digits, "0123456789");
	if (ilo_num_count(ilo_arena_strndup(arena, digits, length), &line))
		place = ilo_form_native_find(relay->native, (long)line, NULL);
	if (place == NULL)
		return finding->detail;
	return ilo_arena_printf(arena, "%.*s %s%s", (int)(at - finding->detail),
	                        finding->detail,
	                        ilo_form_place_text(relay->fill, place),
	                        digits + length);
}

static void
take_finding(void *context, const struct ilo_finding *finding)
{
	const struct relay *relay = context;
	const struct ilo_form_place *place = cell_of(relay, finding);
	const char *detail = with_cells(relay, finding);

	/* Said before, and better, by the form's own rules. */
	if (relay->incomplete &&
	    (finding->code == ILO_D_SCHEMA_ELEMENT ||
	     finding->code == ILO_D_SCHEMA_ATTRIBUTE_MISSING))
		return;
	ilo_diag_report(
		relay->diag, finding->code, relay->reading->file, 0, "%s%s%s",
		place == NULL ? "" : ilo_form_place_text(relay->fill, place),
		place == NULL || *detail == '\0' ? "" : ": ", detail);
}

/* ---- rows and the tree ---- */

static enum ilo_status
take_row(void *context, const struct ilo_row *row)
{
	const struct relay *relay = context;
	const struct ilo_form_place *place =
		ilo_form_native_find(relay->native, row->line, NULL);
	struct ilo_row own = *row;
	char locator[64];

	if (relay->reading->sink == NULL)
		return ILO_OK;
	if (place != NULL) {
		char address[ILO_ADDRESS_SIZE];

		(void)snprintf(locator, sizeof locator, "Statistics!%s",
		               ilo_sheet_address(place->row, place->column,
		                                 address)); /* fits */
		own.line = (long)place->row;
		own.locator = locator;
	}
	return relay->reading->sink(relay->reading->sink_context, &own);
}

/* The tree that was read is the tree that was written, statistics apart: hand
 * its elements their cells. */
static void
hand_on(const struct relay *relay, const xmlNode *from, xmlNode *to)
{
	const xmlNode *child = ilo_xml_child(from, NULL);
	const struct ilo_form_place *place = from->_private;

	if (place != NULL)
		ilo_xml_set_place(to,
		                  ilo_arena_strdup(relay->reading->arena,
		                                   ilo_form_place_text(
							   relay->fill, place)),
		                  (long)place->row);
	for (xmlNode *node = to->children; node != NULL && child != NULL;
	     node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		hand_on(relay, child, node);
		child = ilo_xml_next(child, NULL);
	}
}

/* ---- all of it ---- */

static enum ilo_status
read_native(const struct relay *relay, struct ilo_submission *out)
{
	struct ilo_reading inner = *relay->reading;
	struct relay own = *relay;
	struct ilo_diag diag;
	enum ilo_status status;

	ilo_diag_init(&diag, relay->diag->program, NULL);
	diag.sink = take_finding;
	diag.sink_context = &own;
	inner.bytes = ilo_buf_text(&relay->native->text);
	inner.count = relay->native->text.count;
	inner.sink = take_row;
	inner.sink_context = &own;
	status = ilo_native_read(&inner, &diag, out);
	if (out->narrative != NULL)
		hand_on(relay, xmlDocGetRootElement(relay->native->tree),
		        xmlDocGetRootElement(out->narrative));
	return status;
}

static enum ilo_status
read_filled(const struct ilo_reading *reading, const struct ilo_form_fill *fill,
            struct ilo_diag *diag, struct ilo_submission *out)
{
	struct ilo_form_native native;
	struct relay relay = {.reading = reading,
	                      .diag = diag,
	                      .fill = fill,
	                      .native = &native};
	enum ilo_status status;

	ilo_form_native_make(&native, fill);
	relay.incomplete = fill->faults->errors > 0;
	status = read_native(&relay, out);
	ilo_form_native_release(&native);
	return status;
}

static enum ilo_status
read_workbook(const struct ilo_reading *reading, book_reader *read,
              struct ilo_faults *faults, struct ilo_workbook *workbook)
{
	struct ilo_limits limits = *ilo_limits_or_default(reading->limits);
	struct ilo_zip *zip = NULL;
	enum ilo_status status;

	if (limits.total_bytes > TOTAL_BYTES)
		limits.total_bytes = TOTAL_BYTES;
	status = ilo_zip_open(reading->bytes, reading->count, &limits, faults,
	                      &zip);
	if (status == ILO_OK)
		status = read(zip, faults, workbook);
	ilo_zip_close(zip);
	return status;
}

static enum ilo_status
read_form(const struct ilo_reading *reading, book_reader *read,
          struct ilo_diag *diag, struct ilo_submission *out)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_faults faults;
	struct ilo_workbook workbook;
	struct ilo_form_fill fill = {
		.codebook = reading->codebook,
		.form = ilo_codebook_form(reading->codebook),
		.arena = arena,
		.faults = &faults};
	enum ilo_status status, verdict;

	*out = (struct ilo_submission){.narrative = NULL};
	ilo_faults_init(&faults, diag, reading->file);
	ilo_workbook_init(&workbook, arena);
	status = read_workbook(reading, read, &faults, &workbook);
	if (status == ILO_OK)
		status = ilo_form_fill_read(&fill, &workbook);
	if (status == ILO_OK)
		status = read_filled(reading, &fill, diag, out);
	verdict = ilo_faults_close(&faults);
	ilo_form_fill_release(&fill);
	ilo_workbook_release(&workbook);
	ilo_arena_free(arena);
	return status > verdict ? status : verdict;
}

enum ilo_status
ilo_form_read_ods(const struct ilo_reading *reading, struct ilo_diag *diag,
                  struct ilo_submission *out)
{
	return read_form(reading, ilo_ods_read, diag, out);
}

enum ilo_status
ilo_form_read_xlsx(const struct ilo_reading *reading, struct ilo_diag *diag,
                   struct ilo_submission *out)
{
	return read_form(reading, ilo_xlsx_read, diag, out);
}
