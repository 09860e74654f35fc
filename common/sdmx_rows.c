/* The rules of rows.c do the work: a message is to them a submission on a
 * region that covers every third country. */

#include "common/sdmx_rows.h"

#include <string.h>

#include "common/rules.h"

static const struct {
	const char *id;
	enum ilo_component component;
} components[] = {
	{"HOST_COUNTRY", ILO_SDMX_HOST_COUNTRY},
	{"INDICATOR", ILO_SDMX_INDICATOR},
	{"COUNTED_BY", ILO_SDMX_COUNTED_BY},
	{"REPORTER", ILO_SDMX_REPORTER},
	{"CITIZENSHIP", ILO_SDMX_CITIZENSHIP},
	{"ROUTE", ILO_SDMX_ROUTE},
	{"BORDER", ILO_SDMX_BORDER},
	{"FREQ", ILO_SDMX_FREQ},
	{"TIME_PERIOD", ILO_SDMX_TIME_PERIOD},
	{"OBS_VALUE", ILO_SDMX_OBS_VALUE},
	{"UNIT_MEASURE", ILO_SDMX_UNIT_MEASURE},
	{"OBS_STATUS", ILO_SDMX_OBS_STATUS},
	{"CONF_STATUS", ILO_SDMX_CONF_STATUS},
	{"SOURCE", ILO_SDMX_IGNORED},
	{"SOURCE_LINE", ILO_SDMX_IGNORED},
	{"LOCATOR", ILO_SDMX_IGNORED},
};

enum ilo_component
ilo_sdmx_component(const char *id, size_t size_bytes)
{
	for (size_t i = 0; i < sizeof components / sizeof components[0]; i++) {
		if (strlen(components[i].id) == size_bytes &&
		    memcmp(components[i].id, id, size_bytes) == 0)
			return components[i].component;
	}
	return ILO_SDMX_UNKNOWN;
}

/* They stand in the order of the enumeration. */
const char *
ilo_sdmx_component_id(enum ilo_component component)
{
	return components[component].id;
}

static const struct ilo_codelist *
list_of(const struct ilo_sdmx *sdmx, enum ilo_list list)
{
	return ilo_codebook_list(sdmx->reading->codebook, list);
}

/* ---- the cover ---- */

/* The code as the lists have it. */
static const char *
canonical(const struct ilo_reading *reading, const char *said)
{
	const char *country =
		said == NULL ? NULL
			     : ilo_codebook_country(reading->codebook, said);

	return country == NULL ? ilo_arena_strdup(reading->arena, said)
	                       : country;
}

static const char *
sender_of(const struct ilo_sdmx *sdmx, const struct ilo_sdmx_header *header)
{
	const char *stated = canonical(sdmx->reading, sdmx->reading->sender);
	const char *said = canonical(sdmx->reading, header->sender);

	if (stated != NULL && said != NULL && strcmp(stated, said) != 0)
		ilo_fault(sdmx->faults, ILO_D_SENDER_DIFFERS, 0,
		          "it came from %s, it names %s", stated, said);
	return stated != NULL ? stated : said;
}

static enum ilo_status take_judged(void *context, const struct ilo_row *row);

void
ilo_sdmx_init(struct ilo_sdmx *sdmx, const struct ilo_reading *reading,
              const struct ilo_sdmx_header *header, struct ilo_faults *faults)
{
	const char *day = reading->published != NULL ? reading->published
	                                             : header->prepared;

	*sdmx = (struct ilo_sdmx){
		.reading = reading, .faults = faults, .own = *reading};
	sdmx->own.sink = take_judged;
	sdmx->own.sink_context = sdmx;
	sdmx->cover.sender = sender_of(sdmx, header);
	sdmx->cover.report = "statistics";
	sdmx->cover.nature = header->is_test ? "exercise" : "real";
	sdmx->cover.document = header->id;
	if (day != NULL)
		sdmx->cover.published = ilo_arena_strndup(
			reading->arena, day, strnlen(day, ILO_DATE_SIZE - 1));
}

