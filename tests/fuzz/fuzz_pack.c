/* flows.pack, its digest made to hold so that the rest of it is read: rows and
 * texts stay within what the head says. */

#include "common/buf.h"
#include "common/digest.h"
#include "common/pack.h"
#include "tests/fuzz/fuzz.h"

/* Behind bytes, the digest of them. */
static void
seal(struct ilo_buf *bytes)
{
	char sha256[ILO_DIGEST_SIZE];
	struct ilo_diag diag;

	ilo_diag_init(&diag, "fuzz", NULL);
	FUZZ_CHECK(ilo_digest_bytes(ilo_buf_text(bytes), bytes->count, &diag,
	                            sha256) == ILO_OK);
	for (size_t i = 0; i < ILO_DIGEST_BYTES; i++) {
		const char digits[] = {sha256[2 * i], sha256[2 * i + 1], '\0'};
		const char byte = (char)strtol(digits, NULL, 16);

		ilo_buf_add(bytes, &byte, 1);
	}
}

static void
read_all(struct ilo_pack *pack)
{
	const size_t texts = ilo_pack_texts(pack);
	const struct ilo_pack_row *row;
	size_t rows = 0;

	for (size_t i = 0; i < texts; i++)
		FUZZ_CHECK(strlen(ilo_pack_text(pack, i)) > 0);
	while ((row = ilo_pack_next(pack)) != NULL) {
		FUZZ_CHECK(row->number == rows++);
		for (size_t i = 0; i < ILO_PACK_COLUMNS; i++)
			FUZZ_CHECK(row->texts[i] < texts);
		FUZZ_CHECK(row->status >= 'A' && row->status <= 'Z');
		FUZZ_CHECK(!row->has_value ||
		           row->value <= UINT64_C(999999999999999));
	}
	FUZZ_CHECK(rows <= ilo_pack_rows(pack));
	FUZZ_CHECK(ilo_pack_damaged(pack) || rows == ilo_pack_rows(pack));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct ilo_buf sealed = ILO_BUF_INIT;
	struct ilo_pack *pack;

	pack = ilo_pack_new(bytes, count);
	if (pack != NULL)
		read_all(pack);
	ilo_pack_free(pack);
	ilo_buf_add(&sealed, bytes, count);
	seal(&sealed);
	pack = ilo_pack_new(sealed.bytes, sealed.count);
	if (pack != NULL)
		read_all(pack);
	ilo_pack_free(pack);
	ilo_buf_release(&sealed);
	return 0;
}
