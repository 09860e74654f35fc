/* SDMX-ML messages, whole. */

#include "tests/fuzz/kinds_xml.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	kinds_read("sdmx-ml", (const char *)bytes, count);
	return 0;
}
