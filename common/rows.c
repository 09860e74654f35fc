/*
 * Everything here is done for each of hundreds of thousands of rows: codes are
 * hashed, nothing is copied or allocated.
 */

#include "common/rows.h"

#include <string.h>

#include "common/num.h"
#include "common/rules.h"

/* One row under way. */
struct work {
	struct ilo_rows *rows;
	const struct ilo_rowtext *text;
	struct ilo_row row;
	struct ilo_cell cell;
	bool bad;
};

static const struct ilo_span total = {"_T", 2};

void
ilo_rows_init(struct ilo_rows *rows, const struct ilo_reading *reading,
              const struct ilo_cover *cover, struct ilo_faults *faults)
{
	const size_t count = cover->cover_count + 1;

	*rows = (struct ilo_rows){
		.reading = reading, .cover = cover, .faults = faults};
	if (cover->first != 0) {
		/* These return their arguments. */
		(void)ilo_semester_start(cover->first, rows->start);
		(void)ilo_semester_end(cover->first, rows->end);
		(void)ilo_semester_print(cover->first, rows->semester);
	}
	for (int i = 0; i < ILO_LIST_COUNT; i++)
		rows->total[i] =
			ilo_codebook_index(reading->codebook, (enum ilo_list)i,
		                           total.text, total.size_bytes);
	rows->hosts =
		ilo_arena_alloc(reading->arena, count * sizeof *rows->hosts);
	for (size_t i = 0; i < count; i++) {
		const char *code = i == 0 ? cover->host : cover->covers[i - 1];

		if (code != NULL)
			rows->hosts[rows->host_count++] = ilo_codebook_index(
				reading->codebook, ILO_LIST_COUNTRIES, code,
				strlen(code));
	}
	if (reading->trust == ILO_JUDGE)
		rows->cells = ilo_cells_new(reading->codebook);
}

void
ilo_rows_release(struct ilo_rows *rows)
{
	ilo_cells_free(rows->cells);
	rows->cells = NULL;
}

void
ilo_rows_skip(struct ilo_rows *rows)
{
	if (rows->cells != NULL)
		ilo_cells_spoil(rows->cells, ILO_NO_CODE, ILO_NO_CODE,
		                ILO_NO_CODE);
}

static void
fault(struct work *work, enum ilo_code code, const struct ilo_span *span)
{
	work->bad = true;
	ilo_fault(work->rows->faults, code, work->text->line, "'%.*s'",
	          (int)span->size_bytes, span->text == NULL ? "" : span->text);
}

static const struct ilo_span *
field(const struct work *work, enum ilo_field which)
{
	return &work->text->fields[which];
}

static bool
is_last(const struct ilo_row_code *last, const struct ilo_span *span)
{
	return last->entry != NULL && span->text != NULL &&
	       last->size_bytes == span->size_bytes &&
	       memcmp(last->text, span->text, span->size_bytes) == 0;
}

static void
remember(struct ilo_row_code *last, const struct ilo_span *span,
         const struct ilo_code_entry *entry, size_t index)
{
	if (span->text == NULL || span->size_bytes > sizeof last->text)
		return;
	memcpy(last->text, span->text, span->size_bytes);
	last->size_bytes = span->size_bytes;
	last->entry = entry;
	last->index = index;
}

/* The code a field names, valid in the semester; NULL and a fault when there is
 * none.  A field left out is the list's _T, if it has one. */
static const struct ilo_code_entry *
look_up(struct work *work, enum ilo_field which, enum ilo_list list,
        enum ilo_code code, size_t *index)
{
	struct ilo_rows *rows = work->rows;
	const struct ilo_span *span = field(work, which);
	const struct ilo_code_entry *entry = NULL;
	struct ilo_row_code *last = &rows->last[which];

