/* From keys to settings.  The configuration has checked every value. */

#include "ingest/source.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "ingest/config_keys.h"

/* A key's path, as it is to be opened; NULL when it is not given. */
static const char *
path_of(const struct config *config, const struct config_section *section,
        const char *key)
{
	const char *value = config_value(section, key);

	return value == NULL ? NULL : config_path(config, value);
}

static int64_t
count_of(const struct config_section *section, const char *key)
{
	const struct config_key *row = config_keys_find("collection", key);
	const char *value = config_value(section, key);
	int64_t count = 0;

	assert(row != NULL);
	return value != NULL && ilo_num_count(value, &count) ? count
	                                                     : row->standard;
}

static struct fetch_settings
settings_of(const struct config *config, const struct config_section *section)
{
	return (struct fetch_settings){
		.source = section->name,
		.ca = path_of(config, section, "ca"),
		.crl = path_of(config, section, "crl"),
		.client_cert = path_of(config, section, "client-cert"),
		.client_key = path_of(config, section, "client-key"),
		.pin = config_value(section, "pin"),
		.allow = config_value(section, "allow-address"),
		.proxy = config_value(section, "proxy"),
		.max_bytes = count_of(section, "max-bytes"),
		.max_files = count_of(section, "max-files"),
		.max_seconds = count_of(section, "max-seconds"),
		.stall_seconds = count_of(section, "stall-seconds"),
		.rate = count_of(section, "rate"),
		.connections = count_of(section, "connections"),
		.attempts = count_of(section, "attempts"),
		.back_off = count_of(section, "back-off"),
		.max_wait = count_of(section, "max-wait")};
}

static void
read_section(const struct config *config, const struct config_section *section,
             struct source *source)
{
	const char *sidecar = config_value(section, "sidecar");
	struct inbox *inbox;

	source->name = section->name;
	source->sender = config_value(section, "sender");
	if (strcmp(section->kind, "collection") == 0) {
		source->url = config_value(section, "url");
		source->fetch = settings_of(config, section);
		return;
	}
	inbox = ilo_arena_alloc(config->arena, sizeof(*inbox));
	inbox->folder = path_of(config, section, "folder");
	inbox->sidecar = sidecar != NULL && strcmp(sidecar, "yes") == 0;
	source->inbox = inbox;
}

static int
compare(const void *a, const void *b)
{
	const struct source *one = a, *other = b;

	return strcmp(one->name, other->name);
}

enum ilo_status
source_read(const struct config *config, struct ilo_diag *diag,
            struct sources *sources)
{
	size_t i;

	sources->count = 0;
	sources->items = ilo_arena_alloc(
		config->arena, (config->count + 1) * sizeof(*sources->items));
	for (i = 0; i < config->count; i++)
		if (config_is_source(config->sections[i].kind))
			read_section(config, &config->sections[i],
			             &sources->items[sources->count++]);
	if (sources->count == 0) {
		ilo_diag_report(diag, ILO_D_CONFIG_NO_SOURCE, config->path, 0,
		                NULL);
		return ILO_FAILED;
	}
	qsort(sources->items, sources->count, sizeof(*sources->items), compare);
	return ILO_OK;
}

enum ilo_status
source_check_senders(const struct config *config,
                     const struct ilo_codebook *codebook, struct ilo_diag *diag)
{
	const size_t count = config == NULL ? 0 : config->count;
	enum ilo_status status = ILO_OK;
	size_t i, j;

	for (i = 0; i < count; i++) {
		const struct config_section *section = &config->sections[i];

		for (j = 0; j < section->count; j++) {
			const struct config_entry *entry = &section->entries[j];

			if (strcmp(entry->key, "sender") != 0 ||
			    ilo_codebook_sender(codebook, entry->value) != NULL)
				continue;
			ilo_diag_report(diag, ILO_D_CONFIG_VALUE, config->path,
			                entry->line,
			                "sender %s is none of "
			                "schema/codelists/members.xml",
			                entry->value);
			status = ILO_FAILED;
		}
	}
	return status;
}

const struct trust_section *
source_trust(const struct config *config, struct ilo_arena *arena,
             size_t *count)
{
	const size_t most = config == NULL ? 0 : config->count;
	struct trust_section *sections =
		ilo_arena_alloc(arena, (most + 1) * sizeof(*sections));
	const struct config_section *one;
	size_t i;

	for (i = 0; i < most; i++) {
		one = &config->sections[i];
		if (strcmp(one->kind, "trust") != 0)
			continue;
		sections[(*count)++] = (struct trust_section){
			.sender = one->name,
			.policy = config_value(one, "policy"),
			.anchors = path_of(config, one, "anchors"),
			.signers = path_of(config, one, "signers"),
			.crls = path_of(config, one, "crls")};
	}
	return sections;
}