/* A code whose validity or kind keeps it from being a host country. */
static bool
is_third_country(const struct ilo_sdmx *sdmx, const struct ilo_code_entry *code,
                 const char *start, const char *end)
{
	const char *kind = ilo_code_property(code, "kind");
	const struct ilo_code_entry *member = ilo_codelist_find(
		list_of(sdmx, ILO_LIST_MEMBERS), ilo_code_id(code));
	const char *group =
		member == NULL ? NULL : ilo_code_property(member, "group");

	if (kind != NULL && strcmp(kind, "special") == 0)
		return false;
	if (group != NULL && strcmp(group, "member") == 0 &&
	    ilo_code_valid_on(member, end))
		return false;
	return ilo_rules_valid(code, start, end);
}

static void
cover_third_countries(struct ilo_sdmx *sdmx)
{
	const struct ilo_codelist *list = list_of(sdmx, ILO_LIST_COUNTRIES);
	const size_t count = ilo_codelist_count(list);
	char start[ILO_DATE_SIZE], end[ILO_DATE_SIZE];
	const char **covers =
		ilo_arena_alloc(sdmx->reading->arena, count * sizeof *covers);

	/* These return their arguments. */
	(void)ilo_semester_start(sdmx->cover.first, start);
	(void)ilo_semester_end(sdmx->cover.first, end);
	for (size_t i = 0; i < count; i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(list, i);

		if (is_third_country(sdmx, code, start, end))
			covers[sdmx->cover.cover_count++] = ilo_code_id(code);
	}
	sdmx->cover.covers = covers;
}

/* ---- rows ---- */

static const struct ilo_span *
value(const struct ilo_sdmx *sdmx, enum ilo_component component)
{
	static const struct ilo_span nothing = {NULL, 0};
	const struct ilo_span *span = &sdmx->row->values[component];

	return span->size_bytes == 0 ? &nothing : span;
}

static void
fault(const struct ilo_sdmx *sdmx, enum ilo_code code,
      enum ilo_component component)
{
	const struct ilo_span *span = value(sdmx, component);

	ilo_fault(sdmx->faults, code, sdmx->row->line, "'%.*s'",
	          (int)span->size_bytes, span->text == NULL ? "" : span->text);
}

static ilo_semester
semester_of(const struct ilo_span *span)
{
	char text[ILO_SEMESTER_SIZE] = "";
	ilo_semester semester = 0;
	ilo_month month = 0;

	if (span->text != NULL && span->size_bytes < sizeof text)
		memcpy(text, span->text, span->size_bytes);
	if (ilo_semester_parse(text, &semester))
		return semester;
	return ilo_month_parse(text, &month) ? ilo_month_semester(month) : 0;
}

static bool
prepare(struct ilo_sdmx *sdmx)
{
	if (sdmx->ready)
		return true;
	sdmx->cover.first = semester_of(value(sdmx, ILO_SDMX_TIME_PERIOD));
	if (sdmx->cover.first == 0) {
		fault(sdmx, ILO_D_ROW_PERIOD, ILO_SDMX_TIME_PERIOD);
		return false;
	}
	sdmx->cover.last = sdmx->cover.first;
	cover_third_countries(sdmx);
	ilo_rows_init(&sdmx->rows, &sdmx->own, &sdmx->cover, sdmx->faults);
	sdmx->ready = true;
	return true;
}

/* Who reports is the sender, and nobody else. */
static bool
is_by_sender(const struct ilo_sdmx *sdmx)
{
	const struct ilo_span *span = value(sdmx, ILO_SDMX_REPORTER);
	char text[32] = "";
	const char *country;

	if (span->text == NULL)
		return true;
	if (span->size_bytes < sizeof text)
		memcpy(text, span->text, span->size_bytes);
	country = ilo_codebook_country(sdmx->reading->codebook, text);
	return strcmp(country == NULL ? text : country, sdmx->cover.sender) ==
	       0;
}

static bool
agrees_with_period(const struct ilo_sdmx *sdmx)
{
	const struct ilo_span *frequency = value(sdmx, ILO_SDMX_FREQ);
	const struct ilo_span *period = value(sdmx, ILO_SDMX_TIME_PERIOD);
	const bool is_semester =
		period->text != NULL &&
		memchr(period->text, 'S', period->size_bytes) != NULL;

	return frequency->text == NULL ||
	       (frequency->size_bytes == 1 &&
	        *frequency->text == (is_semester ? 'S' : 'M'));
}

