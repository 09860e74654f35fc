/* The gate before any parser, and what tells the kinds of files apart. */

#include "common/gate.h"
#include "common/submission.h"
#include "common/xmlio.h"
#include "tests/fuzz/fuzz.h"

/* Read once for all inputs: it is the program's own. */
static struct ilo_codebook *codebook;

static void
set_up(void)
{
	struct ilo_diag diag;

	if (codebook != NULL)
		return;
	ilo_xml_init();
	ilo_diag_init(&diag, "fuzz", stderr);
	FUZZ_CHECK(ilo_codebook_read(".", &diag, &codebook) == ILO_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	const char *text = (const char *)bytes;
	struct ilo_limits low = *ilo_limits_default();
	struct ilo_diag diag;
	enum ilo_status status;

	low.tag_bytes = 40;
	ilo_diag_init(&diag, "fuzz", NULL);
	set_up();
	(void)ilo_kind_identify(codebook, text, count); /* any will do */
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
