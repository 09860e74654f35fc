/* Sizes are those counted while unpacking; what the headers claim is only a
 * first reason to refuse. */

#include "common/zip.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <zip.h>

#include "common/mem.h"

struct ilo_zip {
	zip_t *archive;
	const struct ilo_limits *limits;
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

static bool
is_safe_name(const char *name)
{
	const char *step = name;

	if (*name == '\0' || *name == '/' || strlen(name) > 255 ||
	    strpbrk(name, "\\:") != NULL)
		return false;
	for (; *name != '\0'; name++) {
		if ((unsigned char)*name < 0x20)
			return false;
	}
	while (step != NULL) {
		if (strncmp(step, "..", 2) == 0 &&
		    (step[2] == '/' || step[2] == '\0'))
			return false;
		step = strchr(step, '/');
		step = step == NULL ? NULL : step + 1;
	}
	return true;
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

static bool
is_packed_plainly(const zip_stat_t *entry)
{
	return (entry->valid & ZIP_STAT_COMP_METHOD) != 0 &&
	       (entry->comp_method == ZIP_CM_STORE ||
	        entry->comp_method == ZIP_CM_DEFLATE) &&
	       ((entry->valid & ZIP_STAT_ENCRYPTION_METHOD) == 0 ||
	        entry->encryption_method == ZIP_EM_NONE);
}

static bool
is_packed_tightly(const struct ilo_limits *limits, zip_uint64_t size,
                  zip_uint64_t packed)
{
	return size > ILO_ZIP_RATIO_FROM && size / limits->ratio > packed;
}

static size_t
smaller(size_t one, size_t other)
{
	return one < other ? one : other;
}

static enum ilo_status
check_entry(const struct ilo_zip *zip, zip_uint64_t index, zip_uint64_t *packed,
            struct ilo_faults *faults)
{
	zip_t *archive = zip->archive;
	zip_stat_t entry;

	if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &entry) != 0 ||
	    (entry.valid & ZIP_STAT_NAME) == 0 ||
	    (entry.valid & ZIP_STAT_SIZE) == 0 ||
	    (entry.valid & ZIP_STAT_COMP_SIZE) == 0)
		return refuse(faults, ILO_D_ZIP_DAMAGED, "", "an entry");
	if (!is_safe_name(entry.name))
		return refuse(faults, ILO_D_ZIP_NAME, entry.name,
		              "leads outside");
	if (is_link(archive, index))
		return refuse(faults, ILO_D_ZIP_NAME, entry.name, "is a link");
	if (zip_name_locate(archive, entry.name, ZIP_FL_ENC_RAW) !=
	    (zip_int64_t)index)
		return refuse(faults, ILO_D_ZIP_NAME, entry.name,
		              "is there twice");
	if (!is_packed_plainly(&entry))
		return refuse(faults, ILO_D_ZIP_METHOD, entry.name, "");
	if (is_packed_tightly(zip->limits, entry.size, entry.comp_size))
		return refuse(faults, ILO_D_LIMIT_RATIO, entry.name, "");
	*packed += entry.comp_size;
	return ILO_OK;
}

static enum ilo_status
check_all(const struct ilo_zip *zip, size_t count, struct ilo_faults *faults)
{
	const zip_int64_t entries = zip_get_num_entries(zip->archive, 0);
	const size_t most = smaller(zip->limits->entries, ILO_ZIP_ENTRIES);
	enum ilo_status status = ILO_OK;
	zip_uint64_t packed = 0;

	if (entries <= 0)
		return refuse(faults, ILO_D_ZIP_DAMAGED, "", "no entry");
	if ((size_t)entries > most) {
		ilo_fault(faults, ILO_D_LIMIT_ENTRIES, 0, "%lld, at most %zu",
		          (long long)entries, most);
		return ILO_FINDINGS;
	}
	for (zip_int64_t i = 0; i < entries && status == ILO_OK; i++)
		status = check_entry(zip, (zip_uint64_t)i, &packed, faults);
	if (status == ILO_OK && packed > count)
		return refuse(faults, ILO_D_ZIP_DAMAGED, "",
		              "its entries overlap");
	return status;
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
	if (source != NULL)
		zip.archive = zip_open_from_source(
			source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
	if (zip.archive == NULL) {
		if (zip_error_code_zip(&error) == ZIP_ER_MEMORY)
			ilo_out_of_memory();
		(void)refuse(faults, ILO_D_ZIP_DAMAGED, "",
		             zip_error_strerror(&error)); /* is FINDINGS */
		zip_source_free(source);
	} else {
		status = check_all(&zip, count, faults);
	}
	zip_error_fini(&error);
	if (status == ILO_OK) {
		*out = ilo_xcalloc(1, sizeof **out);
		**out = zip;
	} else if (zip.archive != NULL) {
		zip_discard(zip.archive);
	}
	return status;
}

void
ilo_zip_close(struct ilo_zip *zip)
{
	if (zip == NULL)
		return;
	zip_discard(zip->archive);
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

/* Unpack what is open, counting. */
static enum ilo_status
unpack(struct ilo_zip *zip, zip_file_t *file, const zip_stat_t *entry,
       struct ilo_faults *faults, struct ilo_buf *out)
{
	char piece[16384];
	zip_int64_t got;
	size_t size = 0;

	while ((got = zip_fread(file, piece, sizeof piece)) > 0) {
		size += (size_t)got;
		zip->unpacked += (size_t)got;
		if (zip->unpacked >
		    smaller(zip->limits->total_bytes, ILO_ZIP_TOTAL_BYTES))
			return refuse(faults, ILO_D_LIMIT_TOTAL, entry->name,
			              "");
		if (is_packed_tightly(zip->limits, size, entry->comp_size))
			return refuse(faults, ILO_D_LIMIT_RATIO, entry->name,
			              "");
		ilo_buf_add(out, piece, (size_t)got);
	}
	if (got < 0 || size != entry->size)
		return refuse(faults, ILO_D_ZIP_DAMAGED, entry->name,
		              "checksum or size differs");
	return ILO_OK;
}

enum ilo_status
ilo_zip_read(struct ilo_zip *zip, const char *name, struct ilo_faults *faults,
             struct ilo_buf *out)
{
	enum ilo_status status;
	zip_file_t *file;
	zip_stat_t entry;

	if (zip_stat(zip->archive, name, ZIP_FL_ENC_RAW, &entry) != 0)
		return refuse(faults, ILO_D_ZIP_PART_MISSING, name, "");
	file = zip_fopen_index(zip->archive, entry.index, 0);
	if (file == NULL)
		return refuse(faults, ILO_D_ZIP_DAMAGED, name,
		              "cannot be unpacked");
	status = unpack(zip, file, &entry, faults, out);
	if (zip_fclose(file) != 0 && status == ILO_OK)
		status = refuse(faults, ILO_D_ZIP_DAMAGED, name,
		                "checksum differs");
	return status;
}
