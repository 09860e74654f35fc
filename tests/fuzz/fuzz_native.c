/*
 * The whole reader of native submissions, schema and rules included.  What has
 * plain rows is read a second time without them and must come out the same.
 */

#include "common/buf.h"
#include "common/plain.h"
#include "tests/fuzz/kinds.h"

static struct fuzz_outcome
read_slowly(const char *bytes, size_t count, const char *rows)
{
	struct ilo_buf slow = ILO_BUF_INIT;
	struct fuzz_outcome outcome;

	ilo_buf_add(&slow, bytes, (size_t)(rows - bytes));
	ilo_buf_puts(&slow, "<?slow?>");
	ilo_buf_add(&slow, rows, count - (size_t)(rows - bytes));
	outcome = fuzz_read(ilo_kind_find(fuzz_codebook(), "native"),
	                    ilo_buf_text(&slow), slow.count, ILO_JUDGE);
	ilo_buf_release(&slow);
	return outcome;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	const char *text = (const char *)bytes;
	const struct fuzz_outcome first = fuzz_named("native", text, count);
	struct fuzz_outcome second;
	struct ilo_plain_rows rows;

	ilo_plain_find(text, count, ilo_limits_default(), &rows);
	if (rows.from != NULL) {
		second = read_slowly(text, count, rows.from);
		FUZZ_CHECK(fuzz_same(&first, &second));
	}
	return 0;
}