static bool
is_absent(const struct ilo_span *span)
{
	return span->text == NULL ||
	       (span->size_bytes == 3 && memcmp(span->text, "NaN", 3) == 0);
}

static char
letter_of(const struct ilo_span *span, char otherwise)
{
	if (span->text == NULL)
		return otherwise;
	return span->size_bytes == 1 ? *span->text : '\0';
}

static bool
is_letter(const char *property, char letter)
{
	return property != NULL && property[0] == letter && property[1] == '\0';
}

/* The reason that stands for the two flags; NULL: none does. */
static const char *
exact_reason(const struct ilo_sdmx *sdmx, char status, char confidentiality)
{
	const struct ilo_codelist *list = list_of(sdmx, ILO_LIST_ABSENCE);

	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(list, i);

		if (is_letter(ilo_code_property(code, "obs_status"), status) &&
		    is_letter(ilo_code_property(code, "conf_status"),
		              confidentiality))
			return ilo_code_id(code);
	}
	return NULL;
}

/* Flags that no reason stands for stay as they are, if they may go without a
 * value; the nearest reason carries the row through the rules. */
static const char *
reason_of(struct ilo_sdmx *sdmx)
{
	const char status = letter_of(value(sdmx, ILO_SDMX_OBS_STATUS), '\0');
	const char confidentiality =
		letter_of(value(sdmx, ILO_SDMX_CONF_STATUS), 'F');
	const char said[] = {status, '\0'}, kept[] = {confidentiality, '\0'};
	const struct ilo_code_entry *code =
		ilo_codelist_find(list_of(sdmx, ILO_LIST_OBS_STATUS), said);
	const char *number =
		code == NULL ? NULL : ilo_code_property(code, "value");
	const char *exact;

	if (number == NULL || strcmp(number, "present") == 0) {
		fault(sdmx, ILO_D_SDMX_NO_VALUE, ILO_SDMX_OBS_STATUS);
		return NULL;
	}
	if (ilo_codelist_find(list_of(sdmx, ILO_LIST_CONF_STATUS), kept) ==
	    NULL) {
		fault(sdmx, ILO_D_ROW_CONFIDENTIALITY, ILO_SDMX_CONF_STATUS);
		return NULL;
	}
	exact = exact_reason(sdmx, status, confidentiality);
	if (exact != NULL)
		return exact;
	sdmx->status = status;
	sdmx->confidentiality = confidentiality;
	return confidentiality == 'F' ? "not-available" : "suppressed";
}

static enum ilo_status
take_judged(void *context, const struct ilo_row *row)
{
	const struct ilo_sdmx *sdmx = context;
	struct ilo_row own = *row;

	if (sdmx->reading->sink == NULL)
		return ILO_OK;
	own.locator = sdmx->row->locator;
	if (sdmx->status != '\0') {
		own.status = sdmx->status;
		own.confidentiality = sdmx->confidentiality;
	}
	return sdmx->reading->sink(sdmx->reading->sink_context, &own);
}

static void
fill(const struct ilo_sdmx *sdmx, struct ilo_rowtext *text)
{
	static const struct {
		enum ilo_field field;
		enum ilo_component component;
	} pairs[] = {
		{ILO_FIELD_HOST, ILO_SDMX_HOST_COUNTRY},
		{ILO_FIELD_INDICATOR, ILO_SDMX_INDICATOR},
		{ILO_FIELD_COUNTED_BY, ILO_SDMX_COUNTED_BY},
		{ILO_FIELD_CITIZENSHIP, ILO_SDMX_CITIZENSHIP},
		{ILO_FIELD_ROUTE, ILO_SDMX_ROUTE},
		{ILO_FIELD_BORDER, ILO_SDMX_BORDER},
		{ILO_FIELD_PERIOD, ILO_SDMX_TIME_PERIOD},
		{ILO_FIELD_UNIT, ILO_SDMX_UNIT_MEASURE},
	};

	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		text->fields[pairs[i].field] = *value(sdmx, pairs[i].component);
	if (text->is_absence)
		return;
	text->fields[ILO_FIELD_VALUE] = *value(sdmx, ILO_SDMX_OBS_VALUE);
	text->fields[ILO_FIELD_STATUS] = *value(sdmx, ILO_SDMX_OBS_STATUS);
	text->fields[ILO_FIELD_CONFIDENTIALITY] =
		*value(sdmx, ILO_SDMX_CONF_STATUS);
}

