/*
 * libinih splits lines into keys and values.  It takes lines one at a time from
 * our reader, which counts them, refuses what inih would cut or misread without
 * a word, and keeps the sections.
 */

#include "ingest/config.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/num.h"
#include "common/text.h"
#include "ingest/config_keys.h"

#define NAME_BYTES 32

/* One pass over a file. */
struct parse {
	struct config *config;
	struct ilo_diag *diag;
	const char *at, *end;
	long line;
	bool begun;   /* a section was, sound or not */
	bool current; /* the last section is sound: keys belong to it */
	bool failed;
};

static void
complain(struct parse *parse, enum ilo_code code, long line, const char *what,
         const char *which)
{
	ilo_diag_report(parse->diag, code, parse->config->path, line, "%s%s",
	                which, what);
	parse->failed = true;
}

/* ---- lines ---- */

static bool
is_name(const char *text, size_t length)
{
	size_t i;

	if (length == 0 || length > NAME_BYTES)
		return false;
	for (i = 0; i < length; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz"
		           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-",
		           text[i]) == NULL)
			return false;
	return text[0] != '.' && text[0] != '-';
}

bool
config_is_source(const char *kind)
{
	return strcmp(kind, "inbox") == 0 || strcmp(kind, "collection") == 0;
}

/* Sources have names of their own each; so have the sections of other kinds. */
static bool
share_names(const char *kind, const char *other)
{
	return strcmp(kind, other) == 0 ||
	       (config_is_source(kind) && config_is_source(other));
}

static void
add_section(struct parse *parse, const char *kind, const char *name)
{
	struct config *config = parse->config;
	size_t i;

	for (i = 0; i < config->count; i++) {
		if (strcmp(config->sections[i].name, name) != 0 ||
		    !share_names(config->sections[i].kind, kind))
			continue;
		complain(parse, ILO_D_CONFIG_TWICE, parse->line,
		         ilo_arena_printf(config->arena,
		                          " is the name of the section in "
		                          "line %ld already",
		                          config->sections[i].line),
		         name);
		return;
	}
	config->sections =
		ilo_grow(config->sections, config->count, &config->capacity,
	                 sizeof(*config->sections));
	config->sections[config->count++] = (struct config_section){
		.kind = kind, .name = name, .line = parse->line};
	parse->current = true;
}

/* "[kind name]", of that length. */
static void
begin_section(struct parse *parse, const char *line, size_t length)
{
	struct ilo_arena *arena = parse->config->arena;
	const char *close = memchr(line, ']', length);
	const char *blank, *kind, *name;

	parse->begun = true;
	parse->current = false;
	blank = close == NULL ? NULL
	                      : memchr(line, ' ', (size_t)(close - line));
	if (blank == NULL) {
		complain(parse, ILO_D_CONFIG_SECTION, parse->line, "",
		         "a section is [inbox NAME], [collection NAME], [trust "
		         "SENDER] or [office LANGUAGE]");
		return;
	}
	kind = ilo_arena_strndup(arena, line + 1, (size_t)(blank - line - 1));
	name = ilo_arena_strndup(arena, blank + 1, (size_t)(close - blank - 1));
	if (!config_keys_section(kind))
		complain(parse, ILO_D_CONFIG_SECTION, parse->line,
		         " is not inbox, collection, trust or office", kind);
	else if (!is_name(name, strlen(name)))
		complain(parse, ILO_D_CONFIG_SECTION, parse->line,
		         ": a name has 1 to 32 letters, digits, '.', '_' or "
		         "'-', the first a letter or digit",
		         name);
	else
		add_section(parse, kind, name);
}

/* What inih must not see, or NULL. */
static const char *
line_wrong(const char *line, size_t length)
{
	if (length > CONFIG_LINE_BYTES)
		return "line is longer than 198 bytes";
	if (memchr(line, '\0', length) != NULL ||
	    ilo_text_utf8_span(line, length) != length)
		return "line is not UTF-8 text";
	if (length == 0 || strchr("#;[", line[0]) != NULL)
		return NULL;
	if (memchr(line, '=', length) == NULL)
		return "line is neither a section, a key with '=', nor a "
		       "comment";
	return NULL;
}

/* A line without its end, and without what is blank at its end. */
static size_t
line_length(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (size_t)(end - at));

	if (stop == NULL)
		stop = end;
	while (stop > at && strchr(" \t\r", stop[-1]) != NULL)
		stop--;
	return (size_t)(stop - at);
}

/* An ini_reader: like fgets(). */
static char *
next_line(char *text, int size, void *context)
{
	struct parse *parse = context;
	const char *line = parse->at, *stop, *wrong;
	size_t length;

	if (line == parse->end)
		return NULL;
	parse->line++;
	length = line_length(line, parse->end);
	stop = memchr(line, '\n', (size_t)(parse->end - line));
	parse->at = stop == NULL ? parse->end : stop + 1;
	wrong = line_wrong(line, length);
	if (wrong == NULL && length > 0 && strchr(" \t", line[0]) != NULL)
		wrong = "line begins with a blank; take it out";
	if (wrong == NULL && length > 0 && line[0] == '[')
		begin_section(parse, line, length);
	if (wrong != NULL)
		complain(parse, ILO_D_CONFIG_SYNTAX, parse->line, "", wrong);
	/* inih is given an empty line for what it must not see. */
	if (wrong != NULL || length == 0 || line[0] == '[' ||
	    length + 2 > (size_t)size)
		length = 0;
	memcpy(text, line, length);
	memcpy(text + length, "\n", 2);
	return text;
}