	if (is_last(last, span)) {
		*index = last->index;
		return last->entry;
	}
	if (span->text == NULL && rows->total_valid[list] != NULL) {
		*index = rows->total[list];
		return rows->total_valid[list];
	}
	*index = span->text == NULL
	                 ? rows->total[list]
	                 : ilo_codebook_index(rows->reading->codebook, list,
	                                      span->text, span->size_bytes);
	if (*index != ILO_NO_CODE)
		entry = ilo_codelist_at(
			ilo_codebook_list(rows->reading->codebook, list),
			*index);
	if (entry == NULL || !ilo_rules_valid(entry, rows->start, rows->end)) {
		fault(work, code, span);
		return NULL;
	}
	remember(last, span, entry, *index);
	if (span->text == NULL)
		rows->total_valid[list] = entry;
	return entry;
}

static bool
is_span(const struct ilo_span *span, const char *text)
{
	return span->text != NULL && strlen(text) == span->size_bytes &&
	       memcmp(span->text, text, span->size_bytes) == 0;
}

static const char *
unit_of(struct ilo_rows *rows, const struct ilo_code_entry *indicator)
{
	if (rows->counted != indicator)
		rows->unit = ilo_code_property(indicator, "unit");
	rows->counted = indicator;
	return rows->unit;
}

static void
take_indicator(struct work *work)
{
	const struct ilo_code_entry *entry =
		look_up(work, ILO_FIELD_INDICATOR, ILO_LIST_INDICATORS,
	                ILO_D_ROW_INDICATOR, &work->cell.indicator);
	const struct ilo_span *said = field(work, ILO_FIELD_UNIT);

	if (entry == NULL)
		return;
	work->row.indicator = ilo_code_id(entry);
	work->row.unit = unit_of(work->rows, entry);
	if (work->row.unit != NULL && is_span(said, work->row.unit))
		return;
	work->bad = true;
	ilo_fault(work->rows->faults, ILO_D_ROW_UNIT, work->text->line,
	          "%s is counted in %s, not in '%.*s'", work->row.indicator,
	          work->row.unit == NULL ? "no unit" : work->row.unit,
	          (int)said->size_bytes, said->text == NULL ? "" : said->text);
}

static void
take_host(struct work *work)
{
	const struct ilo_rows *rows = work->rows;
	const struct ilo_span *span = field(work, ILO_FIELD_HOST);
	const struct ilo_codebook *codebook = rows->reading->codebook;
	size_t index = ILO_NO_CODE, i = 0;

	if (span->text != NULL)
		index = ilo_codebook_index(codebook, ILO_LIST_COUNTRIES,
		                           span->text, span->size_bytes);
	else if (rows->cover->host != NULL)
		index = rows->hosts[0];
	while (i < rows->host_count && rows->hosts[i] != index)
		i++;
	work->cell.host = index;
	if (index != ILO_NO_CODE && i < rows->host_count) {
		work->row.host = ilo_code_id(ilo_codelist_at(
			ilo_codebook_list(codebook, ILO_LIST_COUNTRIES),
			index));
		return;
	}
	/* Whose it is meant to be is not known.  A cover that names no known
	 * country was reported itself. */
	work->cell.host = ILO_NO_CODE;
	work->bad = true;
	if (rows->host_count > 0 && rows->hosts[0] != ILO_NO_CODE)
		fault(work, ILO_D_ROW_HOST, span);
}

