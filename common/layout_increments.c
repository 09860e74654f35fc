/*
 * Figures that count since 1 January, report by report, become those of months
 * and semesters: the report of a period's last day less that of the day before
 * it began.  A category that one of the two does not list cannot be told and
 * stays in the rest, which is what the whole grew by less what was told apart;
 * so the parts always make the whole.  Where that would be less than nothing,
 * cases moved between categories, and no figure of the period is one of events.
 */

#include "common/layout_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOTAL_MAX INT64_C(999999999999999)

/* The entries of one day's report; they lie together. */
struct report {
	const struct ilo_entry *entries;
	size_t count;
};

/* What a category grew by, and the number of the earlier row; 0: none. */
struct growth {
	struct ilo_entry entry;
	int32_t before;
};

struct span {
	struct ilo_layout_file *file;
	const char *period;
	struct report before; /* empty where the year begins */
	struct report end;
	bool from_zero;
	struct growth *growths;
	size_t count, capacity;
	int64_t told; /* what they add up to */
	bool unknown; /* a value is missing: the rest cannot be told */
	size_t untold;
};

/* What was told apart of a semester, as a whole and month by month. */
struct told {
	struct ilo_entry *items; /* in the order of their codes */
	size_t count, capacity;
};

struct work {
	struct ilo_layout_file *file;
	size_t untold, gaps;
	struct told semester, months;
	struct ilo_entry rest; /* of the semester; line 0: none was told */
};

