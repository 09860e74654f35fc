/* The table of kinds: a new one is a reader and a line here.  Layouts are kinds
 * that are data (schema/layouts/). */

#include "common/submission.h"

#include <string.h>

#include "common/form_read.h"
#include "common/layout.h"
#include "common/native.h"
#include "common/ods.h"
#include "common/sdmx_ml.h"
#include "common/sdmxcsv.h"
#include "common/xlsx.h"
#include "common/xmlio.h"

static const struct ilo_kind kinds[] = {
	{"native", ilo_native_identify, ilo_native_read, "native"},
	{"form-ods", ilo_ods_identify, ilo_form_read_ods, "native"},
	{"form-xlsx", ilo_xlsx_identify, ilo_form_read_xlsx, "native"},
	{"sdmx-ml", ilo_sdmx_ml_identify, ilo_sdmx_ml_read, "sdmx"},
	{"sdmx-csv", ilo_sdmxcsv_identify, ilo_sdmxcsv_read, "sdmx"},
};

#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

const struct ilo_kind *
ilo_kind_find(const struct ilo_codebook *codebook, const char *name)
{
	const struct ilo_layout *layout;

	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	layout = ilo_layouts_find(ilo_codebook_layouts(codebook), name);
	return layout == NULL ? NULL : &layout->kind;
}

const char *
ilo_kind_family(const char *name)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (strcmp(kinds[i].name, name) == 0 && kinds[i].family != NULL)
			return kinds[i].family;
	}
	return name;
}

const struct ilo_kind *
ilo_kind_identify(const struct ilo_codebook *codebook, const char *bytes,
                  size_t count)
{
	const struct ilo_layout *layout;

	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (kinds[i].identify(bytes, count))
			return &kinds[i];
	}
	layout = ilo_layouts_identify(ilo_codebook_layouts(codebook), bytes,
	                              count);
	return layout == NULL ? NULL : &layout->kind;
}

/* A form or a message may say what it is, a table cannot. */
static enum ilo_status
settle_nature(const struct ilo_reading *reading, struct ilo_diag *diag,
              struct ilo_cover *cover)
{
	const char *stated = reading->nature;

	if (cover->report == NULL)
		return ILO_OK; /* nothing could be read of it */
	if (cover->nature == NULL)
		cover->nature = stated == NULL ? "real" : stated;
	if (stated == NULL || strcmp(stated, cover->nature) == 0)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_NATURE_DIFFERS, reading->file, 0,
	                "--nature %s, the file is %s", stated, cover->nature);
	return ILO_FINDINGS;
}

enum ilo_status
ilo_kind_read(const struct ilo_kind *kind, const struct ilo_reading *reading,
              struct ilo_diag *diag, struct ilo_submission *out)
{
	struct ilo_reading own = *reading;
	enum ilo_status status, nature;

	own.layout = ilo_layouts_find(ilo_codebook_layouts(reading->codebook),
	                              kind->name);
	status = kind->read(&own, diag, out);
	nature = settle_nature(reading, diag, &out->cover);
	return status > nature ? status : nature;
}

void
ilo_submission_release(struct ilo_submission *submission)
{
	ilo_xml_free(submission->narrative);
	*submission = (struct ilo_submission){.narrative = NULL};
}
