/* A folder of a test's own, below the build folder; gone with scratch_free().
 */

#ifndef ILO_TESTS_COMMON_SCRATCH_H
#define ILO_TESTS_COMMON_SCRATCH_H

#include <stdio.h>
#include <stdlib.h>

#define SCRATCH_SIZE 4096

/* folder becomes its path. */
static inline int
scratch_new(char folder[SCRATCH_SIZE])
{
	const char *build = getenv("BUILD");

	(void)snprintf(folder, SCRATCH_SIZE, "%s/scratch-XXXXXX",
	               build == NULL ? "build" : build);
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static inline int
scratch_free(const char *folder)
{
	char command[2 * SCRATCH_SIZE + 64];

	(void)snprintf(command, sizeof(command),
	               "chmod -R u+w '%s' && rm -rf '%s'", folder, folder);
	return system(command) == 0 ? 0 : -1;
}

#endif
