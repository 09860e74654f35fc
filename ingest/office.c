/* A language without a section of its own has the office in English. */

#include "ingest/office.h"

#include <string.h>

enum ilo_status
office_read(const struct config *config, struct ilo_diag *diag,
            struct wordings *wordings)
{
	const size_t count = config == NULL ? 0 : config->count;
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct config_section *section = &config->sections[i];
		const struct office office = {
			.name = config_value(section, "name"),
			.contact = config_value(section, "contact")};

		if (strcmp(section->kind, "office") != 0 ||
		    wordings_sign(wordings, section->name, &office))
			continue;
		ilo_diag_report(diag, ILO_D_CONFIG_SECTION, config->path,
		                section->line,
		                "[office %s]: there are letters in %s",
		                section->name, wordings_languages(wordings));
		status = ILO_FAILED;
	}
	return status;
}
