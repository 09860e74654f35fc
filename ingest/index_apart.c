/*
 * The process is shut in as a worker is, and has one descriptor, a pipe.  It
 * writes a line for each finding ("! ING642 3 detail") and
 * each file (as a listing has it) into it, and ends.  We believe nothing of it
 * but what the rules for listings let through.
 */

#define _GNU_SOURCE /* pipe2() */

#include "ingest/index_apart.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/num.h"
#include "common/sandbox.h"

#define SECONDS 20 /* of processor time */
#define MEMORY_BYTES ((size_t)256 * 1024 * 1024)
#define DESCRIPTORS (ILO_ALONE_FD + 2u) /* one to shut itself in with */
#define NOT_SHUT_IN 100
#define REPORT_BYTES (4 * INDEX_BYTES)

/* ---- in the process ---- */

static void
say_finding(void *context, const struct ilo_finding *finding)
{
	ilo_buf_printf(context, "! %s %ld %s\n", ilo_diag_id(finding->code),
	               finding->line, finding->detail);
}

static void
say_file(const struct index_file *file, struct ilo_buf *out)
{
	ilo_buf_printf(out, "%s ", file->sha256 == NULL ? "-" : file->sha256);
	if (file->size < 0)
		ilo_buf_puts(out, "-");
	else
		ilo_buf_printf(out, "%lld", (long long)file->size);
	ilo_buf_printf(out, " %s %s\n", file->name,
	               file->signature == NULL ? "" : file->signature);
}

static bool
shut_in(int pipe)
{
	static const struct ilo_sandbox sandbox = {.file_bytes = 1,
	                                           .memory_bytes = MEMORY_BYTES,
	                                           .descriptors = DESCRIPTORS};
	static const struct rlimit time = {SECONDS, SECONDS};
	struct ilo_diag silent;

	ilo_diag_init(&silent, "", NULL);
	return setrlimit(RLIMIT_CPU, &time) == 0 && ilo_alone(pipe) &&
	       ilo_sandbox_enter(&sandbox, &silent) == ILO_OK;
}

_Noreturn static void
run(index_reader *read, const struct index_reading *reading,
    struct ilo_arena *arena, int fd)
{
	struct ilo_buf out = ILO_BUF_INIT;
	struct index index = {.arena = arena};
	struct ilo_diag diag;
	size_t put = 0, i;
	ssize_t wrote;

	if (!shut_in(fd))
		_exit(NOT_SHUT_IN);
	ilo_diag_init(&diag, "", NULL);
	diag.sink = say_finding;
	diag.sink_context = &out;
	/* Whether there were findings is seen by their lines. */
	(void)!read(reading, &diag, &index);
	for (i = 0; i < index.count; i++)
		say_file(&index.files[i], &out);
	while (put < out.count) {
		wrote = write(ILO_ALONE_FD, out.bytes + put, out.count - put);
		if (wrote <= 0)
			_exit(ILO_FAILED);
		put += (size_t)wrote;
	}
	_exit(ILO_OK);
}

/* ---- in ours ---- */

static bool
read_all(int fd, struct ilo_buf *out)
{
	char chunk[65536];
	ssize_t got;

	for (;;) {
		got = read(fd, chunk, sizeof(chunk));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		ilo_buf_add(out, chunk, (size_t)got);
		if (out->count > REPORT_BYTES)
			return false;
	}
}

/* What is known by its id, of an index or of the gate before it. */
static bool
find_code(const char *id, size_t length, enum ilo_code *code)
{
	int i;

	for (i = 0; i < ILO_D_COUNT; i++) {
		*code = (enum ilo_code)i;
		if (ilo_diag_severity(*code) == ILO_ERROR &&
		    strlen(ilo_diag_id(*code)) == length &&
		    memcmp(ilo_diag_id(*code), id, length) == 0)
			return true;
	}
	return false;
}

