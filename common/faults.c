/* Counting is by catalogue entry: one entry is one rule. */

#include "common/faults.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/mem.h"

/* So many tags on a line, and its number does not tell them apart. */
#define CROWD 4

struct run {
	long first, last;
};

struct ilo_faults_rest {
	struct run runs[ILO_FAULTS_RUNS];
	size_t count;  /* of runs */
	size_t unsaid; /* findings on lines that no run has */
	size_t unplaced;
};

void
ilo_faults_init(struct ilo_faults *faults, struct ilo_diag *diag,
                const char *file)
{
	*faults = (struct ilo_faults){.diag = diag, .file = file};
}

static bool
is_violation(enum ilo_code code)
{
	return strncmp(ilo_diag_id(code), "ING1", 4) == 0;
}

/* Lines come in ascending order, but for a few rules. */
static bool
extend(struct ilo_faults_rest *rest, long line)
{
	for (size_t i = rest->count; i > 0; i--) {
		struct run *run = &rest->runs[i - 1];

		if (line < run->first || line > run->last + 1)
			continue;
		if (line > run->last)
			run->last = line;
		return true;
	}
	return false;
}

static void
note(struct ilo_faults_rest *rest, long line)
{
	if (line <= 0)
		rest->unplaced++;
	else if (extend(rest, line))
		return;
	else if (rest->count < ILO_FAULTS_RUNS)
		rest->runs[rest->count++] = (struct run){line, line};
	else
		rest->unsaid++;
}

/* Where the line begins; most findings come in the order of their lines. */
static const char *
find_line(struct ilo_faults *faults, long line)
{
	const char *end = faults->bytes + faults->count, *at, *next;

	if (line < faults->line || faults->line == 0) {
		faults->line = 1;
		faults->offset = 0;
	}
	at = faults->bytes + faults->offset;
	for (; faults->line < line; faults->line++) {
		next = memchr(at, '\n', (size_t)(end - at));
		if (next == NULL)
			return end;
		at = next + 1;
		faults->offset = (size_t)(at - faults->bytes);
	}
	return at;
}

static bool
is_crowded(struct ilo_faults *faults, long line)
{
	const char *end = faults->bytes + faults->count;
	const char *at = find_line(faults, line);
	int tags = 0;

	for (; at < end && *at != '\n' && tags < CROWD; at++)
		tags += *at == '<' && at + 1 < end &&
		        strchr("/!?", at[1]) == NULL;
	return tags >= CROWD;
}

/* Say behind the detail where on its line the finding is, if need be. */
static void
place(struct ilo_faults *faults, long line, char *detail, size_t room)
{
	size_t length = strlen(detail);
	char text[ILO_FAULTS_WHERE];
	const char *path;

	if (faults->where == NULL || line <= 0 || !is_crowded(faults, line))
		return;
	path = faults->where(faults->context, text);
	length -= length > 0 && detail[length - 1] == '.';
	if (path != NULL) /* cut if long */
		(void)snprintf(detail + length, room - length, "%sat %s",
		               length == 0 ? "" : ", ", path);
}

void
ilo_fault(struct ilo_faults *faults, enum ilo_code code, long line,
          const char *format, ...)
{
	char detail[1000];
	va_list args;

	if (ilo_diag_severity(code) >= ILO_ERROR)
		faults->errors++;
	if (is_violation(code))
		faults->violations++;
	if (++faults->counts[code] > ILO_FAULTS_SHOWN) {
		if (faults->rest[code] == NULL)
			faults->rest[code] =
				ilo_xcalloc(1, sizeof(*faults->rest[code]));
		note(faults->rest[code], line);
		return;
	}
	va_start(args, format);
	(void)vsnprintf(detail, sizeof detail, format, args); /* cut if long */
	va_end(args);
	place(faults, line, detail, sizeof detail);
	ilo_diag_report(faults->diag, code, faults->file, line, "%s", detail);
}

static int
compare(const void *a, const void *b)
{
	const struct run *one = a, *two = b;

	return (one->first > two->first) - (one->first < two->first);
}

static void
print_runs(const struct ilo_faults_rest *rest, struct ilo_buf *out)
{
	const char *separator = "; the others on lines ";

	for (size_t i = 0; i < rest->count; i++) {
		const struct run *run = &rest->runs[i];

		ilo_buf_printf(out, "%s%ld", separator, run->first);
		if (run->last > run->first)
			ilo_buf_printf(out, "-%ld", run->last);
		separator = ", ";
	}
	if (rest->unsaid > 0)
		ilo_buf_printf(out, " and %zu more", rest->unsaid);
	if (rest->unplaced > 0)
		ilo_buf_printf(out, "; %zu without a line", rest->unplaced);
}

static void
say_rest(const struct ilo_faults *faults, enum ilo_code code)
{
	struct ilo_buf text = ILO_BUF_INIT;

	ilo_buf_printf(&text, "%zu of these, the first %u are above",
	               faults->counts[code], ILO_FAULTS_SHOWN);
	qsort(faults->rest[code]->runs, faults->rest[code]->count,
	      sizeof(struct run), compare);
	print_runs(faults->rest[code], &text);
	ilo_diag_report(faults->diag, code, faults->file, 0, "%s",
	                ilo_buf_text(&text));
	ilo_buf_release(&text);
}

enum ilo_status
ilo_faults_close(struct ilo_faults *faults)
{
	for (int i = 0; i < ILO_D_COUNT; i++) {
		if (faults->rest[i] == NULL)
			continue;
		say_rest(faults, (enum ilo_code)i);
		free(faults->rest[i]);
		faults->rest[i] = NULL;
	}
	return faults->errors > 0 ? ILO_FINDINGS : ILO_OK;
}
