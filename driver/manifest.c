/* Names are sorted before they are digested: a folder's own order is not. */

#include "driver/manifest.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/buf.h"
#include "common/datadir.h"
#include "common/digest.h"
#include "common/file.h"
#include "common/intoto.h"
#include "common/outfile.h"
#include "common/xmlio.h"
#include "driver/spawn.h"

/* Files with their digests, names relative to some folder. */
struct listing {
	struct ilo_intoto_subject *items;
	size_t count, capacity;
	struct ilo_arena *arena;
	struct ilo_diag *diag;
};

static enum ilo_status
add_file(struct listing *listing, const char *path, const char *name)
{
	char *sha256 = ilo_arena_alloc(listing->arena, ILO_DIGEST_SIZE);
	enum ilo_status status;

	status = ilo_digest_file(path, listing->diag, sha256);
	if (status != ILO_OK)
		return status;
	listing->items = ilo_grow(listing->items, listing->count,
	                          &listing->capacity, sizeof(*listing->items));
	listing->items[listing->count++] = (struct ilo_intoto_subject){
		ilo_arena_strdup(listing->arena, name), sha256};
	return ILO_OK;
}

static enum ilo_status
unreadable(struct listing *listing, const char *path)
{
	ilo_diag_report(listing->diag, ILO_D_FILE_REFUSED, path, 0, "%s",
	                strerror(errno));
	return ILO_FAILED;
}

/* Add every file below folder; their names start with prefix. */
static enum ilo_status
add_folder(struct listing *listing, const char *folder, const char *prefix)
{
	struct dirent **entries = NULL;
	enum ilo_status status = ILO_OK;
	const char *path, *name;
	struct stat info;
	int count, i;

	count = scandir(folder, &entries, NULL, alphasort);
	if (count < 0)
		return unreadable(listing, folder);
	for (i = 0; i < count; i++) {
		name = entries[i]->d_name;
		path = ilo_arena_printf(listing->arena, "%s/%s", folder, name);
		if (status != ILO_OK || name[0] == '.') {
			/* hidden, or over already; only freed */
		} else if (stat(path, &info) != 0) {
			status = unreadable(listing, path);
		} else {
			name = ilo_arena_printf(listing->arena, "%s%s", prefix,
			                        name);
			status = S_ISDIR(info.st_mode)
			                 ? add_folder(listing, path,
			                              ilo_arena_printf(
							      listing->arena,
							      "%s/", name))
			                 : add_file(listing, path, name);
		}
		free(entries[i]);
	}
	free(entries);
	return status;
}

static int
compare_subjects(const void *a, const void *b)
{
	const struct ilo_intoto_subject *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static json_t *
listing_json(struct listing *listing)
{
	json_t *object = json_object();
	size_t i;

	for (i = 0; i < listing->count; i++)
		if (json_object_set_new(
			    object, listing->items[i].name,
			    json_string(listing->items[i].sha256)) != 0)
			ilo_out_of_memory();
	return object;
}

/* The submissions in force in one networks.xml, by digest. */
static enum ilo_status
add_submissions(const char *path, struct ilo_arena *arena,
                struct ilo_diag *diag, json_t *submissions)
{
	const xmlNode *node;
	const char *fate;
	xmlDoc *networks = NULL;
	enum ilo_status status;

	status = ilo_xml_read(path, diag, &networks);
	if (status != ILO_OK)
		return status;
	node = ilo_xml_child(
		ilo_xml_child(xmlDocGetRootElement(networks), "sources"),
		"source");
	for (; node != NULL; node = ilo_xml_next(node, "source")) {
		fate = ilo_xml_attr(arena, node, "fate");
		if (fate == NULL || strcmp(fate, "in-force") != 0)
			continue;
		if (json_object_set_new(
			    submissions, ilo_xml_attr(arena, node, "sha256"),
			    json_string(ilo_xml_attr(arena, node, "file"))) !=
		    0)
			ilo_out_of_memory();
	}
	ilo_xml_free(networks);
	return ILO_OK;
}

static enum ilo_status
all_submissions(const struct manifest *manifest, const struct listing *outputs,
                json_t *submissions)
{
	enum ilo_status status = ILO_OK;
	const char *name;
	size_t i, length;

	for (i = 0; status == ILO_OK && i < outputs->count; i++) {
		name = outputs->items[i].name;
		length = strlen(name);
		if (length < 12 ||
		    strcmp(name + length - 12, "networks.xml") != 0)
			continue;
		status = add_submissions(
			ilo_arena_printf(outputs->arena, "%s/%s",
		                         manifest->folder, name),
			outputs->arena, outputs->diag, submissions);
	}
	return status;
}

static enum ilo_status
list_programs(const struct manifest *manifest, struct listing *programs)
{
	static const char *const names[] = {"ilo", "ilo-transform",
	                                    "ilo-analyze", "ilo-render"};
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; status == ILO_OK && i < sizeof(names) / sizeof(names[0]);
	     i++)
		status = add_file(programs,
		                  ilo_arena_printf(programs->arena, "%s/%s",
		                                   manifest->bindir, names[i]),
		                  names[i]);
	return status;
}