static void
take_dimensions(struct work *work)
{
	static const struct {
		enum ilo_field field;
		enum ilo_list list;
		enum ilo_code code;
		unsigned by;
	} dimensions[] = {
		{ILO_FIELD_CITIZENSHIP, ILO_LIST_COUNTRIES,
	         ILO_D_ROW_CITIZENSHIP, ILO_BY_CITIZENSHIP},
		{ILO_FIELD_ROUTE, ILO_LIST_ROUTES, ILO_D_ROW_ROUTE,
	         ILO_BY_ROUTE},
		{ILO_FIELD_BORDER, ILO_LIST_BORDERS, ILO_D_ROW_BORDER,
	         ILO_BY_BORDER},
	};
	size_t *const indexes[] = {&work->cell.citizenship, &work->cell.route,
	                           &work->cell.border};
	const char **const ids[] = {&work->row.citizenship, &work->row.route,
	                            &work->row.border};

	for (size_t i = 0; i < sizeof dimensions / sizeof dimensions[0]; i++) {
		const struct ilo_code_entry *entry =
			look_up(work, dimensions[i].field, dimensions[i].list,
		                dimensions[i].code, indexes[i]);

		if (entry != NULL)
			*ids[i] = ilo_code_id(entry);
		if (*indexes[i] != work->rows->total[dimensions[i].list])
			work->cell.broken |= dimensions[i].by;
	}
}

static bool
is_month_of(struct ilo_rows *rows, const struct ilo_span *span)
{
	ilo_month month = 0;

	if (span->text == NULL || span->size_bytes != ILO_MONTH_SIZE - 1)
		return false;
	if (rows->month != 0 &&
	    memcmp(rows->period, span->text, ILO_MONTH_SIZE - 1) == 0)
		return true;
	memcpy(rows->period, span->text, ILO_MONTH_SIZE - 1);
	rows->period[ILO_MONTH_SIZE - 1] = '\0';
	rows->month = 0;
	if (ilo_month_parse(rows->period, &month) &&
	    ilo_month_semester(month) == rows->cover->first)
		rows->month = 1 + (unsigned)month % 6;
	return rows->month != 0;
}

static void
take_period(struct work *work)
{
	const struct ilo_span *span = field(work, ILO_FIELD_PERIOD);
	struct ilo_rows *rows = work->rows;

	if (rows->cover->first == 0) {
		work->bad = true; /* the cover's fault, reported there */
	} else if (is_month_of(rows, span)) {
		work->row.period = rows->period;
		work->cell.month = rows->month;
		work->cell.broken |= ILO_BY_MONTH;
	} else if (is_span(span, rows->semester)) {
		work->row.period = rows->semester;
	} else {
		fault(work, ILO_D_ROW_PERIOD, span);
	}
}

/* The code of a status, one letter or a word; a field left out is the schema's
 * default. */
static const struct ilo_code_entry *
letter(struct work *work, enum ilo_field which, enum ilo_list list,
       const char *otherwise)
{
	const struct ilo_codebook *codebook = work->rows->reading->codebook;
	struct ilo_row_code *last = &work->rows->last[which];
	struct ilo_span span = *field(work, which);
	const struct ilo_code_entry *entry;
	size_t index;

	if (span.text == NULL)
		span = (struct ilo_span){otherwise, strlen(otherwise)};
	if (is_last(last, &span))
		return last->entry;
	index = ilo_codebook_index(codebook, list, span.text, span.size_bytes);
	if (index == ILO_NO_CODE)
		return NULL;
	entry = ilo_codelist_at(ilo_codebook_list(codebook, list), index);
	remember(last, &span, entry, index);
	return entry;
}

/* Whether a value can have that status. */
static bool
goes_with_value(struct ilo_rows *rows, const struct ilo_code_entry *status)
{
	const char *number;

	if (rows->status == status)
		return true;
	number = ilo_code_property(status, "value");
	if (number == NULL || strcmp(number, "absent") == 0)
		return false;
	rows->status = status;
	return true;
}

