/* The table of kinds: a new one is a reader and a line here. */

#include "common/submission.h"

#include <string.h>

#include "common/form_read.h"
#include "common/frontex.h"
#include "common/native.h"
#include "common/ods.h"
#include "common/xlsx.h"
#include "common/xmlio.h"

static const struct ilo_kind kinds[] = {
	{"native", ilo_native_identify, ilo_native_read},
	{"frontex-monthly", ilo_frontex_identify, ilo_frontex_read},
	{"form-ods", ilo_ods_identify, ilo_form_read_ods},
	{"form-xlsx", ilo_xlsx_identify, ilo_form_read_xlsx},
};

#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

const struct ilo_kind *
ilo_kind_find(const char *name)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	return NULL;
}

const struct ilo_kind *
ilo_kind_identify(const char *bytes, size_t count)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (kinds[i].identify(bytes, count))
			return &kinds[i];
	}
	return NULL;
}

void
ilo_submission_release(struct ilo_submission *submission)
{
	ilo_xml_free(submission->narrative);
	*submission = (struct ilo_submission){.narrative = NULL};
}
