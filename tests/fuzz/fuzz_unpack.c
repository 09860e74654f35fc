/* Containers of submissions, gzip and zip: one as it is, or a zip round the
 * bytes; within the limits nothing is lost, beyond them nothing is taken. */

#include <fcntl.h>

#include "ingest/unpack.h"
#include "tests/fuzz/container.h"

#define TOTAL_BYTES ((size_t)4 << 20)

static void
check(const struct answer *answer)
{
	size_t total = 0;

	FUZZ_CHECK(answer->status == ILO_OK || answer->status == ILO_FINDINGS);
	FUZZ_CHECK(answer->status == ILO_OK || answer->member_count == 0);
	for (size_t i = 0; i < answer->member_count; i++) {
		FUZZ_CHECK(answer->members[i].offset == total);
		total += answer->members[i].size;
	}
	FUZZ_CHECK(total <= TOTAL_BYTES);
}

static void
unpack(const char *file, const char *bytes, size_t count)
{
	static int nowhere = -1;
	struct ilo_limits limits = *ilo_limits_default();
	struct judge_case given = {.file = file,
	                           .bytes = bytes,
	                           .count = count,
	                           .arena = ilo_arena_new()};
	struct answer answer;

	if (nowhere < 0)
		nowhere = open("/dev/null", O_WRONLY);
	FUZZ_CHECK(nowhere >= 0);
	limits.total_bytes = TOTAL_BYTES;
	if (unpack_identify(bytes, count, file) != NULL) {
		unpack_file(&limits, &given, nowhere, &answer);
		check(&answer);
		remarks_release(&answer.remarks);
	}
	ilo_arena_free(given.arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	const char *text = (const char *)bytes;
	const struct fuzz_part parts[] = {{"a.xml", text, count},
	                                  {"b/c.csv", text, count / 2}};
	struct ilo_buf container = ILO_BUF_INIT;

	unpack("given.gz", text, count);
	unpack("given.zip", text, count);
	fuzz_zip(&container, parts, 2);
	unpack("made.zip", ilo_buf_text(&container), container.count);
	ilo_buf_release(&container);
	return 0;
}
