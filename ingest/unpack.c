/*
 * Counted by what comes out, never by what the container says of itself; names
 * are looked at before anything is unpacked.
 */

#include "ingest/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <zlib.h>

#include "common/buf.h"
#include "common/text.h"
#include "common/zip.h"

/* Small files are packed as tightly as they like up to here. */
#define FREE_BYTES ((size_t)1024 * 1024)
#define GZIP_WINDOW (16 + MAX_WBITS)

struct unpack {
	const struct ilo_limits *limits;
	const struct judge_case *given;
	struct ilo_diag diag;
	int out;
	size_t total; /* written */
	struct member *members;
	size_t count;
};

static bool
ends_with(const char *name, const char *end)
{
	size_t count = strlen(name), length = strlen(end);

	return count > length && strcasecmp(name + count - length, end) == 0;
}

const char *
unpack_identify(const char *bytes, size_t count, const char *file)
{
	if (count > 2 && memcmp(bytes, "\x1f\x8b", 2) == 0 &&
	    ends_with(file, ".gz"))
		return "gzip";
	if (count > 4 &&
	    (memcmp(bytes, "PK\x03\x04", 4) == 0 ||
	     memcmp(bytes, "PK\x05\x06", 4) == 0) &&
	    ends_with(file, ".zip"))
		return "zip";
	return NULL;
}

static enum ilo_status
refuse(struct unpack *unpack, enum ilo_code code, const char *name,
       const char *what)
{
	if (name == NULL)
		ilo_diag_report(&unpack->diag, code, unpack->given->file, 0,
		                "%s", what);
	else
		ilo_diag_report(&unpack->diag, code, unpack->given->file, 0,
		                "'%.200s': %s", name, what);
	return ILO_FINDINGS;
}

static enum ilo_status
write_all(struct unpack *unpack, const char *bytes, size_t count)
{
	ssize_t put;

	while (count > 0) {
		put = write(unpack->out, bytes, count);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0) {
			ilo_diag_report(&unpack->diag, ILO_D_OUTPUT,
			                unpack->given->file, 0,
			                "what it holds cannot be written: %s",
			                strerror(errno));
			return ILO_FAILED;
		}
		bytes += put;
		count -= (size_t)put;
	}
	return ILO_OK;
}

/* The next bytes of a member, if they are not too many. */
static enum ilo_status
take(struct unpack *unpack, struct member *member, const char *bytes,
     size_t count)
{
	member->size += count;
	unpack->total += count;
	if (member->size > unpack->limits->bytes)
		return refuse(unpack, ILO_D_LIMIT_BYTES, member->name,
		              "unpacked");
	if (unpack->total > unpack->limits->total_bytes)
		return refuse(unpack, ILO_D_LIMIT_TOTAL, member->name, "here");
	if (unpack->total > FREE_BYTES &&
	    unpack->total / unpack->limits->ratio > unpack->given->count)
		return refuse(unpack, ILO_D_LIMIT_RATIO, member->name, "here");
	return write_all(unpack, bytes, count);
}

/* The name of what is in a gzip file: its own without the end. */
static const char *
inner_name(struct unpack *unpack)
{
	const char *file = unpack->given->file;
	const char *slash = strrchr(file, '/');
	const char *name = slash == NULL ? file : slash + 1;

	return ilo_arena_strndup(unpack->given->arena, name,
	                         strlen(name) - strlen(".gz"));
}

static enum ilo_status
inflate_all(struct unpack *unpack, z_stream *stream)
{
	struct member *member = unpack->members;
	enum ilo_status status = ILO_OK;
	char chunk[65536];
	int code = Z_OK;

	while (status == ILO_OK && code == Z_OK) {
		stream->next_out = (unsigned char *)chunk;
		stream->avail_out = sizeof(chunk);
		code = inflate(stream, Z_NO_FLUSH);
		if (code == Z_OK || code == Z_STREAM_END)
			status = take(unpack, member, chunk,
			              sizeof(chunk) - stream->avail_out);
	}
	if (status != ILO_OK)
		return status;
	if (code != Z_STREAM_END)
		return refuse(unpack, ILO_D_CONTAINER_BROKEN, NULL,
		              code == Z_BUF_ERROR ? "it ends too early"
		                                  : "gzip data are damaged");
	if (stream->avail_in > 0)
		return refuse(unpack, ILO_D_CONTAINER_BROKEN, NULL,
		              "something follows the packed file");
	return ILO_OK;
}

