/*
 * Lays an archive out, locks it, and keeps objects under their digests.  What
 * the register says is its callers' business.
 */

#include "common/archive.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "common/digest.h"
#include "common/file.h"
#include "common/outfile.h"
#include "common/register.h"
#include "common/staging.h"

struct ilo_archive {
	struct ilo_arena *arena;
	const char *folder;
	int lock; /* -1 when open for reading */
	struct ilo_db *db;
	struct ilo_staging *staging; /* NULL when open for reading */
};

/* What an archive consists of; a folder that holds nothing else may become one,
 * so that a creation that was interrupted can be repeated. */
static const char *const parts[] = {
	"README.txt", "ilo.conf",    "incoming", "lock", "objects",
	"receipts",   "register.db", "runs",     "tmp",  "trust"};

static const char readme[] =
	"This folder is an archive of ilo, kept by its programs alone.\n"
	"\n"
	"ilo.conf     where submissions come from, yours to write\n"
	"incoming/    what is being fetched\n"
	"objects/     every file that was ever given, as it came, named by "
	"its\n"
	"             SHA-256; never changed and never removed\n"
	"receipts/    what became of each file, as an in-toto statement, and\n"
	"             the letters that say so, by sender and run\n"
	"register.db  the same as an SQLite database, with the chain of "
	"digests\n"
	"             that shows whether a receipt was altered or taken out\n"
	"runs/        the reports that were compiled, by semester\n"
	"tmp/, lock   used while a program works here\n"
	"trust/       whose signatures are believed, yours to write\n"
	"\n"
	"Back up all of it together.\n";

static enum ilo_status
failed(struct ilo_diag *diag, const char *path, const char *what)
{
	ilo_diag_report(diag, ILO_D_OUTPUT, path, 0, "%s: %s", what,
	                strerror(errno));
	return ILO_FAILED;
}

#define NOT_ITS_NAME "its bytes do not have the digest that is its name"

static enum ilo_status
broken(struct ilo_diag *diag, const char *sha256, const char *why)
{
	ilo_diag_report(diag, ILO_D_OBJECT_MISSING, sha256, 0,
	                "%s; restore it from a backup of the archive", why);
	return ILO_INTEGRITY;
}

bool
ilo_archive_is_part(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i], name) == 0)
			return true;
	return strcmp(name, "register.db-wal") == 0 ||
	       strcmp(name, "register.db-shm") == 0;
}

static bool
may_stand(const char *name)
{
	return ilo_archive_is_part(name) || strcmp(name, ".") == 0 ||
	       strcmp(name, "..") == 0;
}

/* Whether the folder may become an archive. */
static enum ilo_status
check_free(const char *folder, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	const struct dirent *entry;
	DIR *entries = opendir(folder);

	if (entries == NULL)
		return failed(diag, folder, "cannot open folder");
	while (status == ILO_OK && (entry = readdir(entries)) != NULL) {
		if (may_stand(entry->d_name))
			continue;
		ilo_diag_report(diag, ILO_D_ARCHIVE_OCCUPIED, folder, 0,
		                "it holds '%s'; give an empty or a new folder",
		                entry->d_name);
		status = ILO_FAILED;
	}
	(void)closedir(entries); /* only read from */
	return status;
}

static const char *
part(struct ilo_arena *arena, const char *folder, const char *name)
{
	return ilo_arena_printf(arena, "%s/%s", folder, name);
}

/* On ILO_OK *fd holds the archive's lock until it is closed. */
static enum ilo_status
take_lock(struct ilo_arena *arena, const char *folder, struct ilo_diag *diag,
          int *fd)
{
	const char *path = part(arena, folder, "lock");

	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (*fd < 0)
		return failed(diag, path, "cannot open");
	if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
		return ILO_OK;
	if (errno == EWOULDBLOCK) {
		ilo_diag_report(diag, ILO_D_LOCKED, folder, 0, NULL);
		return ILO_TRY_AGAIN;
	}
	return failed(diag, path, "cannot lock");
}

