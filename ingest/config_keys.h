/* The sections and keys that ilo.conf may hold, each with the form of its value
 * and its default: one table. */

#ifndef ILO_INGEST_CONFIG_KEYS_H
#define ILO_INGEST_CONFIG_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct config_key {
	const char *section; /* "collection" */
	const char *key;     /* "max-bytes" */
	bool required;
	/* What is wrong with a value, or NULL. */
	const char *(*check)(const char *value);
	int64_t minimum, maximum; /* of a count; both 0 for texts */
	int64_t standard;         /* what a count is when it is not given */
};

/* Whether there are sections of that kind. */
bool config_keys_section(const char *section);

/* The row of that key, or NULL. */
const struct config_key *config_keys_find(const char *section, const char *key);

/* The row at index, of all; NULL behind the last. */
const struct config_key *config_keys_at(size_t index);

#endif