/* "! ING642 3 detail", without its end; false when it is none. */
static bool
pass_on(const char *line, const char *url, struct ilo_diag *diag)
{
	const char *id = line + 2, *number, *detail;
	enum ilo_code code;
	char digits[ILO_NUM_SIZE] = "";
	int64_t at = 0;

	number = strncmp(line, "! ", 2) == 0 ? strchr(id, ' ') : NULL;
	detail = number == NULL ? NULL : strchr(number + 1, ' ');
	if (detail == NULL || (size_t)(detail - number - 1) >= sizeof(digits) ||
	    !find_code(id, (size_t)(number - id), &code))
		return false;
	memcpy(digits, number + 1, (size_t)(detail - number - 1));
	if (!ilo_num_count(digits, &at))
		return false;
	ilo_diag_report(diag, code, url, (long)at, "%s", detail + 1);
	return true;
}

/* Report the findings; *rest is where the listing begins.  False when there is
 * anything else. */
static bool
pass_all(struct ilo_buf *said, const char *url, struct ilo_diag *diag,
         char **rest)
{
	char *at = said->bytes, *end;

	while (at != NULL && *at == '!') {
		end = strchr(at, '\n');
		if (end == NULL)
			return false;
		*end = '\0';
		if (!pass_on(at, url, diag))
			return false;
		at = end + 1;
	}
	*rest = at;
	return true;
}

static enum ilo_status
believe(const struct index_reading *reading, struct ilo_buf *said,
        struct ilo_diag *diag, struct index *index)
{
	const size_t before = ilo_diag_count(diag, ILO_ERROR);
	struct index_reading listing = *reading;
	char *rest = NULL;
	struct ilo_diag silent;

	if (strlen(ilo_buf_text(said)) != said->count ||
	    !pass_all(said, reading->url, diag, &rest))
		return ILO_FAILED;
	ilo_diag_init(&silent, "", NULL);
	listing.bytes = rest;
	if (rest != NULL)
		listing.count = said->count - (size_t)(rest - said->bytes);
	if (rest != NULL && listing.count > 0 &&
	    index_parse_listing(&listing, &silent, index) != ILO_OK)
		return ILO_FAILED;
	return ilo_diag_count(diag, ILO_ERROR) > before ? ILO_FINDINGS : ILO_OK;
}

static enum ilo_status
no_process(struct ilo_diag *diag)
{
	ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
	                "no process to read an index in: %s", strerror(errno));
	return ILO_FAILED;
}

/* What the process made of it; *how is how it ended. */
static bool
listen_to(pid_t child, int fd, struct ilo_buf *said, int *how)
{
	const bool whole = read_all(fd, said);

	if (!whole)
		(void)kill(child, SIGKILL); /* it may have ended */
	while (waitpid(child, how, 0) < 0 && errno == EINTR)
		continue;
	return whole;
}

static enum ilo_status
judge_end(const struct index_reading *reading, int how, struct ilo_diag *diag)
{
	if (WIFEXITED(how) && WEXITSTATUS(how) == NOT_SHUT_IN) {
		ilo_diag_report(diag, ILO_D_SANDBOX_FAILED, NULL, 0,
		                "the process that was to read an index");
		return ILO_FAILED;
	}
	ilo_diag_report(diag, ILO_D_INDEX_FORM, reading->url, 0,
	                "reading it ended a process");
	return ILO_FINDINGS;
}

enum ilo_status
index_apart(index_reader *read, const struct index_reading *reading,
            struct ilo_diag *diag, struct index *index)
{
	struct ilo_buf said = ILO_BUF_INIT;
	enum ilo_status status = ILO_FAILED;
	int ends[2], how = -1;
	bool whole;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return no_process(diag);
	child = fork();
	if (child == 0)
		run(read, reading, index->arena, ends[1]);
	(void)close(ends[1]); /* the process has it */
	if (child < 0) {
		(void)close(ends[0]); /* nobody writes */
		return no_process(diag);
	}
	whole = listen_to(child, ends[0], &said, &how);
	(void)close(ends[0]); /* only read from */
	if (whole && how == 0)
		status = believe(reading, &said, diag, index);
	if (status == ILO_FAILED) {
		index->count = 0;
		status = judge_end(reading, how, diag);
	}
	ilo_buf_release(&said);
	return status;
}
