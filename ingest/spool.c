/* Plain files in plain folders of the archive's owner. */

#include "ingest/spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum ilo_status
failed(struct ilo_diag *diag, const char *path)
{
	ilo_diag_report(diag, ILO_D_OUTPUT, path, 0, "%s", strerror(errno));
	return ILO_FAILED;
}

static bool
make(const char *path)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

const char *
spool_open(struct ilo_arena *arena, const char *archive, const char *source,
           struct ilo_diag *diag)
{
	const char *all = ilo_arena_printf(arena, "%s/incoming", archive);
	const char *one = ilo_arena_printf(arena, "%s/%s", all, source);

	if (make(all) && make(one))
		return one;
	(void)failed(diag, one); /* NULL says it */
	return NULL;
}

const char *
spool_path(struct ilo_arena *arena, const char *folder, const char *name)
{
	char *path = ilo_arena_printf(arena, "%s/%s", folder, name);
	char *at;

	for (at = path + strlen(folder) + 1; *at != '\0'; at++)
		if (*at == '/')
			*at = '+';
	return path;
}

int64_t
spool_size(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0 && S_ISREG(info.st_mode) ? info.st_size
	                                                        : 0;
}

static bool
is_kept(const char *folder, const char *name, const char *const *kept,
        size_t count)
{
	const size_t length = strlen(folder);
	size_t i;

	for (i = 0; i < count; i++)
		if (strncmp(kept[i], folder, length) == 0 &&
		    kept[i][length] == '/' &&
		    strcmp(kept[i] + length + 1, name) == 0)
			return true;
	return false;
}

enum ilo_status
spool_clear(const char *folder, const char *const *kept, size_t count,
            struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	const struct dirent *entry;
	DIR *entries = opendir(folder);

	if (entries == NULL)
		return failed(diag, folder);
	while (status == ILO_OK && (entry = readdir(entries)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0 ||
		    is_kept(folder, entry->d_name, kept, count))
			continue;
		if (unlinkat(dirfd(entries), entry->d_name, 0) != 0)
			status = failed(diag, folder);
	}
	(void)closedir(entries); /* only read from */
	return status;
}
