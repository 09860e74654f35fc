/* One row: its texts to codes, dates and counts.  Each fault names the line; a
 * row has as many faults as it has bad fields. */

#include "common/layout_read.h"

#include <ctype.h>
#include <string.h>

#include "common/num.h"

/* One row under way. */
struct decoding {
	struct ilo_layout_file *file;
	const char *const *fields;
	long line;
	struct ilo_entry *entry;
	struct ilo_when period, reported;
	bool bad;
};

/* What a field holds that is wrong, and the column as its table names it. */
static void
refuse_field(struct decoding *decoding, enum ilo_code code, int at,
             const char *form)
{
	struct ilo_layout_file *file = decoding->file;

	ilo_fault(&file->faults, code, decoding->line, "'%s' in column %s%s%s",
	          decoding->fields[at], file->layout->columns[at].name,
	          form == NULL ? "" : " is not ", form == NULL ? "" : form);
	decoding->bad = true;
}

static void
take_when(struct decoding *decoding, enum ilo_role role, enum ilo_code fault,
          struct ilo_when *when)
{
	const struct ilo_layout *layout = decoding->file->layout;
	const int at = layout->column_of[role];
	const char *form;

	if (at < 0)
		return;
	form = layout->columns[at].form;
	if (ilo_when_parse(form, decoding->fields[at], when))
		return;
	refuse_field(decoding, fault, at, form);
	when->frequency = '\0';
}

/* ---- codes ------------------------------------------------------------- */

static const struct ilo_layout_label *
find_label(const struct ilo_layout_column *column, const char *text)
{
	for (size_t i = 0; i < column->label_count; i++) {
		if (strcmp(column->labels[i].text, text) == 0)
			return &column->labels[i];
	}
	return NULL;
}

static size_t
index_of(const struct ilo_layout_file *file, enum ilo_list list, const char *id)
{
	return ilo_codebook_index(file->reading->codebook, list, id,
	                          strlen(id));
}

/* A reporter is a member; its names are those of the country. */
static size_t
by_alias(const struct ilo_layout_file *file, enum ilo_role role,
         const char *scheme, const char *text)
{
	const struct ilo_codebook *codebook = file->reading->codebook;
	const enum ilo_list own = ilo_role_list(role);
	const enum ilo_list list =
		own == ILO_LIST_MEMBERS ? ILO_LIST_COUNTRIES : own;
	const struct ilo_code_entry *code;
	size_t index;

	if (scheme == NULL && list == own)
		return index_of(file, own, text);
	if (scheme == NULL) {
		index = index_of(file, list, text);
		code = index == ILO_NO_CODE
		               ? NULL
		               : ilo_codelist_at(
					 ilo_codebook_list(codebook, list),
					 index);
	} else {
		code = ilo_codelist_find_alias(
			ilo_codebook_list(codebook, list), scheme, text);
	}
	return index_of(file, own, code == NULL ? text : ilo_code_id(code));
}

static enum ilo_code
fault_of(enum ilo_role role)
{
	static const enum ilo_code faults[] = {
		[ILO_ROLE_HOST] = ILO_D_ROW_HOST,
		[ILO_ROLE_CITIZENSHIP] = ILO_D_ROW_CITIZENSHIP,
		[ILO_ROLE_ROUTE] = ILO_D_ROW_ROUTE,
		[ILO_ROLE_BORDER] = ILO_D_ROW_BORDER,
		[ILO_ROLE_INDICATOR] = ILO_D_ROW_INDICATOR,
		[ILO_ROLE_COUNTED_BY] = ILO_D_ROW_COUNTED_BY,
		[ILO_ROLE_REPORTER] = ILO_D_ROW_REPORTER,
		[ILO_ROLE_SENDER] = ILO_D_SENDER_UNKNOWN,
	};

	return faults[role];
}

/* The position of the code that the column's text stands for. */
static size_t
take_code(struct decoding *decoding, enum ilo_role role,
          const struct ilo_layout_column *column, const char *text)
{
	struct ilo_layout_file *file = decoding->file;
	const struct ilo_layout_label *label = find_label(column, text);
	size_t index;

	if (*text == '\0' && column->blank != NULL) {
		file->unnamed++;
		return index_of(file, ilo_role_list(role), column->blank);
	}
	if (label != NULL) {
		decoding->entry->rest |= label->use == ILO_LABEL_REST;
		return label->code == NULL ? 0
		                           : index_of(file, ilo_role_list(role),
		                                      label->code);
	}
	index = by_alias(file, role, column->scheme, text);
	if (index != ILO_NO_CODE)
		return index;
	ilo_fault(&file->faults, fault_of(role), decoding->line,
	          "'%s' in column %s is no %s of layout %s", text, column->name,
	          column->scheme == NULL ? "code" : column->scheme,
	          file->layout->kind.name);
	decoding->bad = true;
	return 0;
}

