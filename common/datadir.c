/* The program's own path, from /proc, decides: no environment, no option. */

#include "common/datadir.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PATH_BYTES 4096u

const char *
ilo_bindir(struct ilo_arena *arena, struct ilo_diag *diag)
{
	char *path = ilo_arena_alloc(arena, PATH_BYTES);
	const ssize_t length = readlink("/proc/self/exe", path, PATH_BYTES);
	char *slash;

	if (length < 0 || (size_t)length >= PATH_BYTES) {
		ilo_diag_report(
			diag, ILO_D_DATA_MISSING, "/proc/self/exe", 0, "%s",
			length < 0 ? strerror(errno) : "path is too long");
		return NULL;
	}
	path[length] = '\0';
	slash = strrchr(path, '/');
	if (slash == path)
		slash++;
	if (slash != NULL)
		*slash = '\0';
	return path;
}

/* NULL unless the folder holds what every data folder holds. */
static const char *
with_schema(struct ilo_arena *arena, const char *folder)
{
	const char *probe =
		ilo_arena_printf(arena, "%s/schema/submission.xsd", folder);

	return access(probe, R_OK) == 0 ? folder : NULL;
}

const char *
ilo_datadir(struct ilo_arena *arena, struct ilo_diag *diag)
{
	const char *bin = ilo_bindir(arena, diag);
	const char *parent, *slash, *found;

	if (bin == NULL)
		return NULL;
	slash = strrchr(bin, '/');
	parent = slash == NULL
	                 ? "."
	                 : ilo_arena_strndup(arena, bin, (size_t)(slash - bin));
	found = with_schema(arena, parent);
	if (found == NULL)
		found = with_schema(
			arena, ilo_arena_printf(arena, "%s/share/ilo", parent));
	if (found == NULL)
		ilo_diag_report(diag, ILO_D_DATA_MISSING, NULL, 0,
		                "neither %s/schema nor %s/share/ilo/schema is "
		                "there; install the program anew",
		                parent, parent);
	return found;
}
