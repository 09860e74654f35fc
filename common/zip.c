/* Sizes are those counted while unpacking; what the headers claim is only a
 * first reason to refuse. */

#include "common/zip.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <zip.h>

#include "common/mem.h"

#define NAME_BYTES 1000u

struct ilo_zip {
	zip_t *archive;
	const struct ilo_limits *limits;
	zip_uint64_t *files; /* entries that are no folders */
	size_t count;
	size_t unpacked; /* so far */
};

/* A local header has 30 bytes before the name, the length of which it tells at
 * the 26th. */
bool
ilo_zip_begins(const char *bytes, size_t count, const char *name)
{
	const size_t length = strlen(name);

	return count > 30 + length && memcmp(bytes, "PK\3\4", 4) == 0 &&
	       (unsigned char)bytes[26] + 256u * (unsigned char)bytes[27] >=
	               length &&
	       memcmp(bytes + 30, name, length) == 0;
}

static enum ilo_status
refuse(struct ilo_faults *faults, enum ilo_code code, const char *name,
       const char *what)
{
	ilo_fault(faults, code, 0, "%.200s%s%s", name,
	          *name == '\0' || *what == '\0' ? "" : ": ", what);
	return ILO_FINDINGS;
}

/* What is wrong with a name, or NULL. */
static const char *
name_wrong(const char *name)
{
	const char *part = name;

	if (*name == '\0' || strlen(name) > NAME_BYTES)
		return "the name is empty or too long";
	if (*name == '/')
		return "the name begins with '/'";
	if (strpbrk(name, "\\:") != NULL)
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
is_link(zip_t *archive, zip_uint64_t index)
{
	zip_uint8_t system = 0;
	zip_uint32_t attributes = 0;

	return zip_file_get_external_attributes(archive, index, 0, &system,
	                                        &attributes) == 0 &&
	       system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

/* What is wrong with how an entry is packed, or NULL. */
static const char *
packing_wrong(const zip_stat_t *entry)
{
	if ((entry->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    entry->encryption_method != ZIP_EM_NONE)
		return "it is encrypted";
	if ((entry->valid & ZIP_STAT_COMP_METHOD) == 0 ||
	    (entry->comp_method != ZIP_CM_STORE &&
	     entry->comp_method != ZIP_CM_DEFLATE))
		return "it is packed in an unusual way";
	return NULL;
}

static bool
is_packed_tightly(const struct ilo_limits *limits, zip_uint64_t size,
                  zip_uint64_t packed)
{
	return size > ILO_ZIP_RATIO_FROM && size / limits->ratio > packed;
}

/* What is wrong with an entry for itself, or NULL. */
static const char *
entry_wrong(zip_t *archive, const zip_stat_t *entry)
{
	const char *wrong = name_wrong(entry->name);

	if (wrong == NULL && is_link(archive, entry->index))
		wrong = "it is a symbolic link";
	if (wrong == NULL &&
	    zip_name_locate(archive, entry->name, ZIP_FL_ENC_RAW) !=
	            (zip_int64_t)entry->index)
		wrong = "it is there twice";
	return wrong == NULL ? packing_wrong(entry) : wrong;
}

static enum ilo_status
check_entry(struct ilo_zip *zip, zip_uint64_t index, zip_uint64_t *packed,
            struct ilo_faults *faults)
{
	const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_INDEX |
	                            ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
	const char *wrong;
	zip_stat_t entry;

	if (zip_stat_index(zip->archive, index, ZIP_FL_ENC_RAW, &entry) != 0 ||
	    (entry.valid & needed) != needed)
		return refuse(faults, ILO_D_CONTAINER_BROKEN, "",
		              "its list of files is damaged");
	wrong = entry_wrong(zip->archive, &entry);
	if (wrong != NULL)
		return refuse(faults, ILO_D_CONTAINER_ENTRY, entry.name, wrong);
	if (is_packed_tightly(zip->limits, entry.size, entry.comp_size))
		return refuse(faults, ILO_D_LIMIT_RATIO, entry.name, "");
	*packed += entry.comp_size;
	if (entry.name[strlen(entry.name) - 1] != '/')
		zip->files[zip->count++] = index;
	return ILO_OK;
}

static enum ilo_status
check_all(struct ilo_zip *zip, size_t count, struct ilo_faults *faults)
{
	const zip_int64_t entries = zip_get_num_entries(zip->archive, 0);
	const size_t most = zip->limits->entries;
	enum ilo_status status = ILO_OK;
	zip_uint64_t packed = 0;

	if (entries < 0 || (size_t)entries > most) {
		ilo_fault(faults, ILO_D_LIMIT_ENTRIES, 0,
		          "it holds %lld, %zu are taken", (long long)entries,
		          most);
		return ILO_FINDINGS;
	}
	zip->files = ilo_xcalloc((size_t)entries + 1, sizeof(*zip->files));
	for (zip_int64_t i = 0; i < entries && status == ILO_OK; i++)
		status = check_entry(zip, (zip_uint64_t)i, &packed, faults);
	if (status == ILO_OK && zip->count == 0)
		status = refuse(faults, ILO_D_CONTAINER_EMPTY, "", "zip");
	if (status == ILO_OK && packed > count)
		status = refuse(faults, ILO_D_CONTAINER_BROKEN, "",
		                "its entries overlap");
	return status;
}

/* Why libzip would not open it; it compares directory and local headers. */
static void
refuse_broken(zip_error_t *error, struct ilo_faults *faults)
{
	const int code = zip_error_code_zip(error);

	if (code == ZIP_ER_MEMORY)
		ilo_out_of_memory();
	/* What it returns is known. */
	(void)refuse(faults,
	             code == ZIP_ER_EXISTS ? ILO_D_CONTAINER_ENTRY
	                                   : ILO_D_CONTAINER_BROKEN,
	             "", zip_error_strerror(error));
}

enum ilo_status
ilo_zip_open(const char *bytes, size_t count, const struct ilo_limits *limits,
             struct ilo_faults *faults, struct ilo_zip **out)
{
	struct ilo_zip zip = {.limits = ilo_limits_or_default(limits)};
	enum ilo_status status = ILO_FINDINGS;
	zip_source_t *source;
	zip_error_t error;

	*out = NULL;
	zip_error_init(&error);
	source = zip_source_buffer_create(bytes, count, 0, &error);
	if (source == NULL)
		ilo_out_of_memory();
	zip.archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS,
	                                   &error);
	if (zip.archive == NULL) {
		refuse_broken(&error, faults);
		zip_source_free(source);
	} else {
		status = check_all(&zip, count, faults);
	}
	zip_error_fini(&error);
	if (status == ILO_OK) {
		*out = ilo_xcalloc(1, sizeof **out);
		**out = zip;
	} else if (zip.archive != NULL) {
		zip_discard(zip.archive); /* takes the source with it */
		free(zip.files);
	}
	return status;
}

void
ilo_zip_close(struct ilo_zip *zip)
{
	if (zip == NULL)
		return;
	zip_discard(zip->archive);
	free(zip->files);
	free(zip);
}

const struct ilo_limits *
ilo_zip_limits(const struct ilo_zip *zip)
{
	return zip->limits;
}

bool
ilo_zip_has(const struct ilo_zip *zip, const char *name)
{
	return zip_name_locate(zip->archive, name, ZIP_FL_ENC_RAW) >= 0;
}

size_t
ilo_zip_count(const struct ilo_zip *zip)
{
	return zip->count;
}

const char *
ilo_zip_name(const struct ilo_zip *zip, size_t i)
{
	return zip_get_name(zip->archive, zip->files[i], ZIP_FL_ENC_RAW);
}

/* Unpack what is open, counting. */
static enum ilo_status
unpack_open(struct ilo_zip *zip, zip_file_t *file, const zip_stat_t *entry,
            const struct ilo_zip_sink *sink, struct ilo_faults *faults)
{
	enum ilo_status status = ILO_OK;
	char piece[65536];
	zip_int64_t got;
	size_t size = 0;

	while ((got = zip_fread(file, piece, sizeof piece)) > 0) {
		size += (size_t)got;
		zip->unpacked += (size_t)got;
		if (zip->unpacked > zip->limits->total_bytes)
			return refuse(faults, ILO_D_LIMIT_TOTAL, entry->name,
			              "");
		if (is_packed_tightly(zip->limits, size, entry->comp_size))
			return refuse(faults, ILO_D_LIMIT_RATIO, entry->name,
			              "");
		status = sink->take(sink->context, piece, (size_t)got);
		if (status != ILO_OK)
			return status;
	}
	/* At the end of the data libzip compares their CRC. */
	if (got < 0 || size != entry->size)
		return refuse(faults, ILO_D_CONTAINER_BROKEN, entry->name,
		              "checksum or size differs");
	return ILO_OK;
}

static enum ilo_status
unpack_entry(struct ilo_zip *zip, zip_uint64_t index,
             const struct ilo_zip_sink *sink, struct ilo_faults *faults)
{
	enum ilo_status status;
	zip_file_t *file = NULL;
	zip_stat_t entry;

	if (zip_stat_index(zip->archive, index, ZIP_FL_ENC_RAW, &entry) == 0)
		file = zip_fopen_index(zip->archive, index, 0);
	if (file == NULL)
		return refuse(faults, ILO_D_CONTAINER_BROKEN, "",
		              zip_strerror(zip->archive));
	status = unpack_open(zip, file, &entry, sink, faults);
	(void)zip_fclose(file); /* only read from */
	return status;
}

enum ilo_status
ilo_zip_unpack(struct ilo_zip *zip, size_t i, const struct ilo_zip_sink *sink,
               struct ilo_faults *faults)
{
	return unpack_entry(zip, zip->files[i], sink, faults);
}

static enum ilo_status
append(void *context, const char *bytes, size_t count)
{
	ilo_buf_add(context, bytes, count);
	return ILO_OK;
}

enum ilo_status
ilo_zip_read(struct ilo_zip *zip, const char *name, struct ilo_faults *faults,
             struct ilo_buf *out)
{
	const zip_int64_t index =
		zip_name_locate(zip->archive, name, ZIP_FL_ENC_RAW);

	if (index < 0)
		return refuse(faults, ILO_D_ZIP_PART_MISSING, name, "");
	return unpack_entry(zip, (zip_uint64_t)index,
	                    &(struct ilo_zip_sink){append, out}, faults);
}
