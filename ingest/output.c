/* The names of the outcomes are those of the register's fates. */

#include "ingest/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/text.h"

static const char *const names[OUTCOME_COUNT] = {
	"accepted",    "accepted-with-findings",
	"superseded",  "duplicate",
	"rejected",    "not-for-us",
	"quarantined", "left",
	"unreadable"};

enum outcome
output_outcome(const char *fate)
{
	int i;

	for (i = 0; i < OUTCOME_LEFT; i++)
		if (strcmp(names[i], fate) == 0)
			return (enum outcome)i;
	return OUTCOME_ABSENT;
}

void
output_line(const char *path, const struct record *record, bool json,
            struct ilo_buf *out)
{
	struct ilo_buf shown = ILO_BUF_INIT;

	ilo_text_escape(&shown, path, strlen(path));
	if (json) {
		ilo_buf_printf(out,
		               "{\"fate\":\"%s\",\"sha256\":", record->fate);
		if (record->sha256 == NULL)
			ilo_buf_puts(out, "null");
		else
			ilo_text_json(out, record->sha256);
		ilo_buf_puts(out, ",\"kind\":");
		ilo_text_json(out, record->kind);
		ilo_buf_puts(out, ",\"file\":");
		ilo_text_json(out, ilo_buf_text(&shown));
		ilo_buf_puts(out, "}\n");
	} else {
		ilo_buf_printf(out, "%s\t%.16s\t%s\t%s\n", record->fate,
		               record->sha256 == NULL ? "-" : record->sha256,
		               record->kind, ilo_buf_text(&shown));
	}
	ilo_buf_release(&shown);
}

void
output_totals(const struct totals *totals, bool json, struct ilo_buf *out)
{
	const char *separator = json ? ",\"fates\":{" : ": ";
	size_t files = 0, i;

	for (i = 0; i < OUTCOME_COUNT; i++)
		files += totals->counts[i];
	if (json)
		ilo_buf_printf(out, "{\"files\":%zu", files);
	else
		ilo_buf_printf(out, "%zu file%s", files, files == 1 ? "" : "s");
	for (i = 0; i < OUTCOME_COUNT; i++) {
		if (!json && totals->counts[i] == 0)
			continue;
		if (json)
			ilo_buf_printf(out, "%s\"%s\":%zu", separator, names[i],
			               totals->counts[i]);
		else
			ilo_buf_printf(out, "%s%zu %s", separator,
			               totals->counts[i], names[i]);
		separator = json ? "," : ", ";
	}
	ilo_buf_puts(out, json ? "}}\n" : "\n");
}

enum ilo_status
output_print(const struct ilo_buf *text, struct ilo_diag *diag)
{
	size_t put = fwrite(ilo_buf_text(text), 1, text->count, stdout);

	if (put == text->count && fflush(stdout) == 0)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_OUTPUT, "standard output", 0,
	                "%s; the files up to here are in the archive",
	                strerror(errno));
	return ILO_FAILED;
}
