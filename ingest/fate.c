/* Asks the register in the order that the fates exclude one another. */

#include "ingest/fate.h"

static enum ilo_status
find(const struct fate *fate, enum registry_question question, const char *a,
     const char *b, int64_t *found)
{
	const char *const texts[2] = {a, b};

	return registry_find(fate->registry, question, texts, fate->diag,
	                     found);
}

static enum ilo_status
report_duplicate(const struct fate *fate, const struct judge_case *given,
                 const struct record *earlier)
{
	ilo_diag_report(fate->diag, ILO_D_DUPLICATE, given->file, 0,
	                "as %s, no. %lld, %s", earlier->file,
	                (long long)earlier->id, earlier->fate);
	return ILO_OK;
}

/* The record of bytes that were taken before says what theirs says. */
static enum ilo_status
repeat_earlier(struct fate *fate, const struct judge_case *given, int64_t id,
               struct record *record)
{
	const struct record own = *record;
	enum ilo_status status;

	status = registry_get(fate->registry, id, fate->diag, given->arena,
	                      record);
	if (status != ILO_OK)
		return status;
	status = report_duplicate(fate, given, record);
	record->id = 0;
	record->file = own.file;
	record->fate = "duplicate";
	record->received = own.received;
	record->ingested = own.ingested;
	record->tool = own.tool;
	record->remarks = NULL;
	record->remark_count = 0;
	return status;
}

static void
report_taken(const struct fate *fate, const struct judge_case *given,
             const struct record *record, const struct record *earlier)
{
	if (record->revision > 0)
		ilo_diag_report(fate->diag, ILO_D_VERSION_TAKEN, given->file, 0,
		                "revision %lld of %s is %s, no. %lld; give "
		                "this one a greater revision number",
		                (long long)record->revision, record->series,
		                earlier->file, (long long)earlier->id);
	else
		ilo_diag_report(fate->diag, ILO_D_VERSION_TAKEN, given->file, 0,
		                "%s of %s is %s, no. %lld; state with "
		                "--published when this one was published",
		                record->series, record->version, earlier->file,
		                (long long)earlier->id);
}

/* ILO_FINDINGS when another file has the version; may set "superseded". */
static enum ilo_status
compare_versions(const struct fate *fate, const struct judge_case *given,
                 struct record *record)
{
	struct record earlier;
	enum ilo_status status;
	int64_t same = 0, later = 0;

	record->fate = "accepted";
	if (record->series == NULL)
		return ILO_OK;
	status = find(fate, REGISTRY_SAME, record->series, record->version,
	              &same);
	if (status == ILO_OK && same == 0)
		status = find(fate, REGISTRY_LATER, record->series,
		              record->version, &later);
	if (status != ILO_OK || (same == 0 && later == 0))
		return status;
	status = registry_get(fate->registry, same != 0 ? same : later,
	                      fate->diag, given->arena, &earlier);
	if (status != ILO_OK)
		return status;
	if (same != 0) {
		report_taken(fate, given, record, &earlier);
		return ILO_FINDINGS;
	}
	record->fate = "superseded";
	ilo_diag_report(fate->diag, ILO_D_SUPERSEDED, given->file, 0,
	                "version %s is %s, no. %lld", earlier.version,
	                earlier.file, (long long)earlier.id);
	return ILO_OK;
}

/* Real figures and invented ones are never in one archive. */
static enum ilo_status
check_nature(const struct fate *fate, const struct judge_case *given,
             const struct record *record)
{
	struct record earlier;
	enum ilo_status status;
	int64_t other = 0;

	status = find(fate, REGISTRY_OTHER, record->nature, NULL, &other);
	if (status != ILO_OK || other == 0)
		return status;
	status = registry_get(fate->registry, other, fate->diag, given->arena,
	                      &earlier);
	if (status != ILO_OK)
		return status;
	ilo_diag_report(fate->diag, ILO_D_NATURE_MIXED, given->file, 0,
	                "this one is %s, %s, no. %lld, is %s", record->nature,
	                earlier.file, (long long)earlier.id, earlier.nature);
	return ILO_FINDINGS;
}

/* It failed; before, too? */
static enum ilo_status
refuse(struct fate *fate, const struct judge_case *given, struct record *record)
{
	struct record earlier;
	enum ilo_status status;
	int64_t refused = 0;

	record->fate = "rejected";
	status = find(fate, REGISTRY_REFUSED, record->sha256, NULL, &refused);
	if (status != ILO_OK || refused == 0)
		return status;
	record->fate = "duplicate";
	status = registry_get(fate->registry, refused, fate->diag, given->arena,
	                      &earlier);
	return status == ILO_OK ? report_duplicate(fate, given, &earlier)
	                        : status;
}

static enum ilo_status
judge_anew(struct fate *fate, const struct judge_case *given,
           struct record *record)
{
	enum ilo_status status;

	status = judge_file(fate->judge, given, fate->diag, record);
	if (status == ILO_OK)
		status = check_nature(fate, given, record);
	if (status == ILO_OK)
		status = compare_versions(fate, given, record);
	if (status == ILO_FINDINGS)
		status = refuse(fate, given, record);
	return status;
}

enum ilo_status
fate_decide(struct fate *fate, const struct judge_case *given,
            struct record *record)
{
	int64_t taken = 0, named = 0;
	enum ilo_status status;

	fate->repeat = false;
	status = find(fate, REGISTRY_TAKEN, record->sha256, NULL, &taken);
	if (status == ILO_OK)
		status = taken != 0 ? repeat_earlier(fate, given, taken, record)
		                    : judge_anew(fate, given, record);
	if (status != ILO_OK || record->fate[0] != 'd')
		return status;
	status = find(fate, REGISTRY_NAMED, record->sha256, record->file,
	              &named);
	fate->repeat = named != 0;
	return status;
}
