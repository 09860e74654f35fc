/* libzip packs when the archive is closed, so that the parts are kept until
 * then. */

#include "driver/book_zip.h"

#include <stdlib.h>

#include <zip.h>

#include "common/mem.h"

/* 1 January 2000, 00:00, as MS-DOS has it: no part tells when it was made. */
#define DOS_DATE ((20u << 9) | (1u << 5) | 1u)

struct part {
	const char *name; /* borrowed */
	bool stored;
	FILE *stream;
	char *bytes; /* libc's, filled when the stream is closed */
	size_t size;
};

#define PARTS_MAX 32u

struct book_zip {
	struct part parts[PARTS_MAX]; /* do not move: streams point into them */
	size_t count;
	bool failed;
};

struct book_zip *
book_zip_new(void)
{
	return ilo_xcalloc(1, sizeof(struct book_zip));
}

static void
close_last(struct book_zip *zip)
{
	struct part *part;

	if (zip->count == 0)
		return;
	part = &zip->parts[zip->count - 1];
	if (part->stream != NULL &&
	    (ferror(part->stream) != 0 || fclose(part->stream) != 0))
		zip->failed = true;
	part->stream = NULL;
}

FILE *
book_zip_part(struct book_zip *zip, const char *name, bool stored)
{
	struct part *part = &zip->parts[zip->count];

	close_last(zip);
	if (zip->count + 1 >= PARTS_MAX)
		ilo_out_of_memory(); /* a form has a dozen */
	*part = (struct part){.name = name, .stored = stored};
	part->stream = open_memstream(&part->bytes, &part->size);
	if (part->stream == NULL)
		ilo_out_of_memory();
	zip->count++;
	return part->stream;
}

static bool
add_part(zip_t *archive, const struct part *part)
{
	zip_source_t *source =
		zip_source_buffer(archive, part->bytes, part->size, 0);
	zip_int64_t index;

	if (source == NULL)
		return false;
	index = zip_file_add(archive, part->name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(
		       archive, (zip_uint64_t)index,
		       part->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 9) == 0 &&
	       zip_file_set_dostime(archive, (zip_uint64_t)index, 0, DOS_DATE,
	                            0) == 0 &&
	       zip_file_set_external_attributes(archive, (zip_uint64_t)index, 0,
	                                        ZIP_OPSYS_UNIX,
	                                        0100644u << 16) == 0;
}

static bool
take_bytes(zip_source_t *source, struct ilo_buf *out)
{
	char piece[16384];
	zip_int64_t got;

	if (zip_source_open(source) != 0)
		return false;
	while ((got = zip_source_read(source, piece, sizeof piece)) > 0)
		ilo_buf_add(out, piece, (size_t)got);
	return zip_source_close(source) == 0 && got == 0;
}

static bool
pack(const struct book_zip *zip, zip_source_t *target, struct ilo_buf *out)
{
	zip_t *archive;
	bool fine = true;

	zip_source_keep(target);
	archive = zip_open_from_source(target, ZIP_TRUNCATE, NULL);
	if (archive == NULL) {
		zip_source_free(target);
		return false;
	}
	for (size_t i = 0; i < zip->count && fine; i++)
		fine = add_part(archive, &zip->parts[i]);
	if (!fine || zip_close(archive) != 0) {
		zip_discard(archive);
		return false;
	}
	return take_bytes(target, out);
}

enum ilo_status
book_zip_finish(struct book_zip *zip, struct ilo_diag *diag,
                struct ilo_buf *out)
{
	zip_source_t *target;
	bool fine;

	close_last(zip);
	target = zip_source_buffer_create(NULL, 0, 0, NULL);
	if (target == NULL)
		ilo_out_of_memory();
	fine = !zip->failed && pack(zip, target, out);
	zip_source_free(target);
	for (size_t i = 0; i < zip->count; i++)
		free(zip->parts[i].bytes);
	free(zip);
	if (!fine)
		ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
		                "libzip could not pack the spreadsheet");
	return fine ? ILO_OK : ILO_FAILED;
}
