/* The reader of layouts, with each layout that is shipped. */

#include "common/layout.h"
#include "tests/fuzz/kinds.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	const struct ilo_layouts *layouts =
		ilo_codebook_layouts(fuzz_codebook());
	const char *text = (const char *)bytes;
	const struct ilo_kind *kind =
		ilo_kind_identify(fuzz_codebook(), text, count);

	if (kind != NULL && ilo_layouts_find(layouts, kind->name) != NULL) {
		(void)fuzz_kind(kind, text, count);
		return 0;
	}
	for (size_t i = 0; i < ilo_layouts_count(layouts); i++)
		(void)fuzz_kind(&ilo_layouts_at(layouts, i)->kind, text, count);
	return 0;
}
