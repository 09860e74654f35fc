/* ilo.conf: what is taken is known, and is the same when written out again. */

#include "common/buf.h"
#include "ingest/config.h"
#include "ingest/config_keys.h"
#include "ingest/source.h"
#include "tests/fuzz/fuzz.h"

/* The configuration as text, in its own order. */
static void
write_out(const struct config *config, struct ilo_buf *text)
{
	for (size_t i = 0; i < config->count; i++) {
		const struct config_section *section = &config->sections[i];

		ilo_buf_printf(text, "[%s %s]\n", section->kind, section->name);
		for (size_t j = 0; j < section->count; j++) {
			const struct config_entry *entry = &section->entries[j];

			FUZZ_CHECK(config_keys_find(section->kind,
			                            entry->key) != NULL);
			FUZZ_CHECK(entry->line > section->line);
			ilo_buf_printf(text, "%s=%s\n", entry->key,
			               entry->value);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct ilo_buf first = ILO_BUF_INIT, second = ILO_BUF_INIT;
	struct config *config, *again;
	struct sources sources;
	struct ilo_diag diag;

	ilo_diag_init(&diag, "fuzz", NULL);
	if (config_parse("a/ilo.conf", (const char *)bytes, count, &diag,
	                 &config) != ILO_OK) {
		FUZZ_CHECK(config == NULL);
		FUZZ_CHECK(ilo_diag_count(&diag, ILO_FATAL) > 0);
		return 0;
	}
	FUZZ_CHECK(ilo_diag_count(&diag, ILO_INFO) == 0);
	write_out(config, &first);
	FUZZ_CHECK(config_parse("a/ilo.conf", ilo_buf_text(&first), first.count,
	                        &diag, &again) == ILO_OK);
	write_out(again, &second);
	FUZZ_CHECK(strcmp(ilo_buf_text(&first), ilo_buf_text(&second)) == 0);
	if (source_read(config, &diag, &sources) == ILO_OK)
		FUZZ_CHECK(sources.count > 0);
	config_free(again);
	config_free(config);
	ilo_buf_release(&first);
	ilo_buf_release(&second);
	return 0;
}
