/*
 * Folders are opened one in the other, by name, without following links, so
 * that nobody who may write there can lead elsewhere.
 */

#include "ingest/inbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/digest.h"
#include "common/file.h"
#include "ingest/folder.h"

#define DEPTH_MAX 32
#define SIDECAR ".sha256"
#define FOLDER_FLAGS                                                           \
	(O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)

/* One pass over an inbox. */
struct pass {
	const struct source *source;
	struct walk *walk;
	struct ilo_diag *diag;
	size_t parts; /* *.part seen */
	enum source_result result;
};

/* A folder of it. */
struct place {
	int fd;
	const char *path; /* with a slash at its end */
	const char *name; /* within the inbox, likewise; "" for itself */
	int depth;
};

static void
unreadable(struct pass *pass, const char *path, const char *why)
{
	ilo_diag_report(pass->diag, ILO_D_INBOX_UNREADABLE, path, 0, "%s", why);
	pass->result = SOURCE_FAILED;
}

static bool
ends_with(const char *name, const char *end)
{
	const size_t length = strlen(name), part = strlen(end);

	return length > part && strcmp(name + length - part, end) == 0;
}

/* The names in a folder, sorted; the caller frees the array. */
static const char **
list(struct pass *pass, const struct place *place, size_t *count)
{
	const int fd = dup(place->fd);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	const char **names;
	int error;

	*count = 0;
	if (folder == NULL) {
		unreadable(pass, place->path, strerror(errno));
		if (fd >= 0)
			(void)close(fd); /* only read from */
		return NULL;
	}
	names = folder_names(folder, pass->walk->arena, count, &error);
	if (error != 0)
		unreadable(pass, place->path, strerror(error));
	return names;
}

/* The digest that stands at the beginning of a sidecar: ILO_FINDINGS where it
 * is not there yet. */
static enum ilo_status
read_sidecar(const struct place *place, const char *name,
             struct ilo_arena *arena, char digest[ILO_DIGEST_SIZE])
{
	const char *sidecar = ilo_arena_printf(arena, "%s" SIDECAR, name);
	const int fd = openat(place->fd, sidecar,
	                      O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK |
	                              O_NOCTTY);
	ssize_t got = -1;
	struct stat info;

	if (fd < 0)
		return ILO_FINDINGS;
	if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
		got = read(fd, digest, ILO_DIGEST_SIZE - 1);
	(void)close(fd); /* only read from */
	digest[ILO_DIGEST_SIZE - 1] = '\0';
	return got == ILO_DIGEST_SIZE - 1 ? ILO_OK : ILO_FINDINGS;
}

/* Whether the sidecar names these very bytes; what is wrong is said. */
static bool
agrees(struct pass *pass, const struct place *place, const char *name,
       const char *path)
{
	char said[ILO_DIGEST_SIZE], found[ILO_DIGEST_SIZE];
	struct ilo_buf bytes = ILO_BUF_INIT;
	bool same = false;

	if (read_sidecar(place, name, pass->walk->arena, said) != ILO_OK) {
		ilo_diag_report(pass->diag, ILO_D_INBOX_SIDECAR_MISSING, path,
		                0, NULL);
		return false;
	}
	if (ilo_file_read(path, ILO_FILE_FOREIGN, pass->diag, &bytes) ==
	            ILO_OK &&
	    ilo_digest_bytes(ilo_buf_text(&bytes), bytes.count, pass->diag,
	                     found) == ILO_OK) {
		same = strcmp(said, found) == 0;
		if (!same)
			ilo_diag_report(pass->diag, ILO_D_INBOX_SIDECAR, path,
			                0, "%.16s instead of %.16s", found,
			                said);
	}
	ilo_buf_release(&bytes);
	if (!same)
		pass->walk->incomplete = true;
	return same;
}

static bool
exists(const struct place *place, const char *name)
{
	struct stat info;

	return fstatat(place->fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0;
}

/* NAME.p7s beside NAME belongs to that and is no file of its own. */
static bool
is_signature(const struct place *place, const char *name,
             struct ilo_arena *arena)
{
	return ends_with(name, WALK_P7S) &&
	       exists(place,
	              ilo_arena_strndup(arena, name,
	                                strlen(name) - strlen(WALK_P7S)));
}

static void
add_file(struct pass *pass, const struct place *place, const char *name,
         const struct stat *info)
{
	struct ilo_arena *arena = pass->walk->arena;
	const char *path = ilo_arena_printf(arena, "%s%s", place->path, name);

	const char *p7s = ilo_arena_printf(arena, "%s" WALK_P7S, name);

	if (is_signature(place, name, arena))
		return;
	if (S_ISREG(info->st_mode)) {
		if (ends_with(name, ".part")) {
			pass->parts++;
			return;
		}
		if (pass->source->inbox->sidecar && ends_with(name, SIDECAR))
			return;
		if (pass->source->inbox->sidecar &&
		    !agrees(pass, place, name, path))
			return;
	}
	walk_take(pass->walk,
	          &(struct walk_file){
			  .path = path,
			  .name = ilo_arena_printf(arena, "%s%s", place->name,
	                                           name),
			  .folder = pass->source->inbox->folder,
			  .p7s = exists(place, p7s)
	                                 ? ilo_arena_printf(arena, "%s%s",
	                                                    place->path, p7s)
	                                 : NULL,
			  .source = pass->source->name,
			  .sender = pass->source->sender});
}

static void add_folder(struct pass *pass, const struct place *place);

static void
add_entry(struct pass *pass, const struct place *place, const char *name)
{
	struct ilo_arena *arena = pass->walk->arena;
	struct place inner;
	struct stat info;

	if (fstatat(place->fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
		return; /* taken away meanwhile */
	if (!S_ISDIR(info.st_mode)) {
		add_file(pass, place, name, &info);
		return;
	}
	inner = (struct place){
		.fd = openat(place->fd, name, FOLDER_FLAGS),
		.path = ilo_arena_printf(arena, "%s%s/", place->path, name),
		.name = ilo_arena_printf(arena, "%s%s/", place->name, name),
		.depth = place->depth + 1};
	if (inner.fd < 0) {
		unreadable(pass, inner.path, strerror(errno));
		return;
	}
	if (inner.depth > DEPTH_MAX)
		unreadable(pass, inner.path,
		           "folders within folders without end");
	else
		add_folder(pass, &inner);
	(void)close(inner.fd); /* only read from */
}

static void
add_folder(struct pass *pass, const struct place *place)
{
	size_t count = 0, i;
	const char **names = list(pass, place, &count);

	for (i = 0; i < count; i++)
		add_entry(pass, place, names[i]);
	free(names);
}

enum source_result
inbox_add(const struct source *source, struct walk *walk, struct ilo_diag *diag)
{
	const char *folder = source->inbox->folder;
	struct pass pass = {.source = source,
	                    .walk = walk,
	                    .diag = diag,
	                    .result = SOURCE_WORKED};
	struct place place = {
		/* A link to the folder itself is the operator's own. */
		.fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
		.path = ilo_arena_printf(walk->arena, "%s/", folder),
		.name = ""};

	if (place.fd < 0) {
		unreadable(&pass, folder, strerror(errno));
		return pass.result;
	}
	add_folder(&pass, &place);
	(void)close(place.fd); /* only read from */
	if (pass.parts > 0)
		ilo_diag_report(diag, ILO_D_INBOX_PART, folder, 0, "%zu",
		                pass.parts);
	return pass.result;
}