static void
take_codes(struct decoding *decoding)
{
	struct ilo_layout_file *file = decoding->file;
	const struct ilo_layout *layout = file->layout;
	struct ilo_entry *entry = decoding->entry;

	memcpy(entry->codes, file->fixed, sizeof entry->codes);
	for (int i = 0; i < ILO_DIMENSIONS; i++) {
		const int at = layout->column_of[i];

		if (at >= 0)
			entry->codes[i] = (uint16_t)take_code(
				decoding, (enum ilo_role)i,
				&layout->columns[at], decoding->fields[at]);
	}
	if (layout->host_is_citizenship)
		entry->codes[ILO_ROLE_HOST] =
			entry->codes[ILO_ROLE_CITIZENSHIP];
}

/* One file, one sender. */
static void
take_sender(struct decoding *decoding)
{
	struct ilo_layout_file *file = decoding->file;
	const int at = file->layout->column_of[ILO_ROLE_SENDER];
	const char *id;
	size_t index;

	if (at < 0)
		return;
	index = take_code(decoding, ILO_ROLE_SENDER, &file->layout->columns[at],
	                  decoding->fields[at]);
	if (decoding->bad)
		return;
	id = ilo_code_id(ilo_codelist_at(
		ilo_codebook_list(file->reading->codebook, ILO_LIST_MEMBERS),
		index));
	if (file->sender == NULL)
		file->sender = id;
	else if (strcmp(file->sender, id) != 0) {
		ilo_fault(&file->faults, ILO_D_SENDERS_MIXED, decoding->line,
		          "%s after %s", id, file->sender);
		decoding->bad = true;
	}
	if (file->layout->column_of[ILO_ROLE_REPORTER] < 0 &&
	    file->layout->fixed[ILO_ROLE_REPORTER] == NULL)
		decoding->entry->codes[ILO_ROLE_REPORTER] = (uint16_t)index;
}

static void
take_constants(struct decoding *decoding)
{
	const struct ilo_layout *layout = decoding->file->layout;

	for (size_t i = 0; i < layout->column_count; i++) {
		const struct ilo_layout_column *column = &layout->columns[i];

		if (column->role != ILO_ROLE_CONSTANT ||
		    strcmp(column->text, decoding->fields[i]) == 0)
			continue;
		ilo_fault(&decoding->file->faults, ILO_D_ROW_CONSTANT,
		          decoding->line, "column %s holds '%s', not '%s'",
		          column->name, decoding->fields[i], column->text);
		decoding->bad = true;
	}
}

/* ---- counts ------------------------------------------------------------ */

/* Digits in groups of three behind the first, and nothing but noughts behind
 * the decimal mark: "1,405" and "1405" are 1405, "1,40" is nothing. */
static bool
plain_digits(const struct ilo_layout *layout, const char *text, char digits[20])
{
	size_t count = 0, group = 0;
	bool grouped = false;

	for (; *text != '\0' && count < 19; text++) {
		if (isdigit((unsigned char)*text) != 0) {
			digits[count++] = *text;
			group++;
		} else if (*text == layout->thousands && *text != '\0' &&
		           (grouped ? group == 3 : group > 0 && group < 4)) {
			grouped = true;
			group = 0;
		} else {
			break;
		}
	}
	digits[count] = '\0';
	if (grouped && group != 3)
		return false;
	if (layout->decimal != '\0' && *text == layout->decimal)
		return text[1] != '\0' &&
		       strspn(text + 1, "0") == strlen(text + 1);
	return *text == '\0';
}

