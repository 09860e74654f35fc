/*
 * A look at the first row comes first: of another data structure nothing else
 * is worth a word.  Then two passes: the first finds which semesters and host
 * countries the file speaks of, which is what its cover says; the second hands
 * each row to the rules that native rows are judged by, one set of them a
 * semester.
 */

#include "common/sdmxcsv.h"

#include <stdlib.h>
#include <string.h>

#include "common/gate.h"
#include "common/sdmxcsv_row.h"

bool
ilo_sdmxcsv_identify(const char *bytes, size_t count)
{
	const size_t mark = ilo_gate_mark(bytes, count);
	char separator;

	return ilo_sdmx_begins(bytes + mark, count - mark, &separator);
}

/* ---- the look ---------------------------------------------------------- */

/* Ends with the first data row, or earlier where it cannot be told. */
static enum ilo_status
glance(void *context, const struct ilo_csv_row *row)
{
	struct ilo_sdmx *sdmx = context;

	if (!sdmx->header_seen) {
		sdmx->header_seen = true;
		ilo_sdmx_header_find(row, &sdmx->header);
		return sdmx->header.at[sdmx->header.second
		                               ? ILO_SDMX_STRUCTURE_ID
		                               : ILO_SDMX_DATAFLOW] < 0
		               ? ILO_FINDINGS
		               : ILO_OK;
	}
	if (row->count == sdmx->header.count)
		sdmx->foreign = !ilo_sdmx_is_ours(sdmx, row);
	return ILO_FINDINGS;
}

/* ---- first pass -------------------------------------------------------- */

static void
add_part(struct ilo_sdmx *sdmx, ilo_semester semester)
{
	size_t at = sdmx->part_count;

	sdmx->parts = ilo_grow(sdmx->parts, sdmx->part_count,
	                       &sdmx->part_capacity, sizeof *sdmx->parts);
	for (; at > 0 && sdmx->parts[at - 1].semester > semester; at--)
		sdmx->parts[at] = sdmx->parts[at - 1];
	sdmx->parts[at] = (struct ilo_sdmx_part){.semester = semester};
	sdmx->part_count++;
}

static void
look_at(struct ilo_sdmx *sdmx, const struct ilo_csv_row *row)
{
	const struct ilo_span reporter =
		ilo_sdmx_code(sdmx, row, ILO_SDMX_REPORTER);
	const size_t host = ilo_sdmx_host(sdmx, row);
	ilo_semester semester;

	if (sdmx->sender == NULL && reporter.text != NULL)
		sdmx->sender =
			ilo_arena_strndup(sdmx->reading->arena, reporter.text,
		                          reporter.size_bytes);
	if (ilo_sdmx_semester(sdmx, row, &semester) &&
	    ilo_sdmx_find(sdmx, semester) == NULL)
		add_part(sdmx, semester);
	if (host == ILO_NO_CODE || sdmx->hosts[host])
		return;
	sdmx->hosts[host] = true;
	sdmx->host_count++;
}

/* ---- rows ------------------------------------------------------------- */

static enum ilo_status
take_row(void *context, const struct ilo_csv_row *row)
{
	struct ilo_sdmx *sdmx = context;

	if (!sdmx->header_seen) {
		sdmx->header_seen = true;
		return sdmx->second_pass
		               ? ILO_OK
		               : ilo_sdmx_header_read(row, &sdmx->faults,
		                                      &sdmx->header);
	}
	sdmx->number++;
	if (row->count == sdmx->header.count) {
		if (sdmx->second_pass)
			return ilo_sdmx_judge(sdmx, row);
		look_at(sdmx, row);
	} else if (sdmx->second_pass) {
		ilo_fault(&sdmx->faults, ILO_D_CSV_WIDTH, row->line,
		          "found %zu, the header has %zu", row->count,
		          sdmx->header.count);
	}
	return ILO_OK;
}

/* ---- the whole --------------------------------------------------------- */

