/* The form as ODS: a container as it is, or one round the bytes as its
 * content.xml. */

#include "tests/fuzz/container.h"
#include "tests/fuzz/kinds.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	static const char type[] =
		"application/vnd.oasis.opendocument.spreadsheet";
	const struct fuzz_part parts[] = {
		{"mimetype", type, sizeof type - 1},
		{"content.xml", (const char *)bytes, count}};
	struct ilo_buf container = ILO_BUF_INIT;

	if (count > 4 && memcmp(bytes, "PK\3\4", 4) == 0) {
		(void)fuzz_named("form-ods", (const char *)bytes, count);
		return 0;
	}
	fuzz_zip(&container, parts, 2);
	(void)fuzz_named("form-ods", ilo_buf_text(&container), container.count);
	ilo_buf_release(&container);
	return 0;
}
