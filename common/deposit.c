/* Written aside while it is hashed; named when its digest is known. */

#include "common/deposit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/staging.h"

static enum ilo_status
failed(struct ilo_diag *diag, const char *path, const char *what)
{
	ilo_diag_report(diag, ILO_D_OUTPUT, path, 0, "%s: %s", what,
	                strerror(errno));
	return ILO_FAILED;
}

static enum ilo_status
broken(struct ilo_diag *diag, const char *sha256, const char *why)
{
	ilo_diag_report(diag, ILO_D_OBJECT_MISSING, sha256, 0,
	                "%s; restore it from a backup of the archive", why);
	return ILO_INTEGRITY;
}

enum ilo_status
ilo_deposit_begin(struct ilo_archive *archive, struct ilo_diag *diag,
                  struct ilo_deposit *deposit)
{
	*deposit = (struct ilo_deposit){.archive = archive, .fd = -1};
	deposit->digest = ilo_digest_new(diag);
	if (deposit->digest == NULL)
		return ILO_FAILED;
	return ilo_staging_create(ilo_archive_staging(archive), diag,
	                          &deposit->fd, &deposit->number);
}

enum ilo_status
ilo_deposit_add(struct ilo_deposit *deposit, const void *bytes, size_t count,
                struct ilo_diag *diag)
{
	const char *rest = bytes;
	size_t left = count;
	ssize_t put;

	while (left > 0) {
		put = write(deposit->fd, rest, left);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return failed(diag,
			              ilo_archive_folder(deposit->archive),
			              "cannot write an object");
		rest += put;
		left -= (size_t)put;
	}
	ilo_digest_add(deposit->digest, bytes, count);
	deposit->size += count;
	return ILO_OK;
}

/* Give up what is still held; the staged file stays. */
static void
release(struct ilo_deposit *deposit)
{
	if (deposit->fd >= 0)
		(void)close(deposit->fd); /* what was written is dropped */
	ilo_digest_free(deposit->digest);
	deposit->fd = -1;
	deposit->digest = NULL;
}

void
ilo_deposit_abandon(struct ilo_deposit *deposit)
{
	release(deposit);
	ilo_staging_withdraw(ilo_archive_staging(deposit->archive),
	                     deposit->number);
}

/* The object is there: its bytes must be what its name says. */
static enum ilo_status
check_object(struct ilo_archive *archive, const char *sha256,
             struct ilo_diag *diag)
{
	struct ilo_digest *digest = ilo_digest_new(diag);
	int fd = ilo_deposit_open(archive, sha256, diag);
	char chunk[65536], found[ILO_DIGEST_SIZE];
	enum ilo_status status = ILO_FAILED;
	ssize_t got = -1;

	while (fd >= 0 && digest != NULL &&
	       ((got = read(fd, chunk, sizeof(chunk))) > 0 ||
	        (got < 0 && errno == EINTR)))
		if (got > 0)
			ilo_digest_add(digest, chunk, (size_t)got);
	if (fd < 0)
		status = ILO_INTEGRITY;
	else if (got < 0)
		status = broken(diag, sha256, "it cannot be read");
	else
		status = ilo_digest_finish(digest, diag, found);
	if (status == ILO_OK && strcmp(found, sha256) != 0)
		status = broken(
			diag, sha256,
			"its bytes do not have the digest that is its name");
	if (fd >= 0)
		(void)close(fd); /* only read from */
	ilo_digest_free(digest);
	return status;
}

enum ilo_status
ilo_deposit_finish(struct ilo_deposit *deposit, struct ilo_diag *diag)
{
	struct ilo_archive *archive = deposit->archive;
	struct ilo_buf name = ILO_BUF_INIT;
	enum ilo_status status;
	int fd = deposit->fd;

	status = ilo_digest_finish(deposit->digest, diag, deposit->sha256);
	deposit->fd = -1;
	if (close(fd) != 0 && status == ILO_OK)
		status = failed(diag, ilo_archive_folder(archive),
		                "cannot close");
	release(deposit);
	if (status != ILO_OK) {
		ilo_deposit_abandon(deposit);
		return status;
	}
	(void)ilo_archive_object_name(deposit->sha256,
	                              &name); /* our own digest is one */
	if (ilo_staging_has(ilo_archive_staging(archive),
	                    ilo_buf_text(&name))) {
		ilo_deposit_abandon(deposit);
	} else if (!ilo_archive_has(archive, ilo_buf_text(&name))) {
		ilo_staging_name(ilo_archive_staging(archive), deposit->number,
		                 ilo_buf_text(&name));
	} else {
		ilo_deposit_abandon(deposit);
		status = check_object(archive, deposit->sha256, diag);
		ilo_staging_touch(ilo_archive_staging(archive),
		                  ilo_buf_text(&name));
	}
	ilo_buf_release(&name);
	return status;
}

int
ilo_deposit_open(const struct ilo_archive *archive, const char *sha256,
                 struct ilo_diag *diag)
{
	struct ilo_buf name = ILO_BUF_INIT, path = ILO_BUF_INIT;
	int fd = -1;

	if (ilo_archive_object_name(sha256, &name)) {
		if (ilo_archive_staging(archive) != NULL)
			fd = ilo_staging_open_name(ilo_archive_staging(archive),
			                           ilo_buf_text(&name));
		ilo_buf_printf(&path, "%s/%s", ilo_archive_folder(archive),
		               ilo_buf_text(&name));
		if (fd < 0)
			fd = open(ilo_buf_text(&path),
			          O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	}
	if (fd < 0)
		(void)broken(diag, sha256, "it cannot be read"); /* -1 tells */
	ilo_buf_release(&path);
	ilo_buf_release(&name);
	return fd;
}

enum ilo_status
ilo_deposit_scratch(struct ilo_archive *archive, struct ilo_diag *diag,
                    int *writer, int *reader)
{
	size_t number = 0;
	enum ilo_status status;

	*reader = -1;
	status = ilo_staging_create(ilo_archive_staging(archive), diag, writer,
	                            &number);
	if (status != ILO_OK)
		return status;
	*reader = ilo_staging_open(ilo_archive_staging(archive), number);
	if (*reader >= 0)
		return ILO_OK;
	status = failed(diag, ilo_archive_folder(archive),
	                "cannot read from tmp");
	(void)close(*writer); /* nothing was written to it */
	*writer = -1;
	return status;
}
