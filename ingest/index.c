/* The listing, line by line, and the rules on names that both forms share. */

#include "ingest/index.h"

#include <stdlib.h>
#include <string.h>

#include "common/digest.h"
#include "common/gate.h"
#include "common/num.h"
#include "ingest/walk.h"

#define FIELDS_MIN 3 /* digest, size, name */
#define FIELDS_MAX 4 /* and signature */
#define FIELD_BYTES 1000

/* ---- names ---- */

const char *
index_folder(struct ilo_arena *arena, const char *url)
{
	const char *host = strstr(url, "://");
	const char *end, *slash, *last = NULL;

	host = host == NULL ? url : host + 3;
	end = host + strcspn(host, "?#");
	for (slash = host; slash < end; slash++)
		if (*slash == '/')
			last = slash;
	if (last == NULL)
		return ilo_arena_printf(arena, "%.*s/", (int)(end - url), url);
	return ilo_arena_strndup(arena, url, (size_t)(last - url) + 1);
}

/* What is wrong with a name, or NULL. */
static const char *
name_wrong(const char *name)
{
	size_t length;

	if (*name == '\0')
		return "is empty";
	if (strlen(name) > INDEX_NAME_BYTES)
		return "is longer than 200 bytes";
	for (;;) {
		length = strspn(name, "abcdefghijklmnopqrstuvwxyz"
		                      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		                      "0123456789._-");
		if (length == 0 ||
		    (name[length] != '/' && name[length] != '\0'))
			return "may hold letters, digits, '.', '_' and '-' "
			       "between single slashes alone, and lie in the "
			       "folder of the index or below";
		if (name[0] == '.' || name[0] == '-')
			return "has a part that begins with '.' or '-'";
		if (name[length] == '\0')
			return NULL;
		name += length + 1;
	}
}

/* A name as it may be used; an absolute one within the folder of the index
 * becomes relative. */
static const char *
relative(struct index_job *job, const char *name)
{
	const char *folder = index_folder(job->index->arena, job->reading->url);
	const char *path = strstr(folder, "://");
	size_t length = strlen(folder);

	if (strncmp(name, folder, length) == 0)
		return name + length;
	path = path == NULL ? NULL : strchr(path + 3, '/');
	if (path != NULL && strncmp(name, path, strlen(path)) == 0)
		return name + strlen(path);
	return name;
}

static bool
check_name(struct index_job *job, long line, const char *name)
{
	const char *wrong = name_wrong(name);

	if (wrong == NULL)
		return true;
	ilo_fault(&job->faults, ILO_D_INDEX_NAME, line, "'%.100s' %s", name,
	          wrong);
	return false;
}

static bool
is_signature(const char *name)
{
	const size_t length = strlen(name);

	return length > 4 && strcmp(name + length - 4, WALK_P7S) == 0;
}

void
index_add(struct index_job *job, const struct index_file *file)
{
	struct index *index = job->index;
	struct index_file copy = *file;

	if (index->count >= job->reading->max_files) {
		ilo_fault(&job->faults, ILO_D_INDEX_LIMIT, file->line,
		          "more than %zu files (max-files)",
		          job->reading->max_files);
		return;
	}
	copy.name = ilo_arena_strdup(index->arena, relative(job, file->name));
	if (!check_name(job, file->line, copy.name))
		return;
	if (file->signature != NULL) {
		copy.signature = ilo_arena_strdup(
			index->arena, relative(job, file->signature));
		if (!check_name(job, file->line, copy.signature))
			return;
	}
	if (is_signature(copy.name)) {
		ilo_fault(&job->faults, ILO_D_INDEX_NAME, file->line,
		          "'%.100s' is a signature, which stands in the line "
		          "of its file",
		          copy.name);
		return;
	}
	copy.sha256 = ilo_arena_strdup(index->arena, file->sha256);
	index->files = ilo_grow(index->files, index->count, &index->capacity,
	                        sizeof(*index->files));
	index->files[index->count++] = copy;
}

/* ---- the listing ---- */

/* The fields of a line, terminated, in the arena; their number, or
 * FIELDS_MAX + 1 when there are more. */
static size_t
split(struct ilo_arena *arena, const char *line, size_t length,
      char *fields[FIELDS_MAX])
{
	char *at = ilo_arena_strndup(arena, line, length);
	size_t count = 0;

	for (;;) {
		at += strspn(at, " \t\r");
		if (*at == '\0')
			return count;
		if (count == FIELDS_MAX)
			return FIELDS_MAX + 1;
		fields[count++] = at;
		at += strcspn(at, " \t\r");
		if (*at != '\0')
			*at++ = '\0';
	}
}

static bool
is_digest(const char *text)
{
	return strlen(text) == ILO_DIGEST_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == ILO_DIGEST_SIZE - 1;
}

