/* Folders are read whole and sorted before anything in them is looked at. */

#include "ingest/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ingest/folder.h"

/* Deeper than any inbox; a guard against a folder tree made to hurt. */
#define DEPTH_MAX 32

static void
refuse(struct walk *walk, struct ilo_diag *diag, const char *path,
       const char *why)
{
	ilo_diag_report(diag, ILO_D_FILE_REFUSED, path, 0, "%s", why);
	walk->incomplete = true;
}

/* What a detached signature is the signature of, where that is there. */
static bool
is_beside_another(struct walk *walk, const char *path)
{
	const size_t length = strlen(path), ending = strlen(WALK_P7S);
	struct stat info;

	return length > ending &&
	       strcmp(path + length - ending, WALK_P7S) == 0 &&
	       lstat(ilo_arena_strndup(walk->arena, path, length - ending),
	             &info) == 0;
}

void
walk_take(struct walk *walk, const struct walk_file *file)
{
	walk->files = ilo_grow(walk->files, walk->count, &walk->capacity,
	                       sizeof(*walk->files));
	walk->files[walk->count++] = *file;
}

static void
add_file(struct walk *walk, const char *path, const char *name,
         const char *folder)
{
	const char *p7s = ilo_arena_printf(walk->arena, "%s" WALK_P7S, path);
	struct stat info;

	if (is_beside_another(walk, path))
		return;
	if (lstat(p7s, &info) != 0)
		p7s = NULL;
	walk_take(walk, &(struct walk_file){.path = path,
	                                    .name = name,
	                                    .folder = folder,
	                                    .p7s = p7s});
}

/* The entries' names, sorted; the caller frees the array. */
static const char **
list(struct walk *walk, const char *path, struct ilo_diag *diag, size_t *count)
{
	DIR *folder = opendir(path);
	const char **names;
	int error;

	*count = 0;
	if (folder == NULL) {
		refuse(walk, diag, path, strerror(errno));
		return NULL;
	}
	names = folder_names(folder, walk->arena, count, &error);
	if (error != 0)
		refuse(walk, diag, path, strerror(error));
	return names;
}

/* Its name is what stands before the entries' names in the register. */
static void
add_folder(struct walk *walk, const struct walk_file *folder, int depth,
           struct ilo_diag *diag)
{
	const char *path = folder->path, *name = folder->name;
	const char **names, *entry_path, *entry_name;
	size_t length = strlen(path), count = 0, i;
	struct stat info;

	if (depth > DEPTH_MAX) {
		refuse(walk, diag, path, "folders within folders without end");
		return;
	}
	names = list(walk, path, diag, &count);
	for (i = 0; i < count; i++) {
		entry_path = ilo_arena_printf(
			walk->arena, "%s%s%s", path,
			path[length - 1] == '/' ? "" : "/", names[i]);
		entry_name =
			ilo_arena_printf(walk->arena, "%s%s", name, names[i]);
		if (lstat(entry_path, &info) == 0 && S_ISDIR(info.st_mode))
			add_folder(walk,
			           &(struct walk_file){
					   .path = entry_path,
					   .name = ilo_arena_printf(walk->arena,
			                                            "%s/",
			                                            entry_name),
					   .folder = folder->folder},
			           depth + 1, diag);
		else
			add_file(walk, entry_path, entry_name, folder->folder);
	}
	free(names);
}

void
walk_add(struct walk *walk, const char *path, struct ilo_diag *diag)
{
	const char *slash = strrchr(path, '/');
	struct stat info;

	if (*path == '\0')
		refuse(walk, diag, path, "an empty path");
	/* A link to a folder is followed here, where a person named it. */
	else if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
		add_folder(walk,
		           &(struct walk_file){
				   .path = path, .name = "", .folder = path},
		           0, diag);
	else
		add_file(walk, path, slash == NULL ? path : slash + 1, NULL);
}

void
walk_release(struct walk *walk)
{
	free(walk->files);
	*walk = (struct walk){.arena = NULL};
}