/* "GSL 2.7.1" and so on, as ilo-analyze says. */
static enum ilo_status
list_libraries(const struct manifest *manifest, struct ilo_diag *diag,
               json_t *libraries)
{
	struct ilo_strings command = {NULL, 0, 0};
	struct ilo_buf said = ILO_BUF_INIT;
	enum ilo_status status;
	char *line, *rest = NULL;

	command_add(&command, "ilo-analyze");
	command_add(&command, "--libraries");
	status = spawn_and_read(manifest->bindir, &command, diag, &said);
	line = said.bytes == NULL ? NULL : strtok_r(said.bytes, "\n", &rest);
	for (; line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		char *version = strrchr(line, ' ');

		if (version == NULL)
			continue;
		*version++ = '\0';
		if (json_object_set_new(libraries, line,
		                        json_string(version)) != 0)
			ilo_out_of_memory();
	}
	ilo_buf_release(&said);
	ilo_strings_release(&command);
	return status;
}

static bool
is_data(const char *name)
{
	const char *dot = strrchr(name, '.');
	static const char *const kinds[] = {".xml", ".xsd",   ".xsl",
	                                    ".css", ".xconf", ".json"};
	size_t i;

	for (i = 0; dot != NULL && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(dot, kinds[i]) == 0)
			return true;
	return false;
}

/* Schemas, codelists, stylesheets: what lies beside sources is left out. */
static enum ilo_status
list_data(struct listing *data)
{
	const char *datadir = ilo_datadir(data->arena, data->diag);
	enum ilo_status status;
	size_t i, kept = 0;

	if (datadir == NULL)
		return ILO_FAILED;
	status = add_folder(data,
	                    ilo_arena_printf(data->arena, "%s/schema", datadir),
	                    "schema/");
	if (status == ILO_OK)
		status = add_folder(
			data,
			ilo_arena_printf(data->arena, "%s/render", datadir),
			"render/");
	for (i = 0; i < data->count; i++)
		if (is_data(data->items[i].name))
			data->items[kept++] = data->items[i];
	data->count = kept;
	return status;
}

static enum ilo_status
put(const struct manifest *manifest, const struct listing *outputs,
    json_t *predicate)
{
	struct ilo_buf text = ILO_BUF_INIT;
	enum ilo_status status;

	status = ilo_intoto_print(
		&(struct ilo_intoto){ILO_PREDICATE_MANIFEST, outputs->items,
	                             outputs->count, predicate},
		outputs->diag, &text);
	if (status == ILO_OK)
		status = ilo_outfile_put(
			ilo_arena_printf(outputs->arena, "%s/manifest.json",
		                         manifest->folder),
			ilo_buf_text(&text), text.count, outputs->diag);
	ilo_buf_release(&text);
	return status;
}