/* ---- keys ---- */

static const char *
value_wrong(struct parse *parse, const struct config_key *key,
            const char *value)
{
	int64_t count;

	if (*value == '\0')
		return "has no value";
	if (key->check != NULL)
		return key->check(value);
	if (ilo_num_count(value, &count) && count >= key->minimum &&
	    count <= key->maximum)
		return NULL;
	return ilo_arena_printf(parse->config->arena,
	                        "must be a whole number from %lld to %lld",
	                        (long long)key->minimum,
	                        (long long)key->maximum);
}

/* An ini_handler: never stops, errors are counted in parse. */
static int
take_key(void *context, const char *section, const char *name,
         const char *value)
{
	struct parse *parse = context;
	struct config *config = parse->config;
	struct config_section *current;
	const struct config_key *key;
	const char *wrong;

	(void)section; /* cut by inih; the reader has it */
	if (!parse->begun)
		complain(parse, ILO_D_CONFIG_SYNTAX, parse->line,
		         " stands before the first section", name);
	if (!parse->current)
		return 1;
	current = &config->sections[config->count - 1];
	key = config_keys_find(current->kind, name);
	if (key == NULL) {
		complain(parse, ILO_D_CONFIG_KEY, parse->line,
		         ilo_arena_printf(config->arena,
		                          " is no key of an %s section",
		                          current->kind),
		         name);
		return 1;
	}
	wrong = config_value(current, name) != NULL
	                ? "stands twice in its section"
	                : value_wrong(parse, key, value);
	if (wrong != NULL)
		complain(parse, ILO_D_CONFIG_VALUE, parse->line,
		         ilo_arena_printf(config->arena, " %s", wrong), name);
	current->entries =
		ilo_grow(current->entries, current->count, &current->capacity,
	                 sizeof(*current->entries));
	current->entries[current->count++] = (struct config_entry){
		ilo_arena_strdup(config->arena, name),
		ilo_arena_strdup(config->arena, value), parse->line};
	return 1;
}

static void
check_required(struct parse *parse, const struct config_section *section)
{
	const struct config_key *row;
	size_t i;

	for (i = 0; (row = config_keys_at(i)) != NULL; i++)
		if (row->required && strcmp(row->section, section->kind) == 0 &&
		    config_value(section, row->key) == NULL)
			complain(parse, ILO_D_CONFIG_VALUE, section->line,
			         " is missing in this section", row->key);
	if ((config_value(section, "client-cert") == NULL) !=
	    (config_value(section, "client-key") == NULL))
		complain(parse, ILO_D_CONFIG_VALUE, section->line, "",
		         "client-cert and client-key go together");
}

/* ---- the whole ---- */

static struct config *
config_new(const char *path)
{
	struct config *config = ilo_xcalloc(1, sizeof(*config));
	const char *slash = strrchr(path, '/');

	config->arena = ilo_arena_new();
	config->path = ilo_arena_strdup(config->arena, path);
	config->folder = slash == NULL
	                         ? "."
	                         : ilo_arena_strndup(config->arena, path,
	                                             (size_t)(slash - path) +
	                                                     (slash == path));
	return config;
}

enum ilo_status
config_parse(const char *path, const char *bytes, size_t count,
             struct ilo_diag *diag, struct config **out)
{
	struct parse parse = {.config = config_new(path),
	                      .diag = diag,
	                      .at = bytes,
	                      .end = bytes + count};
	size_t i;

	if (count > CONFIG_BYTES) {
		complain(&parse, ILO_D_CONFIG_SYNTAX, 0, "",
		         "file is larger than 1 MiB");
	} else if (ini_parse_stream(next_line, &parse, take_key, &parse) != 0) {
		complain(&parse, ILO_D_CONFIG_SYNTAX, 0, "",
		         "file cannot be read as keys and values");
	}
	for (i = 0; i < parse.config->count; i++)
		check_required(&parse, &parse.config->sections[i]);
	if (parse.failed) {
		config_free(parse.config);
		parse.config = NULL;
	}
	*out = parse.config;
	return parse.failed ? ILO_FAILED : ILO_OK;
}

enum ilo_status
config_read(const char *path, struct ilo_diag *diag, struct config **out)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status;

	*out = NULL;
	status = ilo_file_read(path, ILO_FILE_OWN, diag, &bytes);
	if (status == ILO_OK)
		status = config_parse(path, ilo_buf_text(&bytes), bytes.count,
		                      diag, out);
	ilo_buf_release(&bytes);
	return status;
}

void
config_free(struct config *config)
{
	size_t i;

	if (config == NULL)
		return;
	for (i = 0; i < config->count; i++)
		free(config->sections[i].entries);
	free(config->sections);
	ilo_arena_free(config->arena);
	free(config);
}

const char *
config_value(const struct config_section *section, const char *key)
{
	size_t i;

	for (i = 0; i < section->count; i++)
		if (strcmp(section->entries[i].key, key) == 0)
			return section->entries[i].value;
	return NULL;
}

const char *
config_find(const struct config *config, const char *kind, const char *name,
            const char *key)
{
	size_t i;

	for (i = 0; i < config->count; i++)
		if (strcmp(config->sections[i].kind, kind) == 0 &&
		    strcmp(config->sections[i].name, name) == 0)
			return config_value(&config->sections[i], key);
	return NULL;
}

const char *
config_path(const struct config *config, const char *value)
{
	if (*value == '/')
		return value;
	return ilo_arena_printf(config->arena, "%s/%s", config->folder, value);
}
