/* The seam to libcsv, and the table of Frontex that comes through it. */

#include "common/csv.h"
#include "common/submission.h"
#include "common/xmlio.h"
#include "tests/fuzz/fuzz.h"

struct table {
	long line; /* of the row before */
};

static enum ilo_status
take(void *context, const struct ilo_csv_row *row)
{
	struct table *table = context;
	size_t bytes = 0;

	FUZZ_CHECK(row->count > 0);
	FUZZ_CHECK(row->line > table->line);
	for (size_t i = 0; i < row->count; i++)
		bytes += strlen(row->fields[i]);
	table->line = row->line;
	return bytes < 100000 ? ILO_OK : ILO_FAILED;
}

/* Read once for all inputs: it is the program's own. */
static struct ilo_codebook *codebook;

static void
read_frontex(const char *text, size_t count)
{
	struct ilo_submission submission;
	enum ilo_status status;
	struct ilo_diag diag;
	struct ilo_reading reading = {.file = "given",
	                              .bytes = text,
	                              .count = count,
	                              .trust = ILO_JUDGE,
	                              .sender = "FRONTEX",
	                              .published = "2024-12-31"};

	ilo_diag_init(&diag, "fuzz", stderr);
	if (codebook == NULL) {
		ilo_xml_init();
		FUZZ_CHECK(ilo_codebook_read(".", &diag, &codebook) == ILO_OK);
	}
	diag.stream = NULL;
	reading.codebook = codebook;
	reading.arena = ilo_arena_new();
	status = ilo_kind_find("frontex-monthly")
	                 ->read(&reading, &diag, &submission);
	FUZZ_CHECK(status == ILO_OK || status == ILO_FINDINGS);
	FUZZ_CHECK((ilo_diag_count(&diag, ILO_ERROR) > 0) ==
	           (status != ILO_OK));
	ilo_submission_release(&submission);
	ilo_arena_free(reading.arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	const char *text = (const char *)bytes;
	struct table table = {.line = 0};
	enum ilo_status status;
	long line = -1;

	if (count > 0 && memchr(text, '\0', count) == NULL) {
		status = ilo_csv_read(text, count, take, &table, &line);
		FUZZ_CHECK(status != ILO_FINDINGS || line > 0);
	}
	read_frontex(text, count);
	return 0;
}
