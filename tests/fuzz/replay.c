/* replay FILE...: give each file to the harness that this is linked with, in a
 * buffer of exactly its size. */

#include "tests/fuzz/fuzz.h"

static void
replay(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes;
	long count;

	FUZZ_CHECK(file != NULL);
	FUZZ_CHECK(fseek(file, 0, SEEK_END) == 0);
	count = ftell(file);
	FUZZ_CHECK(count >= 0);
	rewind(file);
	bytes = malloc((size_t)count + (count == 0));
	FUZZ_CHECK(bytes != NULL);
	FUZZ_CHECK(fread(bytes, 1, (size_t)count, file) == (size_t)count);
	(void)fclose(file);                                 /* only read from */
	(void)LLVMFuzzerTestOneInput(bytes, (size_t)count); /* always 0 */
	free(bytes);
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	(void)printf("%d inputs\n", argc - 1);
	return argc > 1 ? 0 : 1;
}
