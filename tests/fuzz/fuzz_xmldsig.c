/* Enveloped signatures: what passes the gate, as ilo-ingest would verify it. */

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/gate.h"
#include "common/xmlio.h"
#include "common/xmlsec.h"
#include "ingest/xmldsig.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
begin(void)
{
	static bool begun;
	struct ilo_diag diag;

	if (begun)
		return;
	ilo_diag_init(&diag, "fuzz", stderr);
	ilo_xml_init();
	if (ilo_xmlsec_init(&diag) != ILO_OK)
		abort();
	begun = true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct ilo_arena *arena = ilo_arena_new();
	struct proof proof;
	struct ilo_diag diag;

	begin();
	ilo_diag_init(&diag, "fuzz", NULL);
	if (ilo_gate_xml(bytes, size, NULL, "fuzz", &diag) == ILO_OK) {
		if (xmldsig_verify(bytes, size, arena, &proof) != ILO_OK)
			abort(); /* there is memory enough */
		/* What holds has a signer, and the other way round no fault. */
		if (proof.fault == NULL && proof.signer == NULL)
			abort();
		proof_release(&proof);
	}
	ilo_arena_free(arena);
	return 0;
}
