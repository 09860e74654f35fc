/* The reader of SDMX-CSV. */

#include "tests/fuzz/kinds.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	fuzz_kind(ilo_kind_find(fuzz_codebook(), "sdmx-csv"),
	          (const char *)bytes, count);
	return 0;
}
