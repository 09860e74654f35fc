/* The reader of SDMX-CSV. */

#include "tests/fuzz/kinds.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	(void)fuzz_named("sdmx-csv", (const char *)bytes, count);
	return 0;
}
