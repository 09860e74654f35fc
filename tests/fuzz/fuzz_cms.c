/* Detached signatures: any bytes, beside a file that stays the same. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/cms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char file[] = "<submission/>\n";
	struct ilo_buf p7s = ILO_BUF_INIT;
	struct proof proof;

	ilo_buf_add(&p7s, data, size);
	if (cms_verify(&p7s, file, strlen(file), &proof) != ILO_OK)
		abort(); /* there is memory enough */
	if (proof.fault == NULL && proof.signer == NULL)
		abort();
	proof_release(&proof);
	ilo_buf_release(&p7s);
	return 0;
}
