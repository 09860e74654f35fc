/*
 * What a harness is: one function for one reader of foreign bytes, in
 * tests/fuzz/fuzz_PART.c, with a few small inputs in tests/fuzz/corpus/PART/.
 * libFuzzer calls it (make fuzz), and so does replay.c with the corpus (make
 * check).  It runs from the top of the tree and ends by abort() when the reader
 * is wrong.  A new file here is found by the Makefile.
 */

#ifndef ILO_TESTS_FUZZ_FUZZ_H
#define ILO_TESTS_FUZZ_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

/* Not assert(): it also counts where NDEBUG is defined. */
#define FUZZ_CHECK(condition)                                                  \
	((condition) ? (void)0                                                 \
	             : ((void)fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, \
	                              __LINE__, #condition),                   \
	                abort()))

/* A terminated copy; free() ends it. */
static inline char *
fuzz_text(const uint8_t *bytes, size_t count)
{
	char *text = calloc(count + 1, 1);

	FUZZ_CHECK(text != NULL);
	if (count > 0)
		memcpy(text, bytes, count);
	return text;
}

#endif
