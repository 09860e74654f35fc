/*
 * Counted by what comes out, never by what the container says of itself; names
 * are looked at before anything is unpacked.
 */

#include "ingest/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zip.h>
#include <zlib.h>

#include "common/buf.h"
#include "common/text.h"

/* Small files are packed as tightly as they like up to here. */
#define FREE_BYTES ((size_t)1024 * 1024)
#define GZIP_WINDOW (16 + MAX_WBITS)
#define NAME_BYTES 1000u

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

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The next bytes of a member, if they are not too many. */
static enum ilo_status
take(struct unpack *unpack, struct member *member, const char *bytes,
     size_t count)
{
	size_t ratio = smaller(unpack->limits->ratio, UNPACK_RATIO);

	member->size += count;
	unpack->total += count;
	if (member->size > unpack->limits->bytes)
		return refuse(unpack, ILO_D_LIMIT_BYTES, member->name,
		              "unpacked");
	if (unpack->total > unpack->limits->total_bytes)
		return refuse(unpack, ILO_D_LIMIT_TOTAL, member->name, "here");
	if (unpack->total > FREE_BYTES &&
	    unpack->total / ratio > unpack->given->count)
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

/* What is wrong with the name of a zip file's entry, or NULL. */
static const char *
bad_name(const char *name)
{
	const char *part = name;

	if (*name == '\0' || strlen(name) > NAME_BYTES)
		return "the name is empty or too long";
	if (*name == '/')
		return "the name begins with '/'";
	if (strchr(name, '\\') != NULL || strchr(name, ':') != NULL)
		return "the name holds a backslash or a colon";
	while (part != NULL) {
		part += *part == '/';
		if (strcmp(part, "..") == 0 || strncmp(part, "../", 3) == 0)
			return "the name leads out of its folder";
		part = strchr(part, '/');
	}
	return NULL;
}

static bool
is_link(zip_t *zip, zip_uint64_t i)
{
	zip_uint8_t system = 0;
	zip_uint32_t attributes = 0;

	return zip_file_get_external_attributes(zip, i, 0, &system,
	                                        &attributes) == 0 &&
	       system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

/* Look at an entry; a folder is passed over. */
static enum ilo_status
list_entry(struct unpack *unpack, zip_t *zip, zip_uint64_t i,
           zip_uint64_t *indices)
{
	struct ilo_arena *arena = unpack->given->arena;
	const char *name = zip_get_name(zip, i, ZIP_FL_ENC_RAW), *wrong;
	struct ilo_buf text = ILO_BUF_INIT;
	const char *shown;
	zip_stat_t info;

	if (name == NULL || zip_stat_index(zip, i, 0, &info) != 0)
		return refuse(unpack, ILO_D_CONTAINER_BROKEN, NULL,
		              "its list of files is damaged");
	wrong = bad_name(name);
	if (wrong == NULL && is_link(zip, i))
		wrong = "it is a symbolic link";
	if (wrong == NULL && (info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    info.encryption_method != ZIP_EM_NONE)
		wrong = "it is encrypted";
	if (wrong != NULL)
		return refuse(unpack, ILO_D_CONTAINER_ENTRY, name, wrong);
	if (name[strlen(name) - 1] == '/')
		return ILO_OK;
	ilo_text_escape(&text, name, strlen(name));
	shown = ilo_arena_strdup(arena, ilo_buf_text(&text));
	ilo_buf_release(&text);
	indices[unpack->count] = i;
	unpack->members[unpack->count++] = (struct member){shown, 0, 0};
	return ILO_OK;
}

static enum ilo_status
unpack_entry(struct unpack *unpack, zip_t *zip, zip_uint64_t index,
             struct member *member)
{
	zip_file_t *file = zip_fopen_index(zip, index, 0);
	enum ilo_status status = ILO_OK;
	zip_int64_t got = 0;
	char chunk[65536];

	member->offset = unpack->total;
	if (file == NULL)
		return refuse(unpack, ILO_D_CONTAINER_BROKEN, member->name,
		              zip_strerror(zip));
	while (status == ILO_OK &&
	       (got = zip_fread(file, chunk, sizeof(chunk))) > 0)
		status = take(unpack, member, chunk, (size_t)got);
	/* At the end of the data libzip compares their CRC. */
	if (status == ILO_OK && got < 0)
		status = refuse(unpack, ILO_D_CONTAINER_BROKEN, member->name,
		                "its data are damaged");
	(void)zip_fclose(file); /* only read from */
	return status;
}

static enum ilo_status
unpack_entries(struct unpack *unpack, zip_t *zip)
{
	size_t most = smaller(unpack->limits->entries, UNPACK_ENTRIES), i;
	zip_int64_t count = zip_get_num_entries(zip, 0);
	enum ilo_status status = ILO_OK;
	zip_uint64_t *indices;

	if (count < 0 || (size_t)count > most) {
		ilo_diag_report(&unpack->diag, ILO_D_LIMIT_ENTRIES,
		                unpack->given->file, 0,
		                "it holds %lld, %zu are taken",
		                (long long)count, most);
		return ILO_FINDINGS;
	}
	indices = ilo_xcalloc((size_t)count, sizeof(*indices));
	unpack->members =
		ilo_arena_alloc(unpack->given->arena,
	                        ((size_t)count + 1) * sizeof(*unpack->members));
	for (i = 0; status == ILO_OK && i < (size_t)count; i++)
		status = list_entry(unpack, zip, i, indices);
	if (status == ILO_OK && unpack->count == 0)
		status = refuse(unpack, ILO_D_CONTAINER_EMPTY, NULL, "zip");
	for (i = 0; status == ILO_OK && i < unpack->count; i++)
		status = unpack_entry(unpack, zip, indices[i],
		                      &unpack->members[i]);
	free(indices);
	return status;
}

static enum ilo_status
unpack_zip(struct unpack *unpack)
{
	zip_error_t error;
	zip_source_t *source;
	enum ilo_status status;
	zip_t *zip;

	zip_error_init(&error);
	source = zip_source_buffer_create(unpack->given->bytes,
	                                  unpack->given->count, 0, &error);
	if (source == NULL)
		ilo_out_of_memory();
	zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
	if (zip == NULL) {
		zip_source_free(source);
		status = refuse(unpack,
		                zip_error_code_zip(&error) == ZIP_ER_EXISTS
		                        ? ILO_D_CONTAINER_ENTRY
		                        : ILO_D_CONTAINER_BROKEN,
		                NULL, zip_error_strerror(&error));
		zip_error_fini(&error);
		return status;
	}
	status = unpack_entries(unpack, zip);
	zip_discard(zip); /* takes the source with it */
	zip_error_fini(&error);
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