enum ilo_status
ilo_sdmx_take(struct ilo_sdmx *sdmx, const struct ilo_sdmx_row *row)
{
	struct ilo_rowtext text = {.line = row->line, .number = ++sdmx->number};
	const char *reason = NULL;

	sdmx->row = row;
	sdmx->status = sdmx->confidentiality = '\0';
	if (!prepare(sdmx))
		return ILO_OK;
	if (sdmx->cover.sender == NULL) { /* said once, in the end */
		ilo_rows_skip(&sdmx->rows);
		return ILO_OK;
	}
	text.is_absence = is_absent(value(sdmx, ILO_SDMX_OBS_VALUE));
	if (!is_by_sender(sdmx))
		fault(sdmx, ILO_D_SDMX_OTHER_REPORTER, ILO_SDMX_REPORTER);
	if (!agrees_with_period(sdmx))
		fault(sdmx, ILO_D_SDMX_MESSAGE_FREQ, ILO_SDMX_FREQ);
	fill(sdmx, &text);
	if (text.is_absence) {
		reason = reason_of(sdmx);
		if (reason == NULL) {
			ilo_rows_skip(&sdmx->rows);
			return ILO_OK;
		}
		text.fields[ILO_FIELD_REASON] =
			(struct ilo_span){reason, strlen(reason)};
	}
	return ilo_rows_take(&sdmx->rows, &text);
}

/* ---- the whole ---- */

static void
check_sender(const struct ilo_sdmx *sdmx)
{
	const char *sender = sdmx->cover.sender;
	const struct ilo_code_entry *member =
		sender == NULL
			? NULL
			: ilo_codelist_find(list_of(sdmx, ILO_LIST_MEMBERS),
	                                    sender);
	char end[ILO_DATE_SIZE];

	if (sender == NULL && sdmx->number > 0)
		ilo_fault(sdmx->faults, ILO_D_SDMX_REPORTER, 0,
		          "the header has no Sender, and there is no --sender");
	if (sender == NULL || sdmx->cover.first == 0)
		return;
	(void)ilo_semester_end(sdmx->cover.first, end); /* its argument */
	if (member == NULL || !ilo_code_valid_on(member, end))
		ilo_fault(sdmx->faults, ILO_D_SENDER_UNKNOWN, 0, "'%s' on %s",
		          sender, end);
}

static void
check_day(const struct ilo_sdmx *sdmx)
{
	const char *day = sdmx->cover.published;
	char start[ILO_DATE_SIZE];
	long number;

	if (day == NULL || sdmx->cover.first == 0 ||
	    !ilo_date_parse(day, &number))
		return;
	(void)ilo_semester_start(sdmx->cover.first, start); /* its argument */
	if (strcmp(day, start) < 0)
		ilo_fault(sdmx->faults, ILO_D_DATE_EARLY, 0,
		          "prepared %s, semester from %s", day, start);
}

void
ilo_sdmx_conclude(struct ilo_sdmx *sdmx, struct ilo_cover *cover)
{
	char semester[ILO_SEMESTER_SIZE];

	if (sdmx->reading->trust == ILO_JUDGE) {
		if (sdmx->number == 0)
			ilo_fault(sdmx->faults, ILO_D_SDMX_NO_ROWS, 0, "%s",
			          "");
		check_sender(sdmx);
		check_day(sdmx);
		if (sdmx->ready)
			ilo_cells_compare(sdmx->rows.cells, sdmx->faults);
	}
	*cover = sdmx->cover;
	cover->covers = NULL; /* not said by the message */
	cover->cover_count = 0;
	if (cover->first != 0)
		cover->series = ilo_arena_strdup(
			sdmx->reading->arena,
			ilo_semester_print(cover->first, semester));
}

void
ilo_sdmx_release(struct ilo_sdmx *sdmx)
{
	if (sdmx->ready)
		ilo_rows_release(&sdmx->rows);
	sdmx->ready = false;
}