/* Who it is from: the operator's word before the file's. */
static void
choose_sender(struct ilo_sdmx *sdmx)
{
	const struct ilo_codebook *codebook = sdmx->reading->codebook;
	const char *country;

	if (sdmx->reading->sender != NULL)
		sdmx->sender = sdmx->reading->sender;
	if (sdmx->sender == NULL) {
		ilo_fault(&sdmx->faults, ILO_D_SDMX_REPORTER, 0, "%s",
		          "no REPORTER in the file, no --sender");
		return;
	}
	country = ilo_codebook_country(codebook, sdmx->sender);
	sdmx->sender = ilo_arena_strdup(
		sdmx->reading->arena, country == NULL ? sdmx->sender : country);
	if (ilo_codelist_find(ilo_codebook_list(codebook, ILO_LIST_MEMBERS),
	                      sdmx->sender) == NULL)
		ilo_fault(&sdmx->faults, ILO_D_SENDER_UNKNOWN, 0, "'%s'",
		          sdmx->sender);
}

static const char *const *
list_hosts(const struct ilo_sdmx *sdmx)
{
	const struct ilo_codelist *list =
		ilo_codebook_list(sdmx->reading->codebook, ILO_LIST_COUNTRIES);
	const char **hosts = ilo_arena_alloc(
		sdmx->reading->arena, (sdmx->host_count + 1) * sizeof *hosts);
	size_t count = 0;

	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		if (sdmx->hosts[i])
			hosts[count++] = ilo_code_id(ilo_codelist_at(list, i));
	}
	return hosts;
}

/* A version of what the sender says on those semesters, and on the one host
 * country where there is one. */
static const char *
name_series(const struct ilo_sdmx *sdmx, const char *const *hosts)
{
	const struct ilo_sdmx_part *last = &sdmx->parts[sdmx->part_count - 1];
	char from[ILO_SEMESTER_SIZE], to[ILO_SEMESTER_SIZE];

	return ilo_arena_printf(
		sdmx->reading->arena, "%s%s%s/%s",
		sdmx->host_count == 1 ? hosts[0] : "",
		sdmx->host_count == 1 ? "/" : "",
		ilo_semester_print(sdmx->parts[0].semester, from),
		ilo_semester_print(last->semester, to));
}

static void
fill_cover(const struct ilo_sdmx *sdmx, const char *const *hosts,
           struct ilo_cover *cover)
{
	cover->sender = sdmx->sender;
	cover->report = "statistics";
	cover->published = ilo_arena_strdup(sdmx->reading->arena,
	                                    sdmx->reading->published);
	if (sdmx->part_count == 0)
		return;
	cover->first = sdmx->parts[0].semester;
	cover->last = sdmx->parts[sdmx->part_count - 1].semester;
	cover->series = name_series(sdmx, hosts);
}

/* In the calendar, and the sender a member on its last day. */
static void
check_semester(struct ilo_sdmx *sdmx, const struct ilo_sdmx_part *part)
{
	const struct ilo_codebook *codebook = sdmx->reading->codebook;
	const struct ilo_code_entry *member;

	if (ilo_codelist_find(
		    ilo_codebook_list(codebook, ILO_LIST_PRESIDENCIES),
		    part->rows.semester) == NULL)
		ilo_fault(&sdmx->faults, ILO_D_SEMESTER_UNKNOWN, 0, "%s",
		          part->rows.semester);
	member =
		ilo_codelist_find(ilo_codebook_list(codebook, ILO_LIST_MEMBERS),
	                          part->cover.sender);
	if (member != NULL && !ilo_code_valid_on(member, part->rows.end))
		ilo_fault(&sdmx->faults, ILO_D_STATE_UNKNOWN, 0, "%s in %s",
		          part->cover.sender, part->rows.semester);
}