static void
read_line(struct index_job *job, long number, const char *line, size_t length)
{
	struct index_file file = {.size = -1, .line = number};
	char *fields[FIELDS_MAX] = {NULL};
	size_t count = FIELDS_MAX + 1;

	if (length <= FIELD_BYTES)
		count = split(job->index->arena, line, length, fields);
	if (count == 0 || (fields[0] != NULL && fields[0][0] == '#'))
		return;
	if (count < FIELDS_MIN || count > FIELDS_MAX) {
		ilo_fault(&job->faults, ILO_D_INDEX_LINE, number,
		          "a line is SHA-256, size, name, and where there is "
		          "one the name of a signature");
		return;
	}
	if (strcmp(fields[0], "-") != 0)
		file.sha256 = fields[0];
	if (file.sha256 != NULL && !is_digest(file.sha256)) {
		ilo_fault(&job->faults, ILO_D_INDEX_LINE, number,
		          "'%.70s' is not a SHA-256 of 64 hexadecimal digits "
		          "in lower case, nor '-'",
		          fields[0]);
		return;
	}
	if (strcmp(fields[1], "-") != 0 &&
	    !ilo_num_count(fields[1], &file.size)) {
		ilo_fault(&job->faults, ILO_D_INDEX_LINE, number,
		          "'%.30s' is not a size in bytes, nor '-'", fields[1]);
		return;
	}
	file.name = fields[2];
	file.signature = fields[3];
	index_add(job, &file);
}

static void
read_listing(struct index_job *job)
{
	const char *at = job->reading->bytes;
	const char *end = at + job->reading->count, *stop;
	long number = 0;

	at += ilo_gate_mark(at, job->reading->count);
	while (at < end) {
		stop = memchr(at, '\n', (size_t)(end - at));
		if (stop == NULL)
			stop = end;
		read_line(job, ++number, at, (size_t)(stop - at));
		at = stop == end ? end : stop + 1;
	}
}

/* ---- the whole ---- */

static int
compare(const void *a, const void *b)
{
	const struct index_file *one = a, *other = b;
	int order = strcmp(one->name, other->name);

	if (order != 0)
		return order;
	return one->line < other->line ? -1 : one->line > other->line;
}

/* In the order of names; a name that stands twice is taken once. */
static void
order(struct index_job *job)
{
	struct index *index = job->index;
	size_t i, kept = 0;

	if (index->count == 0)
		return;
	qsort(index->files, index->count, sizeof(*index->files), compare);
	for (i = 1; i < index->count; i++) {
		if (strcmp(index->files[i].name, index->files[kept].name) !=
		    0) {
			index->files[++kept] = index->files[i];
			continue;
		}
		ilo_fault(&job->faults, ILO_D_INDEX_TWICE, index->files[i].line,
		          "%s, first in line %ld", index->files[i].name,
		          index->files[kept].line);
	}
	index->count = kept + 1;
}

static bool
is_xml(const struct index_reading *reading)
{
	const char *at = reading->bytes, *end = at + reading->count;

	at += ilo_gate_mark(at, reading->count);
	while (at < end && strchr(" \t\r\n", *at) != NULL)
		at++;
	return at < end && *at == '<';
}

/* Behind the gate: read by the form's own reader. */
static enum ilo_status
read_as(const struct index_reading *reading, void (*read)(struct index_job *),
        struct ilo_diag *diag, struct index *index)
{
	struct index_job job = {.reading = reading, .index = index};

	ilo_faults_init(&job.faults, diag, reading->url);
	read(&job);
	order(&job);
	return ilo_faults_close(&job.faults);
}

enum ilo_status
index_parse_listing(const struct index_reading *reading, struct ilo_diag *diag,
                    struct index *index)
{
	enum ilo_status status = ilo_gate_text(reading->bytes, reading->count,
	                                       NULL, reading->url, diag);

	return status == ILO_OK ? read_as(reading, read_listing, diag, index)
	                        : status;
}

enum ilo_status
index_parse(const struct index_reading *reading, struct ilo_diag *diag,
            struct index *index)
{
	enum ilo_status status;

	if (reading->count > INDEX_BYTES) {
		ilo_diag_report(diag, ILO_D_INDEX_LIMIT, reading->url, 0,
		                "larger than 8 MiB");
		return ILO_FINDINGS;
	}
	if (!is_xml(reading))
		return index_parse_listing(reading, diag, index);
	status = ilo_gate_xml(reading->bytes, reading->count, NULL,
	                      reading->url, diag);
	return status == ILO_OK ? read_as(reading, index_read_atom, diag, index)
	                        : status;
}

void
index_release(struct index *index)
{
	free(index->files);
	*index = (struct index){.arena = NULL};
}