static const char *
value_of(const struct manifest_parameter *parameter, struct ilo_arena *arena)
{
	const struct ilo_strings *list = parameter->list;
	const char *text = parameter->value;
	size_t i;

	for (i = 0; list != NULL && i < list->count; i++)
		text = text == NULL ? list->items[i]
		                    : ilo_arena_printf(arena, "%s %s", text,
		                                       list->items[i]);
	return text;
}

static json_t *
parameters_json(const struct manifest_parameter *parameters,
                struct ilo_arena *arena)
{
	json_t *object = json_object();

	for (; parameters->name != NULL; parameters++) {
		const char *value = value_of(parameters, arena);

		if (value != NULL &&
		    json_object_set_new(object, parameters->name,
		                        json_string(value)) != 0)
			ilo_out_of_memory();
	}
	return object;
}

enum ilo_status
manifest_write(const struct manifest *manifest, struct ilo_arena *arena,
               struct ilo_diag *diag)
{
	struct listing outputs = {NULL, 0, 0, arena, diag};
	struct listing programs = outputs, data = outputs;
	json_t *submissions = json_object(), *libraries = json_object();
	json_t *predicate;
	enum ilo_status status;

	status = add_folder(&outputs, manifest->folder, "");
	if (status == ILO_OK && outputs.count > 1)
		qsort(outputs.items, outputs.count, sizeof(*outputs.items),
		      compare_subjects);
	if (status == ILO_OK)
		status = all_submissions(manifest, &outputs, submissions);
	if (status == ILO_OK)
		status = list_programs(manifest, &programs);
	if (status == ILO_OK)
		status = list_libraries(manifest, diag, libraries);
	if (status == ILO_OK)
		status = list_data(&data);
	predicate = json_pack(
		"{s:s, s:s, s:o, s:o, s:{s:s, s:s, s:o, s:o}, s:o}", "semester",
		manifest->semester, "known-at", manifest->known_at,
		"parameters", parameters_json(manifest->parameters, arena),
		"submissions", submissions, "tool", "name", "ilo", "version",
		ILO_VERSION, "programs", listing_json(&programs), "libraries",
		libraries, "data", listing_json(&data));
	if (status == ILO_OK)
		status = put(manifest, &outputs, predicate);
	json_decref(predicate);
	free(outputs.items);
	free(programs.items);
	free(data.items);
	return status;
}

/* The digest that the manifest gives for name; NULL when it gives none. */
static const char *
stated_digest(json_t *statement, const char *name)
{
	json_t *subject;
	size_t i;

	json_array_foreach(json_object_get(statement, "subject"), i, subject)
	{
		const char *one =
			json_string_value(json_object_get(subject, "name"));

		if (one != NULL && strcmp(one, name) == 0)
			return json_string_value(json_object_get(
				json_object_get(subject, "digest"), "sha256"));
	}
	return NULL;
}

enum ilo_status
manifest_check(const char *folder, const char *name, struct ilo_arena *arena,
               struct ilo_diag *diag)
{
	const char *path = ilo_arena_printf(arena, "%s/%s", folder, name);
	char sha256[ILO_DIGEST_SIZE];
	const char *stated;
	json_t *statement;
	enum ilo_status status;

	status = ilo_digest_file(path, diag, sha256);
	if (status != ILO_OK)
		return status;
	statement = json_load_file(
		ilo_arena_printf(arena, "%s/manifest.json", folder), 0, NULL);
	stated = stated_digest(statement, name);
	if (stated == NULL || strcmp(stated, sha256) != 0) {
		ilo_diag_report(diag, ILO_D_RUN_ALTERED, path, 0, NULL);
		status = ILO_INTEGRITY;
	}
	json_decref(statement);
	return status;
}

json_t *
manifest_read(const char *folder, struct ilo_arena *arena,
              struct ilo_diag *diag)
{
	const char *path = ilo_arena_printf(arena, "%s/manifest.json", folder);
	json_t *statement = json_load_file(path, 0, NULL);
	json_t *predicate =
		json_incref(json_object_get(statement, "predicate"));

	json_decref(statement);
	if (predicate == NULL)
		ilo_diag_report(diag, ILO_D_RUN_ALTERED, path, 0,
		                "it is no manifest");
	return predicate;
}