/* A blank may be one that does not break (U+00A0, U+202F). */
static const char *
with_plain_blanks(const struct ilo_layout *layout, const char *text,
                  char copy[40])
{
	size_t count = 0;

	if (layout->thousands != ' ' || strlen(text) >= 40)
		return text;
	while (*text != '\0') {
		const size_t length = strncmp(text, "\xc2\xa0", 2) == 0 ? 2
		                      : strncmp(text, "\xe2\x80\xaf", 3) == 0
		                              ? 3
		                              : 1;

		copy[count++] = (char)(length == 1 ? *text : ' ');
		text += length;
	}
	copy[count] = '\0';
	return copy;
}

static bool
is_missing(const struct ilo_layout *layout, const char *text)
{
	for (size_t i = 0; i < layout->missing_count; i++) {
		if (strcmp(layout->missing[i], text) == 0)
			return true;
	}
	return false;
}

static void
take_value(struct decoding *decoding)
{
	struct ilo_layout_file *file = decoding->file;
	const struct ilo_layout *layout = file->layout;
	struct ilo_entry *entry = decoding->entry;
	const int at = layout->column_of[ILO_ROLE_VALUE];
	const char *text = decoding->fields[at];
	char digits[20], copy[40];

	entry->status = 'A';
	if (is_missing(layout, text)) {
		entry->status = 'O';
		return;
	}
	if (!plain_digits(layout, with_plain_blanks(layout, text, copy),
	                  digits) ||
	    !ilo_num_count(digits, &entry->value)) {
		refuse_field(decoding, ILO_D_ROW_VALUE, at, NULL);
		return;
	}
	entry->has_value = true;
	if (entry->value % layout->rounding != 0)
		file->uneven++;
}

static long
rank_of(const struct ilo_code_entry *code)
{
	const char *rank = ilo_code_property(code, "rank");
	int64_t number = 0;

	return rank != NULL && ilo_num_count(rank, &number) ? (long)number : 0;
}

/* The worst of the flags that the letters stand for. */
static void
take_flags(struct decoding *decoding)
{
	struct ilo_layout_file *file = decoding->file;
	const int at = file->layout->column_of[ILO_ROLE_FLAGS];
	const struct ilo_codelist *list =
		ilo_codebook_list(file->reading->codebook, ILO_LIST_OBS_STATUS);
	const struct ilo_code_entry *worst = NULL, *code;
	const char *use;

	for (const char *flag = at < 0 ? "" : decoding->fields[at];
	     *flag != '\0'; flag++) {
		const char text[2] = {*flag, '\0'};
		const char *scheme = file->layout->columns[at].scheme;

		code = scheme == NULL
		               ? ilo_codelist_find(list, text)
		               : ilo_codelist_find_alias(list, scheme, text);
		if (code == NULL) {
			refuse_field(decoding, ILO_D_ROW_FLAG, at, NULL);
			return;
		}
		if (worst == NULL || rank_of(code) < rank_of(worst))
			worst = code;
	}
	use = worst == NULL ? NULL : ilo_code_property(worst, "value");
	if (use == NULL)
		return;
	if (decoding->entry->has_value && strcmp(use, "absent") == 0) {
		refuse_field(decoding, ILO_D_ROW_STATUS, at, NULL);
	} else if (decoding->entry->has_value || strcmp(use, "absent") == 0) {
		decoding->entry->status = *ilo_code_id(worst);
	}
}

/* ---- the row ----------------------------------------------------------- */

/* Whether a field says that the row is an aggregate. */
static enum ilo_fate_of_row
aggregate(const struct decoding *decoding)
{
	const struct ilo_layout *layout = decoding->file->layout;
	enum ilo_fate_of_row fate = ILO_ROW_TAKEN;

	for (size_t i = 0; i < layout->column_count; i++) {
		const struct ilo_layout_label *label =
			find_label(&layout->columns[i], decoding->fields[i]);

		if (label != NULL && label->use == ILO_LABEL_LEFT_OUT)
			return ILO_ROW_PASSED_OVER;
		if (label != NULL && label->use == ILO_LABEL_TOTAL)
			fate = ILO_ROW_TOTAL;
	}
	return fate;
}

/* A day after that of its report has not been: whatever is printed. */
static bool
is_future(struct decoding *decoding)
{
	struct ilo_layout_file *file = decoding->file;
	const char *value =
		decoding->fields[file->layout->column_of[ILO_ROLE_VALUE]];

	if (decoding->period.frequency != 'D' ||
	    decoding->reported.frequency != 'D' ||
	    decoding->period.number <= decoding->reported.number)
		return false;
	file->future++;
	file->future_given += strspn(value, "0") != strlen(value) &&
	                      !is_missing(file->layout, value);
	return true;
}