/* Built aside and renamed, so that a register that is there is whole. */
static enum ilo_status
make_register(struct ilo_arena *arena, const char *folder,
              struct ilo_diag *diag)
{
	const char *temporary = part(arena, folder, "tmp/register.db");
	const char *path = part(arena, folder, "register.db");
	struct ilo_db *db = NULL;
	enum ilo_status status;

	status = ilo_db_open(temporary, ILO_DB_CREATE, diag, &db);
	if (status == ILO_OK)
		status = ilo_register_make(db, diag);
	ilo_db_close(db);
	if (status == ILO_OK && rename(temporary, path) != 0)
		status = failed(diag, path, "cannot rename into place");
	if (status == ILO_OK)
		status = ilo_sync_folder(folder, diag);
	return status;
}

static enum ilo_status
make_folders(struct ilo_arena *arena, const char *folder, struct ilo_diag *diag)
{
	static const char *const names[] = {"objects", "receipts", "runs"};
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; status == ILO_OK && i < sizeof(names) / sizeof(names[0]);
	     i++)
		status = ilo_make_folder(part(arena, folder, names[i]), diag);
	return status;
}

/* With the lock held and no register there. */
static enum ilo_status
fill(struct ilo_arena *arena, const char *folder, struct ilo_diag *diag)
{
	struct ilo_staging *staging = NULL;
	enum ilo_status status;

	status = make_folders(arena, folder, diag);
	if (status == ILO_OK)
		status = ilo_staging_new(folder, diag, &staging);
	if (status == ILO_OK)
		status = ilo_staging_add(staging, "README.txt", readme,
		                         sizeof(readme) - 1, diag);
	if (status == ILO_OK)
		status = ilo_staging_sync(staging, diag);
	if (status == ILO_OK)
		status = make_register(arena, folder, diag);
	ilo_staging_free(staging);
	return status;
}

static bool
has_register(struct ilo_arena *arena, const char *folder)
{
	return access(part(arena, folder, "register.db"), F_OK) == 0;
}

enum ilo_status
ilo_archive_create(const char *folder, struct ilo_diag *diag)
{
	struct ilo_arena *arena = ilo_arena_new();
	enum ilo_status status = ILO_OK;
	int lock = -1;

	if (has_register(arena, folder))
		goto done;
	status = ilo_make_folder(folder, diag);
	if (status == ILO_OK)
		status = check_free(folder, diag);
	if (status == ILO_OK)
		status = take_lock(arena, folder, diag, &lock);
	/* Another may have made it before the lock was ours. */
	if (status == ILO_OK && !has_register(arena, folder))
		status = fill(arena, folder, diag);
done:
	if (lock >= 0)
		(void)close(lock); /* gives the lock back */
	ilo_arena_free(arena);
	return status;
}

enum ilo_status
ilo_archive_open(const char *folder, enum ilo_db_mode mode,
                 struct ilo_diag *diag, struct ilo_archive **out)
{
	struct ilo_archive *archive = ilo_xcalloc(1, sizeof(*archive));
	enum ilo_status status = ILO_OK;

	archive->arena = ilo_arena_new();
	archive->folder = ilo_arena_strdup(archive->arena, folder);
	archive->lock = -1;
	if (!has_register(archive->arena, folder)) {
		ilo_diag_report(diag, ILO_D_ARCHIVE_MISSING, folder, 0, NULL);
		status = ILO_FAILED;
	}
	if (status == ILO_OK && mode != ILO_DB_READ)
		status =
			take_lock(archive->arena, folder, diag, &archive->lock);
	if (status == ILO_OK && mode != ILO_DB_READ)
		status = ilo_staging_new(folder, diag, &archive->staging);
	if (status == ILO_OK)
		status =
			ilo_db_open(part(archive->arena, folder, "register.db"),
		                    mode, diag, &archive->db);
	if (status == ILO_OK)
		status = ilo_register_adopt(archive->db, mode, folder, diag);
	if (status != ILO_OK) {
		ilo_archive_close(archive);
		archive = NULL;
	}
	*out = archive;
	return status;
}

void
ilo_archive_close(struct ilo_archive *archive)
{
	if (archive == NULL)
		return;
	ilo_db_close(archive->db);
	ilo_staging_free(archive->staging);
	if (archive->lock >= 0)
		(void)close(archive->lock); /* gives the lock back */
	ilo_arena_free(archive->arena);
	free(archive);
}

