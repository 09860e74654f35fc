#include "ingest/folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **
folder_names(DIR *folder, struct ilo_arena *arena, size_t *count, int *error)
{
	const char **names = NULL;
	const struct dirent *entry;
	size_t capacity = 0;

	*count = 0;
	for (;;) {
		errno = 0;
		entry = readdir(folder);
		if (entry == NULL)
			break;
		if (entry->d_name[0] == '.')
			continue;
		names = ilo_grow(names, *count, &capacity, sizeof(*names));
		names[(*count)++] = ilo_arena_strdup(arena, entry->d_name);
	}
	*error = errno;
	(void)closedir(folder); /* only read from */
	if (*count > 0)
		qsort(names, *count, sizeof(*names), compare);
	return names;
}