/* The whole period lies outside the country's validity. */
static void
check_age(const struct decoding *decoding, const struct ilo_when *when)
{
	struct ilo_layout_file *file = decoding->file;
	const struct ilo_code_entry *code = ilo_codelist_at(
		ilo_codebook_list(file->reading->codebook, ILO_LIST_COUNTRIES),
		decoding->entry->codes[ILO_ROLE_CITIZENSHIP]);
	const char *from = ilo_code_from(code), *to = ilo_code_to(code);
	char start[ILO_TIME_SIZE], end[ILO_TIME_SIZE];

	ilo_when_bounds(when, start, end);
	if ((from != NULL && strcmp(end, from) < 0) ||
	    (to != NULL && strcmp(start, to) > 0))
		ilo_fault(&file->faults, ILO_D_NATIONALITY_OLD, decoding->line,
		          "%s in %s (%s to %s)", ilo_code_id(code), when->text,
		          from == NULL ? "" : from, to == NULL ? "" : to);
	from = file->layout->from;
	to = file->layout->to;
	file->outside += (from != NULL && strcmp(end, from) < 0) ||
	                 (to != NULL && strcmp(start, to) > 0);
}

static void
note_when(struct ilo_layout_file *file, const struct ilo_when *period,
          const struct ilo_when *reported)
{
	if (reported->frequency != '\0' &&
	    (file->last_report.frequency == '\0' ||
	     reported->number > file->last_report.number))
		file->last_report = *reported;
	if (period->frequency == '\0')
		return;
	file->frequency = period->frequency;
	if (file->first.frequency == '\0' ||
	    period->number < file->first.number)
		file->first = *period;
	if (file->last.frequency == '\0' || period->number > file->last.number)
		file->last = *period;
}

enum ilo_fate_of_row
ilo_layout_decode(struct ilo_layout_file *file, const char *const *fields,
                  long line, struct ilo_entry *entry)
{
	struct decoding decoding = {
		.file = file, .fields = fields, .line = line, .entry = entry};
	const enum ilo_fate_of_row fate = aggregate(&decoding);
	const struct ilo_when *when;

	*entry = (struct ilo_entry){.line = (int32_t)line,
	                            .number = (int32_t)file->number};
	if (fate == ILO_ROW_PASSED_OVER) {
		file->left_out++;
		return fate;
	}
	take_constants(&decoding);
	take_codes(&decoding);
	take_sender(&decoding);
	take_when(&decoding, ILO_ROLE_PERIOD, ILO_D_ROW_MONTH,
	          &decoding.period);
	take_when(&decoding, ILO_ROLE_REPORTED, ILO_D_ROW_REPORTED,
	          &decoding.reported);
	if (is_future(&decoding))
		return decoding.bad ? ILO_ROW_BAD : ILO_ROW_PASSED_OVER;
	take_value(&decoding);
	take_flags(&decoding);
	note_when(file, &decoding.period, &decoding.reported);
	when = decoding.period.frequency != '\0' ? &decoding.period
	                                         : &decoding.reported;
	if (file->judging && !decoding.bad && when->frequency != '\0')
		check_age(&decoding, when);
	entry->period = (int32_t)decoding.period.number;
	entry->reported = (int32_t)decoding.reported.number;
	return decoding.bad ? ILO_ROW_BAD : fate;
}

const char *
ilo_entry_code(const struct ilo_layout_file *file,
               const struct ilo_entry *entry, enum ilo_role role)
{
	return ilo_code_id(ilo_codelist_at(
		ilo_codebook_list(file->reading->codebook, ilo_role_list(role)),
		entry->codes[role]));
}

/* The lists' lengths are the bases of the key's digits. */
uint64_t
ilo_entry_key(const struct ilo_layout_file *file, const struct ilo_entry *entry,
              unsigned without)
{
	/* Days before 1970 are negative. */
	uint64_t key = (uint64_t)((int64_t)entry->period + 36525);

	for (int i = 0; i < ILO_DIMENSIONS; i++) {
		const size_t count = ilo_codelist_count(
			ilo_codebook_list(file->reading->codebook,
		                          ilo_role_list((enum ilo_role)i)));

		key = key * count +
		      ((without & 1u << i) != 0 ? 0 : entry->codes[i]);
	}
	return key;
}
