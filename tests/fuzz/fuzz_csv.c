/* The seam to libcsv, in every form that a layout may have. */

#include "common/csv.h"
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
	FUZZ_CHECK(row->line > 0 && row->line >= table->line);
	for (size_t i = 0; i < row->count; i++)
		bytes += strlen(row->fields[i]);
	table->line = row->line;
	return bytes < 100000 ? ILO_OK : ILO_FAILED;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	const char *text = (const char *)bytes;
	static const struct ilo_csv_form forms[] = {
		{',', '"'}, {';', '"'}, {'\t', '\0'}, {'|', '\''}};
	enum ilo_status status;

	if (count == 0 || memchr(text, '\0', count) != NULL)
		return 0;
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		struct table table = {.line = 0};
		long line = -1;

		status = ilo_csv_read(text, count, &forms[i], take, &table,
		                      &line);
		FUZZ_CHECK(status != ILO_FINDINGS || line > 0);
	}
	return 0;
}
