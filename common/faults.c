/* Counting is by catalogue entry; only the schema's entries share a count. */

#include "common/faults.h"

#include <stdarg.h>
#include <string.h>

void
ilo_faults_init(struct ilo_faults *faults, struct ilo_diag *diag,
                const char *file)
{
	*faults = (struct ilo_faults){.diag = diag, .file = file};
}

static bool
is_violation(enum ilo_code code)
{
	return strncmp(ilo_diag_id(code), "ING1", 4) == 0;
}

void
ilo_fault(struct ilo_faults *faults, enum ilo_code code, long line,
          const char *format, ...)
{
	char detail[1000];
	size_t count = ++faults->counts[code];
	va_list args;

	if (ilo_diag_severity(code) >= ILO_ERROR)
		faults->errors++;
	if (is_violation(code))
		count = ++faults->violations;
	if (count > ILO_FAULTS_SHOWN)
		return;
	va_start(args, format);
	(void)vsnprintf(detail, sizeof detail, format, args); /* cut if long */
	va_end(args);
	ilo_diag_report(faults->diag, code, faults->file, line, "%s", detail);
}

static void
say_more(const struct ilo_faults *faults, enum ilo_code code, const char *id,
         size_t count)
{
	if (count > ILO_FAULTS_SHOWN)
		ilo_diag_report(faults->diag, code, faults->file, 0,
		                "%zu more of %s", count - ILO_FAULTS_SHOWN, id);
}

enum ilo_status
ilo_faults_close(struct ilo_faults *faults)
{
	say_more(faults, ILO_D_MORE_FINDINGS, "ING1xx", faults->violations);
	for (int i = 0; i < ILO_D_COUNT; i++) {
		const enum ilo_code code = (enum ilo_code)i;

		if (is_violation(code))
			continue;
		say_more(faults,
		         ilo_diag_severity(code) >= ILO_ERROR
		                 ? ILO_D_MORE_FINDINGS
		                 : ILO_D_MORE_WARNINGS,
		         ilo_diag_id(code), faults->counts[code]);
	}
	return faults->errors > 0 ? ILO_FINDINGS : ILO_OK;
}
