/*
 * The whole reader of native submissions, schema and rules included.  What has
 * plain rows is read a second time without them and must come out the same;
 * what is taken is read again as transform does.
 */

#include "common/buf.h"
#include "common/plain.h"
#include "common/submission.h"
#include "common/xmlio.h"
#include "common/xsd.h"
#include "tests/fuzz/fuzz.h"

struct outcome {
	enum ilo_status status;
	size_t errors, rows;
	uint64_t sum; /* of the rows, in their order */
};

static void
stir(uint64_t *sum, const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		*sum = (*sum ^ (unsigned char)*text) * UINT64_C(1099511628211);
}

static enum ilo_status
take(void *context, const struct ilo_row *row)
{
	struct outcome *outcome = context;

	outcome->rows++;
	stir(&outcome->sum, row->host);
	stir(&outcome->sum, row->indicator);
	stir(&outcome->sum, row->counted_by);
	stir(&outcome->sum, row->citizenship);
	stir(&outcome->sum, row->route);
	stir(&outcome->sum, row->border);
	stir(&outcome->sum, row->period);
	stir(&outcome->sum, row->locator);
	outcome->sum += (uint64_t)row->value + (uint64_t)row->line;
	FUZZ_CHECK(row->value >= 0);
	return ILO_OK;
}

/* Read once for all inputs: they are the program's own. */
static struct ilo_codebook *codebook;
static struct ilo_xsd *schema;

static void
set_up(void)
{
	struct ilo_diag diag;

	if (codebook != NULL)
		return;
	ilo_xml_init();
	ilo_diag_init(&diag, "fuzz", stderr);
	FUZZ_CHECK(ilo_codebook_read(".", &diag, &codebook) == ILO_OK);
	FUZZ_CHECK(ilo_xsd_read("schema/submission.xsd", &diag, &schema) ==
	           ILO_OK);
}

static struct outcome
read_as(const char *bytes, size_t count, enum ilo_trust trust)
{
	struct outcome outcome = {.sum = UINT64_C(14695981039346656037)};
	struct ilo_submission submission;
	struct ilo_diag diag;
	const struct ilo_reading reading = {.file = "given",
	                                    .bytes = bytes,
	                                    .count = count,
	                                    .trust = trust,
	                                    .codebook = codebook,
	                                    .schema = schema,
	                                    .arena = ilo_arena_new(),
	                                    .sink = take,
	                                    .sink_context = &outcome};

	ilo_diag_init(&diag, "fuzz", NULL);
	outcome.status = ilo_kind_read(ilo_kind_find(codebook, "native"),
	                               &reading, &diag, &submission);
	outcome.errors = ilo_diag_count(&diag, ILO_ERROR);
	FUZZ_CHECK(outcome.status == ILO_OK || outcome.status == ILO_FINDINGS);
	FUZZ_CHECK((outcome.errors > 0) == (outcome.status != ILO_OK));
	ilo_submission_release(&submission);
	ilo_arena_free(reading.arena);
	return outcome;
}

static bool
is_same(const struct outcome *one, const struct outcome *other)
{
	return one->status == other->status && one->errors == other->errors &&
	       one->rows == other->rows && one->sum == other->sum;
}

static struct outcome
read_slowly(const char *bytes, size_t count, const char *rows)
{
	struct ilo_buf slow = ILO_BUF_INIT;
	struct outcome outcome;

	ilo_buf_add(&slow, bytes, (size_t)(rows - bytes));
	ilo_buf_puts(&slow, "<?slow?>");
	ilo_buf_add(&slow, rows, count - (size_t)(rows - bytes));
	outcome = read_as(ilo_buf_text(&slow), slow.count, ILO_JUDGE);
	ilo_buf_release(&slow);
	return outcome;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	const char *text = (const char *)bytes;
	struct outcome first, second;
	struct ilo_plain_rows rows;

	set_up();
	first = read_as(text, count, ILO_JUDGE);
	ilo_plain_find(text, count, ilo_limits_default(), &rows);
	if (rows.from != NULL) {
		second = read_slowly(text, count, rows.from);
		FUZZ_CHECK(is_same(&first, &second));
	}
	if (first.status == ILO_OK) {
		second = read_as(text, count, ILO_TRUSTED);
		FUZZ_CHECK(is_same(&first, &second));
	}
	return 0;
}