static enum ilo_status
unpack_gzip(struct unpack *unpack)
{
	z_stream stream = {.next_in = NULL};
	enum ilo_status status;
	char *bytes;

	unpack->members =
		ilo_arena_alloc(unpack->given->arena, sizeof(*unpack->members));
	unpack->members[0] = (struct member){inner_name(unpack), 0, 0};
	unpack->count = 1;
	if (inflateInit2(&stream, GZIP_WINDOW) != Z_OK)
		ilo_out_of_memory();
	/* zlib reads through a pointer that is not const. */
	memcpy(&bytes, &unpack->given->bytes, sizeof(bytes));
	stream.next_in = (unsigned char *)bytes;
	stream.avail_in = (unsigned)unpack->given->count;
	status = inflate_all(unpack, &stream);
	(void)inflateEnd(&stream); /* frees alone */
	return status;
}

/* Where the bytes of a member of a zip file go. */
struct taking {
	struct unpack *unpack;
	struct member *member;
};

static enum ilo_status
take_piece(void *context, const char *bytes, size_t count)
{
	const struct taking *taking = context;

	return take(taking->unpack, taking->member, bytes, count);
}

static const char *
escaped(struct ilo_arena *arena, const char *name)
{
	struct ilo_buf text = ILO_BUF_INIT;
	const char *copy;

	ilo_text_escape(&text, name, strlen(name));
	copy = ilo_arena_strdup(arena, ilo_buf_text(&text));
	ilo_buf_release(&text);
	return copy;
}

static enum ilo_status
unpack_files(struct unpack *unpack, struct ilo_zip *zip,
             struct ilo_faults *faults)
{
	struct taking taking = {.unpack = unpack};
	enum ilo_status status = ILO_OK;

	unpack->count = ilo_zip_count(zip);
	unpack->members = ilo_arena_alloc(
		unpack->given->arena, unpack->count * sizeof(*unpack->members));
	for (size_t i = 0; status == ILO_OK && i < unpack->count; i++) {
		taking.member = &unpack->members[i];
		*taking.member = (struct member){
			escaped(unpack->given->arena, ilo_zip_name(zip, i)),
			unpack->total, 0};
		status = ilo_zip_unpack(
			zip, i, &(struct ilo_zip_sink){take_piece, &taking},
			faults);
	}
	return status;
}

static enum ilo_status
unpack_zip(struct unpack *unpack)
{
	struct ilo_faults faults;
	struct ilo_zip *zip;
	enum ilo_status status;

	ilo_faults_init(&faults, &unpack->diag, unpack->given->file);
	status = ilo_zip_open(unpack->given->bytes, unpack->given->count,
	                      unpack->limits, &faults, &zip);
	if (status == ILO_OK)
		status = unpack_files(unpack, zip, &faults);
	ilo_zip_close(zip);
	/* One finding ends it, so that none is left to tell. */
	(void)!ilo_faults_close(&faults);
	return status;
}

void
unpack_file(const struct ilo_limits *limits, const struct judge_case *given,
            int out, struct answer *answer)
{
	const char *kind =
		unpack_identify(given->bytes, given->count, given->file);
	struct unpack unpack = {.limits = limits, .given = given, .out = out};

	*answer = (struct answer){.remarks = {.arena = given->arena},
	                          .record = {.kind = kind},
	                          .container = true};
	ilo_diag_init(&unpack.diag, "ilo-ingest", NULL);
	unpack.diag.sink = remarks_gather;
	unpack.diag.sink_context = &answer->remarks;
	if (kind == NULL) {
		answer->record.kind = "unknown";
		answer->status = ILO_FAILED;
		return;
	}
	answer->status =
		kind[0] == 'g' ? unpack_gzip(&unpack) : unpack_zip(&unpack);
	if (answer->status == ILO_OK) {
		answer->members = unpack.members;
		answer->member_count = unpack.count;
	}
}
