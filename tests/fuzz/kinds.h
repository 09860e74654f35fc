/* Reading one input as a kind, twice: judged, and as transform does. */

#ifndef ILO_TESTS_FUZZ_KINDS_H
#define ILO_TESTS_FUZZ_KINDS_H

#include <stdbool.h>

#include "common/submission.h"
#include "common/xmlio.h"
#include "common/xsd.h"
#include "tests/fuzz/fuzz.h"

/* What came of a reading. */
struct fuzz_outcome {
	enum ilo_status status;
	size_t errors, rows;
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
	struct fuzz_outcome *outcome = context;

	outcome->rows++;
	fuzz_stir(&outcome->sum, row->host);
	fuzz_stir(&outcome->sum, row->indicator);
	fuzz_stir(&outcome->sum, row->counted_by);
	fuzz_stir(&outcome->sum, row->reporter);
	fuzz_stir(&outcome->sum, row->citizenship);
	fuzz_stir(&outcome->sum, row->route);
	fuzz_stir(&outcome->sum, row->border);
	fuzz_stir(&outcome->sum, row->period);
	fuzz_stir(&outcome->sum, row->unit);
	fuzz_stir(&outcome->sum, row->locator);
	outcome->sum += (uint64_t)row->value + (uint64_t)row->line;
	FUZZ_CHECK(row->value >= 0 && row->value <= 999999999999999);
	FUZZ_CHECK(row->has_value || row->status != 'A');
	FUZZ_CHECK(row->line > 0 && *row->locator != '\0');
	FUZZ_CHECK(ilo_period_frequency(row->period) != '\0');
	return ILO_OK;
}

/* The two are read once for all inputs: they are the program's own. */
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

static inline const struct ilo_xsd *
fuzz_schema(void)
{
	static struct ilo_xsd *schema;
	struct ilo_diag diag;

	if (schema == NULL) {
		ilo_xml_init();
		ilo_diag_init(&diag, "fuzz", stderr);
		FUZZ_CHECK(ilo_xsd_read("schema/submission.xsd", &diag,
		                        &schema) == ILO_OK);
	}
	return schema;
}

static inline struct fuzz_outcome
fuzz_read(const struct ilo_kind *kind, const char *bytes, size_t count,
          enum ilo_trust trust)
{
	struct fuzz_outcome outcome = {.sum = UINT64_C(14695981039346656037)};
	struct ilo_submission submission;
	struct ilo_diag diag;
	const struct ilo_reading reading = {.file = "given",
	                                    .bytes = bytes,
	                                    .count = count,
	                                    .trust = trust,
	                                    .codebook = fuzz_codebook(),
	                                    .schema = fuzz_schema(),
	                                    .arena = ilo_arena_new(),
	                                    .sink = fuzz_take,
	                                    .sink_context = &outcome};

	ilo_diag_init(&diag, "fuzz", NULL);
	outcome.status = ilo_kind_read(kind, &reading, &diag, &submission);
	outcome.errors = ilo_diag_count(&diag, ILO_ERROR);
	FUZZ_CHECK(outcome.status == ILO_OK || outcome.status == ILO_FINDINGS);
	FUZZ_CHECK((outcome.errors > 0) == (outcome.status != ILO_OK));
	ilo_submission_release(&submission);
	ilo_arena_free(reading.arena);
	return outcome;
}

static inline bool
fuzz_same(const struct fuzz_outcome *one, const struct fuzz_outcome *other)
{
	return one->status == other->status && one->errors == other->errors &&
	       one->rows == other->rows && one->sum == other->sum;
}

/* What is taken is read again as transform does, and is the same. */
static inline struct fuzz_outcome
fuzz_kind(const struct ilo_kind *kind, const char *bytes, size_t count)
{
	const struct fuzz_outcome judged =
		fuzz_read(kind, bytes, count, ILO_JUDGE);
	struct fuzz_outcome again;

	if (judged.status == ILO_OK) {
		again = fuzz_read(kind, bytes, count, ILO_TRUSTED);
		FUZZ_CHECK(fuzz_same(&judged, &again));
	}
	return judged;
}

/* The same by its name. */
static inline struct fuzz_outcome
fuzz_named(const char *kind, const char *bytes, size_t count)
{
	return fuzz_kind(ilo_kind_find(fuzz_codebook(), kind), bytes, count);
}

#endif
