/* SDMX-ML messages, whole. */

#include "tests/fuzz/kinds.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	(void)fuzz_named("sdmx-ml", (const char *)bytes, count);
	return 0;
}
