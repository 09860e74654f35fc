/*
 * Days are summed to months, which is what the tables of this house know.  Of a
 * day that several reports tell, the latest report is believed; a month of
 * which a day is not known gives no sum.
 */

#include "common/layout_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"

/* Above this a sum is no longer exact as a double. */
#define TOTAL_MAX INT64_C(999999999999999)

static int
compare_numbers(const void *left, const void *right)
{
	const int32_t *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

const char *
ilo_layout_locator(const struct ilo_layout_file *file, int32_t *numbers,
                   size_t count)
{
	struct ilo_buf text = ILO_BUF_INIT;
	const char *copy;
	size_t end;

	qsort(numbers, count, sizeof *numbers, compare_numbers);
	for (size_t i = 0; i < count; i = end) {
		end = i + 1;
		while (end < count && numbers[end] <= numbers[end - 1] + 1)
			end++;
		ilo_buf_printf(&text, "%s%ld",
		               i > 0       ? ","
		               : count > 1 ? "rows "
		                           : "row ",
		               (long)numbers[i]);
		if (numbers[end - 1] > numbers[i])
			ilo_buf_printf(&text, "-%ld", (long)numbers[end - 1]);
	}
	copy = ilo_arena_strdup(file->reading->arena, ilo_buf_text(&text));
	ilo_buf_release(&text);
	return copy;
}

/* Categories together, their days in order, of a day the latest report last. */
static int
compare_entries(const void *left, const void *right)
{
	const struct ilo_entry *a = left, *b = right;
	const int order = memcmp(a->codes, b->codes, sizeof a->codes);

	if (order != 0)
		return order;
	if (a->period != b->period)
		return a->period < b->period ? -1 : 1;
	if (a->reported != b->reported)
		return a->reported < b->reported ? -1 : 1;
	return (a->line > b->line) - (a->line < b->line);
}

static bool
same_day(const struct ilo_entry *a, const struct ilo_entry *b)
{
	return a->period == b->period &&
	       memcmp(a->codes, b->codes, sizeof a->codes) == 0;
}

/* Leave of each day what the latest report says; how many days it changed. */
static size_t
keep_latest(struct ilo_layout_file *file)
{
	struct ilo_entry *entries = file->entries;
	size_t kept = 0, revised = 0;
	bool changed = false;

	for (size_t i = 0; i < file->entry_count; i++) {
		const bool again =
			i > 0 && same_day(&entries[i], &entries[kept - 1]);

		if (again && entries[i].reported == entries[kept - 1].reported)
			ilo_fault(&file->faults, ILO_D_ROW_DUPLICATE,
			          entries[i].line,
			          "a day twice in one report: first on line "
			          "%ld",
			          (long)entries[kept - 1].line);
		if (again) {
			revised += !changed &&
			           entries[i].value != entries[kept - 1].value;
			changed |= entries[i].value != entries[kept - 1].value;
			entries[kept - 1] = entries[i];
		} else {
			changed = false;
			entries[kept++] = entries[i];
		}
	}
	file->entry_count = kept;
	return revised;
}

static enum ilo_status
pass_sum(struct ilo_layout_file *file, const struct ilo_entry *days,
         size_t count, ilo_month month)
{
	struct ilo_entry sum = days[0];
	int32_t *numbers = ilo_xcalloc(count, sizeof *numbers);
	char period[ILO_MONTH_SIZE];
	enum ilo_status status = ILO_OK;

	sum.value = 0;
	for (size_t i = 0; i < count; i++) {
		numbers[i] = days[i].number;
		sum.has_value &= days[i].has_value;
		sum.value += days[i].value;
		sum.line = days[i].line > sum.line ? days[i].line : sum.line;
		if (days[i].status != 'A')
			sum.status = days[i].status;
	}
	(void)ilo_month_print(month, period); /* returns its argument */
	if (sum.value > TOTAL_MAX)
		ilo_fault(&file->faults, ILO_D_TOTAL_TOO_LARGE, sum.line, "%s",
		          period);
	else if (sum.has_value)
		status = ilo_layout_pass(
			file, &sum, period,
			ilo_layout_locator(file, numbers, count));
	else if (file->judging)
		ilo_fault(&file->faults, ILO_D_MONTH_NOT_WHOLE, sum.line,
		          "%s: a day has no value", period);
	free(numbers);
	return status;
}

enum ilo_status
ilo_layout_sum_days(struct ilo_layout_file *file)
{
	enum ilo_status status = ILO_OK;
	const struct ilo_entry *days;
	char period[ILO_MONTH_SIZE];
	size_t revised, count;
	ilo_month month;

	if (file->entry_count == 0)
		return ILO_OK;
	qsort(file->entries, file->entry_count, sizeof *file->entries,
	      compare_entries);
	revised = keep_latest(file);
	if (revised > 0 && file->judging)
		ilo_fault(&file->faults, ILO_D_DAYS_REVISED, 0, "%zu day(s)",
		          revised);
	for (size_t i = 0; i < file->entry_count && status == ILO_OK;
	     i += count) {
		days = &file->entries[i];
		month = ilo_day_month(days->period);
		count = 1;
		while (i + count < file->entry_count &&
		       days[count].period < ilo_month_first_day(month + 1) &&
		       memcmp(days[count].codes, days->codes,
		              sizeof days->codes) == 0)
			count++;
		if ((long)count ==
		    ilo_month_first_day(month + 1) - ilo_month_first_day(month))
			status = pass_sum(file, days, count, month);
		else if (file->judging)
			ilo_fault(&file->faults, ILO_D_MONTH_NOT_WHOLE,
			          days[count - 1].line, "%s: %zu day(s)",
			          ilo_month_print(month, period), count);
	}
	return status;
}