static void
open_parts(struct ilo_sdmx *sdmx, const char *const *hosts)
{
	for (size_t i = 0; i < sdmx->part_count; i++) {
		struct ilo_sdmx_part *part = &sdmx->parts[i];

		part->cover = (struct ilo_cover){
			.sender = sdmx->sender == NULL ? "" : sdmx->sender,
			.covers = hosts,
			.cover_count = sdmx->host_count,
			.first = part->semester,
			.last = part->semester};
		ilo_rows_init(&part->rows, &sdmx->inner, &part->cover,
		              &sdmx->faults);
		if (sdmx->reading->trust == ILO_JUDGE)
			check_semester(sdmx, part);
	}
}

static void
close_parts(struct ilo_sdmx *sdmx)
{
	for (size_t i = 0; i < sdmx->part_count; i++) {
		if (sdmx->parts[i].rows.cells != NULL)
			ilo_cells_compare(sdmx->parts[i].rows.cells,
			                  &sdmx->faults);
		ilo_rows_release(&sdmx->parts[i].rows);
	}
}

static enum ilo_status
read_rows(struct ilo_sdmx *sdmx, ilo_csv_sink *sink, long *line)
{
	const struct ilo_reading *reading = sdmx->reading;
	const size_t mark = ilo_gate_mark(reading->bytes, reading->count);
	struct ilo_csv_form form = {',', '"'};

	sdmx->header_seen = false;
	(void)ilo_sdmx_begins(reading->bytes + mark, reading->count - mark,
	                      &form.delimiter); /* else the header says it */
	return ilo_csv_read(reading->bytes + mark, reading->count - mark, &form,
	                    sink, sdmx, line);
}

static enum ilo_status
pass(struct ilo_sdmx *sdmx, bool second)
{
	const size_t before = sdmx->faults.errors;
	enum ilo_status status;
	long line = 0;

	sdmx->second_pass = second;
	sdmx->number = 0;
	status = read_rows(sdmx, take_row, &line);
	if (status == ILO_FINDINGS && sdmx->faults.errors == before && !second)
		ilo_fault(&sdmx->faults, ILO_D_CSV_MALFORMED, line,
		          "a quote is not closed, or stands inside a field");
	return status;
}

static enum ilo_status
read_file(struct ilo_sdmx *sdmx, struct ilo_cover *cover)
{
	enum ilo_status status, verdict;
	const char *const *hosts;
	long line;

	(void)read_rows(sdmx, glance, &line); /* the passes report the rest */
	status = sdmx->foreign ? ILO_FINDINGS : pass(sdmx, false);
	if (status == ILO_OK && sdmx->number == 0)
		ilo_fault(&sdmx->faults, ILO_D_CSV_NO_ROWS, 1, "%s",
		          sdmx->header_seen ? "header alone" : "blank lines");
	if (status == ILO_OK && sdmx->number > 0)
		choose_sender(sdmx);
	hosts = list_hosts(sdmx);
	fill_cover(sdmx, hosts, cover);
	if (status == ILO_OK) {
		open_parts(sdmx, hosts);
		status = pass(sdmx, true);
		close_parts(sdmx);
	}
	verdict = ilo_faults_close(&sdmx->faults);
	return status > ILO_FINDINGS ? status : verdict;
}

enum ilo_status
ilo_sdmxcsv_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                 struct ilo_submission *out)
{
	struct ilo_sdmx sdmx = {.reading = reading, .inner = *reading};
	enum ilo_status status = ILO_OK;

	*out = (struct ilo_submission){.narrative = NULL};
	ilo_faults_init(&sdmx.faults, diag, reading->file);
	if (reading->trust == ILO_JUDGE)
		status = ilo_gate_text(reading->bytes, reading->count,
		                       reading->limits, reading->file, diag);
	if (status != ILO_OK)
		return status;
	sdmx.inner.sink = ilo_sdmx_take_judged;
	sdmx.inner.sink_context = &sdmx;
	sdmx.hosts =
		ilo_xcalloc(ilo_codelist_count(ilo_codebook_list(
				    reading->codebook, ILO_LIST_COUNTRIES)),
	                    sizeof *sdmx.hosts);
	status = read_file(&sdmx, &out->cover);
	free(sdmx.parts);
	free(sdmx.hosts);
	return status;
}