struct ilo_db *
ilo_archive_register(struct ilo_archive *archive)
{
	return archive->db;
}

struct ilo_staging *
ilo_archive_staging(const struct ilo_archive *archive)
{
	return archive->staging;
}

const char *
ilo_archive_folder(const struct ilo_archive *archive)
{
	return archive->folder;
}

bool
ilo_archive_has(const struct ilo_archive *archive, const char *name)
{
	struct ilo_buf path = ILO_BUF_INIT;
	bool there;

	ilo_buf_printf(&path, "%s/%s", archive->folder, name);
	there = access(ilo_buf_text(&path), F_OK) == 0;
	ilo_buf_release(&path);
	return there;
}

bool
ilo_archive_object_name(const char *sha256, struct ilo_buf *out)
{
	if (strlen(sha256) != ILO_DIGEST_SIZE - 1 ||
	    strspn(sha256, "0123456789abcdef") != ILO_DIGEST_SIZE - 1)
		return false;
	ilo_buf_printf(out, "objects/%.2s/%s", sha256, sha256);
	return true;
}

enum ilo_status
ilo_archive_put(struct ilo_archive *archive, const struct ilo_buf *bytes,
                const char *sha256, struct ilo_diag *diag)
{
	struct ilo_buf name = ILO_BUF_INIT, there = ILO_BUF_INIT;
	enum ilo_status status = ILO_OK;

	(void)ilo_archive_object_name(sha256,
	                              &name); /* our own digest is one */
	if (ilo_staging_has(archive->staging, ilo_buf_text(&name))) {
		status = ILO_OK;
	} else if (!ilo_archive_has(archive, ilo_buf_text(&name))) {
		status = ilo_staging_add(archive->staging, ilo_buf_text(&name),
		                         ilo_buf_text(bytes), bytes->count,
		                         diag);
	} else {
		status = ilo_archive_get(archive, sha256, diag, &there);
		ilo_staging_touch(archive->staging, ilo_buf_text(&name));
	}
	ilo_buf_release(&there);
	ilo_buf_release(&name);
	return status;
}

enum ilo_status
ilo_archive_keep(struct ilo_archive *archive, const char *name,
                 const struct ilo_buf *bytes, struct ilo_diag *diag)
{
	return ilo_staging_add(archive->staging, name, ilo_buf_text(bytes),
	                       bytes->count, diag);
}

enum ilo_status
ilo_archive_sync(struct ilo_archive *archive, struct ilo_diag *diag)
{
	return ilo_staging_sync(archive->staging, diag);
}

/* The bytes from out->bytes[start] on are what was read. */
static enum ilo_status
check_digest(const struct ilo_buf *out, size_t start, const char *sha256,
             struct ilo_diag *diag)
{
	char digest[ILO_DIGEST_SIZE];
	enum ilo_status status;

	status = ilo_digest_bytes(ilo_buf_text(out) + start, out->count - start,
	                          diag, digest);
	if (status == ILO_OK && strcmp(digest, sha256) != 0)
		status = broken(diag, sha256, NOT_ITS_NAME);
	return status;
}

enum ilo_status
ilo_archive_get(struct ilo_archive *archive, const char *sha256,
                struct ilo_diag *diag, struct ilo_buf *out)
{
	struct ilo_buf path = ILO_BUF_INIT;
	size_t start = out->count;
	enum ilo_status status;
	struct ilo_diag silent; /* the reason is given with the object's name */

	ilo_diag_init(&silent, diag->program, NULL);
	ilo_buf_printf(&path, "%s/", archive->folder);
	if (!ilo_archive_object_name(sha256, &path))
		status = broken(diag, sha256, "no digest");
	else if (ilo_file_read(ilo_buf_text(&path), ILO_FILE_OWN, &silent,
	                       out) != ILO_OK)
		status = broken(diag, sha256, "it cannot be read");
	else
		status = check_digest(out, start, sha256, diag);
	if (status != ILO_OK && out->bytes != NULL) {
		out->count = start;
		out->bytes[start] = '\0';
	}
	ilo_buf_release(&path);
	return status;
}