static int
compare_entries(const void *left, const void *right)
{
	const struct ilo_entry *a = left, *b = right;
	int order;

	if (a->reported != b->reported)
		return a->reported < b->reported ? -1 : 1;
	order = memcmp(a->codes, b->codes, sizeof a->codes);
	return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static bool
same_cell(const struct ilo_entry *a, const struct ilo_entry *b)
{
	return a->reported == b->reported &&
	       memcmp(a->codes, b->codes, sizeof a->codes) == 0;
}

static void
check_duplicates(struct ilo_layout_file *file)
{
	for (size_t i = 1; i < file->entry_count; i++) {
		if (same_cell(&file->entries[i - 1], &file->entries[i]))
			ilo_fault(&file->faults, ILO_D_ROW_DUPLICATE,
			          file->entries[i].line,
			          "a category twice in one report: first on "
			          "line %ld",
			          (long)file->entries[i - 1].line);
	}
}

/* The first entry that is not before the day. */
static size_t
lower(const struct ilo_layout_file *file, long day)
{
	size_t low = 0, high = file->entry_count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (file->entries[middle].reported < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct report
report_of(const struct ilo_layout_file *file, long day)
{
	const size_t first = lower(file, day);

	return (struct report){&file->entries[first],
	                       lower(file, day + 1) - first};
}

static const struct ilo_entry *
find(const struct report *report, const struct ilo_entry *like)
{
	size_t low = 0, high = report->count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int order = memcmp(report->entries[middle].codes,
		                         like->codes, sizeof like->codes);

		if (order == 0)
			return &report->entries[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void
add_growth(struct span *span, const struct ilo_entry *entry, int32_t before)
{
	span->growths = ilo_grow(span->growths, span->count, &span->capacity,
	                         sizeof *span->growths);
	span->growths[span->count++] = (struct growth){*entry, before};
	span->told += entry->value;
}

/* What the category grew by, if both reports tell. */
static void
take_category(struct span *span, const struct ilo_entry *end)
{
	const struct ilo_entry *before = find(&span->before, end);
	struct ilo_entry growth = *end;

	if (!end->has_value || (before != NULL && !before->has_value)) {
		span->unknown = true;
		return;
	}
	if (before == NULL && !span->from_zero &&
	    !span->file->layout->unlisted_is_zero) {
		span->untold++;
		return;
	}
	growth.value -= before == NULL ? 0 : before->value;
	if (growth.value >= 0) {
		add_growth(span, &growth, before == NULL ? 0 : before->number);
		return;
	}
	span->untold++;
	if (span->file->judging)
		ilo_fault(&span->file->faults, ILO_D_CUMULATIVE_FELL, end->line,
		          "%s, %s: %lld after %lld",
		          ilo_entry_code(span->file, end, ILO_ROLE_CITIZENSHIP),
		          span->period, (long long)end->value,
		          (long long)before->value);
}

static enum ilo_status
pass_growth(struct span *span, const struct growth *growth)
{
	int32_t numbers[2] = {growth->entry.number, growth->before};

	return ilo_layout_pass(span->file, &growth->entry, span->period,
	                       ilo_layout_locator(span->file, numbers,
	                                          growth->before == 0 ? 1 : 2));
}

/* The values added up; beyond TOTAL_MAX once they are too large. */
static int64_t
whole(const struct report *report)
{
	int64_t sum = 0;

	for (size_t i = 0; i < report->count && sum <= TOTAL_MAX; i++)
		sum += report->entries[i].value;
	return sum;
}

static const char *
both_reports(const struct span *span, int32_t *line)
{
	const size_t count = span->end.count + span->before.count;
	int32_t *numbers = ilo_xcalloc(count, sizeof *numbers);
	const char *locator;

	for (size_t i = 0; i < span->end.count; i++) {
		numbers[i] = span->end.entries[i].number;
		if (span->end.entries[i].line > *line)
			*line = span->end.entries[i].line;
	}
	for (size_t i = 0; i < span->before.count; i++)
		numbers[span->end.count + i] = span->before.entries[i].number;
	locator = ilo_layout_locator(span->file, numbers, count);
	free(numbers);
	return locator;
}

/* What the whole grew by less what was told apart: the rest.  False when it is
 * none, and then nothing of the period can be believed. */
static bool
rest_of(struct span *span, struct ilo_entry *rest)
{
	const int64_t end = whole(&span->end), before = whole(&span->before);
	struct ilo_layout_file *file = span->file;

	rest->has_value = !span->unknown;
	rest->status = span->unknown ? 'O' : 'A';
	rest->value = end - before - span->told;
	if (end > TOTAL_MAX || before > TOTAL_MAX) {
		ilo_fault(&file->faults, ILO_D_TOTAL_TOO_LARGE, rest->line,
		          "%s", span->period);
		return false;
	}
	if (span->unknown || rest->value >= 0)
		return true;
	if (file->judging)
		ilo_fault(&file->faults, ILO_D_REST_NEGATIVE, rest->line,
		          "%s: the whole grew by %lld, what is told apart by "
		          "%lld",
		          span->period, (long long)(end - before),
		          (long long)span->told);
	return false;
}

/* Sort out the end's entries; whether they have a rest, which is then in
 * *rest. */
static bool
take_categories(struct span *span, struct ilo_entry *rest)
{
	bool has_rest = false;

	for (size_t i = 0; i < span->before.count; i++)
		span->unknown |= !span->before.entries[i].has_value;
	for (size_t i = 0; i < span->end.count; i++) {
		if (span->end.entries[i].rest) {
			*rest = span->end.entries[i];
			span->unknown |= !rest->has_value;
			has_rest = true;
		} else {
			take_category(span, &span->end.entries[i]);
		}
	}
	return has_rest;
}

static void
note_told(struct told *told, const struct ilo_entry *entry)
{
	told->items = ilo_grow(told->items, told->count, &told->capacity,
	                       sizeof *told->items);
	told->items[told->count++] = *entry;
}

static enum ilo_status
pass_span(struct work *work, struct span *span, struct told *told)
{
	enum ilo_status status = ILO_OK;
	struct ilo_entry rest = {.line = 0};
	const bool has_rest = take_categories(span, &rest);
	const char *locator;

	if (has_rest && !rest_of(span, &rest))
		return ILO_OK;
	for (size_t i = 0; i < span->count && status == ILO_OK; i++) {
		note_told(told, &span->growths[i].entry);
		status = pass_growth(span, &span->growths[i]);
	}
	if (!has_rest || status != ILO_OK)
		return status;
	locator = both_reports(span, &rest.line);
	if (told == &work->semester)
		work->rest = rest;
	return ilo_layout_pass(span->file, &rest, span->period, locator);
}

/* The months from first on, as one period. */
static enum ilo_status
take_period(struct work *work, ilo_month first, int months, const char *period)
{
	const long last_day = ilo_month_first_day(first + months) - 1;
	struct span span = {.file = work->file,
	                    .period = period,
	                    .end = report_of(work->file, last_day),
	                    .from_zero = first % 12 == 0};
	enum ilo_status status;

	if (!span.from_zero)
		span.before =
			report_of(work->file, ilo_month_first_day(first) - 1);
	if (span.end.count == 0 ||
	    (!span.from_zero && span.before.count == 0)) {
		work->gaps += months == 1;
		return ILO_OK;
	}
	status = pass_span(work, &span,
	                   months == 1 ? &work->months : &work->semester);
	free(span.growths);
	if (months == 1)
		work->untold += span.untold;
	return status;
}

static int
compare_codes(const void *left, const void *right)
{
	const struct ilo_entry *a = left, *b = right;

	return memcmp(a->codes, b->codes, sizeof a->codes);
}

/*
 * A category that months tell and the semester does not is in the semester's
 * rest: said so (status K), or its months would be added to that rest.
 */
static enum ilo_status
pass_included(struct work *work, const char *period)
{
	struct told *months = &work->months;
	enum ilo_status status = ILO_OK;
	char locator[32];

	if (work->rest.line == 0 || months->count == 0)
		return ILO_OK;
	qsort(months->items, months->count, sizeof *months->items,
	      compare_codes);
	(void)snprintf(locator, sizeof locator, "row %ld",
	               (long)work->rest.number); /* fits */
	for (size_t i = 0; i < months->count && status == ILO_OK; i++) {
		struct ilo_entry entry = months->items[i];

		if ((i > 0 &&
		     compare_codes(&months->items[i - 1], &entry) == 0) ||
		    (work->semester.count > 0 &&
		     bsearch(&entry, work->semester.items, work->semester.count,
		             sizeof entry, compare_codes) != NULL))
			continue;
		entry.has_value = false;
		entry.value = 0;
		entry.status = 'K';
		entry.line = work->rest.line;
		status = ilo_layout_pass(work->file, &entry, period, locator);
	}
	return status;
}

/* A semester and those of its months from first to last. */
static enum ilo_status
take_semester(struct work *work, ilo_semester semester, ilo_month first,
              ilo_month last)
{
	const ilo_month start = ilo_semester_first_month(semester);
	char whole_period[ILO_SEMESTER_SIZE], period[ILO_MONTH_SIZE];
	enum ilo_status status;

	work->semester.count = work->months.count = 0;
	work->rest = (struct ilo_entry){.line = 0};
	(void)ilo_semester_print(semester, whole_period); /* its argument */
	status = take_period(work, start, 6, whole_period);
	for (int i = 0; i < 6 && status == ILO_OK; i++) {
		if (start + i >= first && start + i <= last)
			status =
				take_period(work, start + i, 1,
			                    ilo_month_print(start + i, period));
	}
	return status == ILO_OK ? pass_included(work, whole_period) : status;
}

static enum ilo_status
take_all(struct work *work)
{
	const struct ilo_entry *entries = work->file->entries;
	const ilo_month last =
		ilo_day_month(entries[work->file->entry_count - 1].reported);
	const ilo_month first = ilo_day_month(entries[0].reported);
	enum ilo_status status = ILO_OK;
	ilo_semester semester;

	for (semester = ilo_month_semester(first);
	     semester <= ilo_month_semester(last) && status == ILO_OK;
	     semester++)
		status = take_semester(work, semester, first, last);
	return status;
}

enum ilo_status
ilo_layout_increments(struct ilo_layout_file *file)
{
	struct work work = {.file = file};
	enum ilo_status status;

	if (file->entry_count == 0)
		return ILO_OK;
	qsort(file->entries, file->entry_count, sizeof *file->entries,
	      compare_entries);
	check_duplicates(file);
	status = take_all(&work);
	free(work.semester.items);
	free(work.months.items);
	if (status != ILO_OK || !file->judging)
		return status;
	if (work.untold > 0)
		ilo_fault(&file->faults, ILO_D_INCREMENT_UNTOLD, 0,
		          "%zu of single months", work.untold);
	if (work.gaps > 0)
		ilo_fault(&file->faults, ILO_D_REPORT_GAP, 0, "%zu month(s)",
		          work.gaps);
	return status;
}
