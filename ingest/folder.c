#include "ingest/folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/archive.h"

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
holds(const char *const *names, size_t count, const char *name)
{
	return count > 0 &&
	       bsearch(&name, names, count, sizeof(*names), compare) != NULL;
}

/* Of an archive only what is no part of it. */
static void
leave_out_parts(const char **names, size_t *count)
{
	size_t kept = 0, i;

	if (!holds(names, *count, "register.db") ||
	    !holds(names, *count, "objects"))
		return;
	for (i = 0; i < *count; i++)
		if (!ilo_archive_is_part(names[i]))
			names[kept++] = names[i];
	*count = kept;
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
	leave_out_parts(names, count);
	return names;
}