static void
take_value(struct work *work)
{
	const struct ilo_span *span = field(work, ILO_FIELD_VALUE);
	const struct ilo_code_entry *status, *confidentiality;

	if (span->text == NULL ||
	    !ilo_num_count_span(span->text, span->size_bytes, &work->row.value))
		fault(work, ILO_D_ROW_VALUE, span);
	work->row.has_value = true;
	status = letter(work, ILO_FIELD_STATUS, ILO_LIST_OBS_STATUS, "A");
	if (status == NULL || !goes_with_value(work->rows, status))
		fault(work, ILO_D_ROW_STATUS, field(work, ILO_FIELD_STATUS));
	else
		work->row.status = *ilo_code_id(status);
	confidentiality = letter(work, ILO_FIELD_CONFIDENTIALITY,
	                         ILO_LIST_CONF_STATUS, "F");
	if (confidentiality == NULL)
		fault(work, ILO_D_ROW_CONFIDENTIALITY,
		      field(work, ILO_FIELD_CONFIDENTIALITY));
	else
		work->row.confidentiality = *ilo_code_id(confidentiality);
}

static void
take_absence(struct work *work)
{
	const struct ilo_span *span = field(work, ILO_FIELD_REASON);
	const struct ilo_code_entry *reason =
		letter(work, ILO_FIELD_REASON, ILO_LIST_ABSENCE, "");
	const char *status = NULL, *confidentiality = NULL;

	if (reason != NULL) {
		status = ilo_code_property(reason, "obs_status");
		confidentiality = ilo_code_property(reason, "conf_status");
	}
	if (status == NULL || confidentiality == NULL) {
		fault(work, ILO_D_ROW_REASON, span);
		return;
	}
	work->row.status = *status;
	work->row.confidentiality = *confidentiality;
}

static void
judge(struct work *work)
{
	struct ilo_cells *cells = work->rows->cells;
	long before;

	if (work->bad) {
		ilo_cells_spoil(cells, work->cell.host, work->cell.indicator,
		                work->cell.counted_by);
		return;
	}
	work->cell.has_value = work->row.has_value;
	work->cell.value = work->row.value;
	work->cell.line = work->text->line;
	before = ilo_cells_add(cells, &work->cell);
	if (before == 0)
		return;
	work->bad = true;
	ilo_fault(work->rows->faults, ILO_D_ROW_DUPLICATE, work->text->line,
	          "%s %s %s %s, citizenship %s, route %s, border %s: first on "
	          "line %ld",
	          work->row.host, work->row.indicator, work->row.counted_by,
	          work->row.period, work->row.citizenship, work->row.route,
	          work->row.border, before);
}

/* Printed by hand: it is done for every row. */
static const char *
locate(struct ilo_rows *rows, const struct ilo_rowtext *text)
{
	static const char observation[] = "/submission/statistics/observation[";
	static const char absence[] = "/submission/statistics/absence[";
	const char *path = text->is_absence ? absence : observation;
	char *end = rows->locator + sizeof rows->locator - 1, *start;
	size_t length = strlen(path);
	long number = text->number;

	*end = '\0';
	start = end - 1;
	*start = ']';
	do {
		*--start = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	start -= length;
	memcpy(start, path, length);
	return start;
}

enum ilo_status
ilo_rows_take(struct ilo_rows *rows, const struct ilo_rowtext *text)
{
	const struct ilo_reading *reading = rows->reading;
	struct work work = {.rows = rows, .text = text};
	const struct ilo_code_entry *counted_by;

	take_indicator(&work);
	take_host(&work);
	take_dimensions(&work);
	take_period(&work);
	counted_by = look_up(&work, ILO_FIELD_COUNTED_BY, ILO_LIST_COUNTED_BY,
	                     ILO_D_ROW_COUNTED_BY, &work.cell.counted_by);
	if (counted_by != NULL)
		work.row.counted_by = ilo_code_id(counted_by);
	if (text->is_absence)
		take_absence(&work);
	else
		take_value(&work);
	if (rows->cells != NULL)
		judge(&work);
	/* A cover without a sender has its own finding. */
	if (work.bad || reading->sink == NULL || rows->cover->sender == NULL)
		return ILO_OK;
	work.row.reporter = rows->cover->sender;
	work.row.line = text->line;
	work.row.locator = locate(rows, text);
	return reading->sink(reading->sink_context, &work.row);
}
