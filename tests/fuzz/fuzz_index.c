/* The index of a collection: no name leads out of its folder. */

#include <stdbool.h>

#include "common/xmlio.h"
#include "ingest/index.h"
#include "tests/fuzz/fuzz.h"

#define MAX_FILES 1000

static void
check_name(const char *name)
{
	FUZZ_CHECK(*name != '\0' && strlen(name) <= INDEX_NAME_BYTES);
	FUZZ_CHECK(strspn(name, "abcdefghijklmnopqrstuvwxyz"
	                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	                        "0123456789._-/") == strlen(name));
	FUZZ_CHECK(strchr("./-", name[0]) == NULL);
	FUZZ_CHECK(name[strlen(name) - 1] != '/');
	FUZZ_CHECK(strstr(name, "/.") == NULL && strstr(name, "//") == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	static bool begun;
	const struct index_reading reading = {
		.url = "https://example.org/data/index",
		.bytes = (const char *)bytes,
		.count = count,
		.max_files = MAX_FILES};
	struct index index = {.arena = ilo_arena_new()};
	struct ilo_arena *arena = index.arena;
	struct ilo_diag diag;
	enum ilo_status status;

	if (!begun)
		ilo_xml_init();
	begun = true;
	ilo_diag_init(&diag, "fuzz", NULL);
	status = index_parse(&reading, &diag, &index);
	FUZZ_CHECK((ilo_diag_count(&diag, ILO_ERROR) > 0) ==
	           (status != ILO_OK));
	FUZZ_CHECK(index.count <= MAX_FILES);
	for (size_t i = 0; i < index.count; i++) {
		check_name(index.files[i].name);
		if (index.files[i].signature != NULL)
			check_name(index.files[i].signature);
		FUZZ_CHECK(index.files[i].size >= -1);
		FUZZ_CHECK(i == 0 || strcmp(index.files[i - 1].name,
		                            index.files[i].name) < 0);
	}
	index_release(&index);
	ilo_arena_free(arena);
	return 0;
}
