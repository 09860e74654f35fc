/* What a worker answers, of which its parent believes nothing: what is taken
 * can be said again, and is the same. */

#include "ingest/answer.h"
#include "tests/fuzz/fuzz.h"

static void
check_text(const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		FUZZ_CHECK((unsigned char)*text >= 0x20);
}

static void
check(const struct answer *answer)
{
	FUZZ_CHECK(answer->status == ILO_OK || answer->status == ILO_FINDINGS ||
	           answer->status == ILO_FAILED);
	for (size_t i = 0; i < answer->member_count; i++)
		check_text(answer->members[i].name);
	check_text(answer->record.sender);
	check_text(answer->record.series);
	check_text(answer->record.document);
	check_text(answer->record.signer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct answer answer, again;
	struct ilo_buf text = ILO_BUF_INIT;

	if (answer_read((const char *)bytes, count, arena, &answer) == NULL) {
		check(&answer);
		answer_print(&answer, &text);
		/* What was escaped here may be too long now. */
		if (answer_read(ilo_buf_text(&text), text.count, arena,
		                &again) == NULL)
			FUZZ_CHECK(again.status == answer.status &&
			           again.member_count == answer.member_count);
		remarks_release(&again.remarks);
	}
	remarks_release(&answer.remarks);
	ilo_buf_release(&text);
	ilo_arena_free(arena);
	return 0;
}
