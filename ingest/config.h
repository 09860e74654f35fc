/*
 * ilo.conf as sections and keys, every one of them known and its value of the
 * right form.  What the values mean is the business of those who ask.
 */

#ifndef ILO_INGEST_CONFIG_H
#define ILO_INGEST_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"
#include "common/mem.h"

/* The most of a file that is looked at, and the longest line of it; the latter
 * is what libinih takes. */
#define CONFIG_BYTES ((size_t)1024 * 1024)
#define CONFIG_LINE_BYTES 198

struct config_entry {
	const char *key;
	const char *value;
	long line;
};

/* "[collection frontex]": kind and name. */
struct config_section {
	const char *kind;
	const char *name;
	long line;
	struct config_entry *entries;
	size_t count, capacity;
};

struct config {
	const char *path;        /* as given, for findings */
	const char *folder;      /* that it lies in: "." or so */
	struct ilo_arena *arena; /* for all texts */
	struct config_section *sections;
	size_t count, capacity;
};

/* Read the file at path.  ILO_FAILED when it cannot be read or anything in it
 * is wrong, all of it reported.  The caller owns *out. */
ILO_MUST_CHECK enum ilo_status
config_read(const char *path, struct ilo_diag *diag, struct config **out);

/* The same of bytes that were read from path. */
ILO_MUST_CHECK enum ilo_status config_parse(const char *path, const char *bytes,
                                            size_t count, struct ilo_diag *diag,
                                            struct config **out);
void config_free(struct config *config);

/* The value of a key in the section of that kind and name; NULL when there is
 * none. */
const char *config_find(const struct config *config, const char *kind,
                        const char *name, const char *key);

/* The value of a key in a section at hand, or NULL. */
const char *config_value(const struct config_section *section, const char *key);

/* Whether sections of that kind name sources. */
bool config_is_source(const char *kind);

/* A path of the configuration as the program is to open it: relative ones are
 * relative to the folder of the file.  In the configuration's arena. */
const char *config_path(const struct config *config, const char *value);

#endif
