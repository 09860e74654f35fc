/* The gate before any parser, and what tells the kinds of files apart. */

#include "common/gate.h"
#include "tests/fuzz/kinds.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	const char *text = (const char *)bytes;
	struct ilo_limits low = *ilo_limits_default();
	struct ilo_diag diag;
	enum ilo_status status;

	low.tag_bytes = 40;
	ilo_diag_init(&diag, "fuzz", NULL);
	(void)ilo_kind_identify(fuzz_codebook(), text, count); /* any will do */
	status = ilo_gate_text(text, count, NULL, "given", &diag);
	FUZZ_CHECK(ilo_diag_count(&diag, ILO_INFO) == (status != ILO_OK));
	ilo_diag_init(&diag, "fuzz", NULL);
	status = ilo_gate_xml(text, count, NULL, "given", &diag);
	FUZZ_CHECK(ilo_diag_count(&diag, ILO_INFO) == (status != ILO_OK));
	if (status != ILO_OK) /* what is refused is so under lower limits */
		FUZZ_CHECK(ilo_gate_xml(text, count, &low, "given", &diag) ==
		           ILO_FINDINGS);
	return 0;
}
