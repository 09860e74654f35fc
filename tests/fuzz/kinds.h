/* Reading one input as a kind, twice: judged, and as transform does. */

#ifndef ILO_TESTS_FUZZ_KINDS_H
#define ILO_TESTS_FUZZ_KINDS_H

#include "common/submission.h"
#include "common/xmlio.h"
#include "tests/fuzz/fuzz.h"

struct fuzz_rows {
	size_t count;
	uint64_t sum; /* of the rows, in their order */
};

static inline void
fuzz_stir(uint64_t *sum, const char *text)
{
	FUZZ_CHECK(text != NULL);
	for (; *text != '\0'; text++)
		*sum = (*sum ^ (unsigned char)*text) * UINT64_C(1099511628211);
}

static inline enum ilo_status
fuzz_take(void *context, const struct ilo_row *row)
{
	struct fuzz_rows *rows = context;

	rows->count++;
	fuzz_stir(&rows->sum, row->host);
	fuzz_stir(&rows->sum, row->indicator);
	fuzz_stir(&rows->sum, row->counted_by);
	fuzz_stir(&rows->sum, row->reporter);
	fuzz_stir(&rows->sum, row->citizenship);
	fuzz_stir(&rows->sum, row->route);
	fuzz_stir(&rows->sum, row->border);
	fuzz_stir(&rows->sum, row->period);
	fuzz_stir(&rows->sum, row->unit);
	fuzz_stir(&rows->sum, row->locator);
	rows->sum += (uint64_t)row->value + (uint64_t)row->line;
	FUZZ_CHECK(row->value >= 0 && row->value <= 999999999999999);
	FUZZ_CHECK(row->has_value || row->status != 'A');
	FUZZ_CHECK(row->line > 0);
	FUZZ_CHECK(ilo_period_frequency(row->period) != '\0');
	return ILO_OK;
}

/* Read once for all inputs: it is the program's own. */
static inline const struct ilo_codebook *
fuzz_codebook(void)
{
	static struct ilo_codebook *codebook;
	struct ilo_diag diag;

	if (codebook == NULL) {
		ilo_xml_init();
		ilo_diag_init(&diag, "fuzz", stderr);
		FUZZ_CHECK(ilo_codebook_read(".", &diag, &codebook) == ILO_OK);
	}
	return codebook;
}

static inline enum ilo_status
fuzz_read(const struct ilo_kind *kind, const char *bytes, size_t count,
          enum ilo_trust trust, struct fuzz_rows *rows)
{
	struct ilo_submission submission;
	struct ilo_diag diag;
	const struct ilo_reading reading = {.file = "given",
	                                    .bytes = bytes,
	                                    .count = count,
	                                    .trust = trust,
	                                    .codebook = fuzz_codebook(),
	                                    .arena = ilo_arena_new(),
	                                    .sink = fuzz_take,
	                                    .sink_context = rows};
	enum ilo_status status;

	*rows = (struct fuzz_rows){.sum = UINT64_C(14695981039346656037)};
	ilo_diag_init(&diag, "fuzz", NULL);
	status = ilo_kind_read(kind, &reading, &diag, &submission);
	FUZZ_CHECK(status == ILO_OK || status == ILO_FINDINGS);
	FUZZ_CHECK((ilo_diag_count(&diag, ILO_ERROR) > 0) ==
	           (status != ILO_OK));
	ilo_submission_release(&submission);
	ilo_arena_free(reading.arena);
	return status;
}

/* What is taken is read again as transform does, and is the same. */
static inline void
fuzz_kind(const struct ilo_kind *kind, const char *bytes, size_t count)
{
	struct fuzz_rows judged, again;

	if (fuzz_read(kind, bytes, count, ILO_JUDGE, &judged) != ILO_OK)
		return;
	FUZZ_CHECK(fuzz_read(kind, bytes, count, ILO_TRUSTED, &again) ==
	           ILO_OK);
	FUZZ_CHECK(judged.count == again.count && judged.sum == again.sum);
}

#endif
