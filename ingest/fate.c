/* Asks the register in the order that the fates exclude one another. */

#include "ingest/fate.h"

#include <string.h>

static enum ilo_status
find(const struct fate *fate, enum registry_question question, const char *a,
     const char *b, int64_t *found)
{
	const char *const texts[2] = {a, b};

	return registry_find(fate->registry, question, texts, fate->diag,
	                     found);
}

enum ilo_status
fate_is_known(struct registry *registry, const char *sha256,
              struct ilo_diag *diag, bool *known)
{
	const char *const texts[2] = {sha256, NULL};
	int64_t found = 0;
	enum ilo_status status;

	status = registry_find(registry, REGISTRY_TAKEN, texts, diag, &found);
	*known = found != 0;
	return status;
}

static enum ilo_status
get(const struct fate *fate, int64_t id, struct record *record)
{
	return registry_get(fate->registry, id, fate->diag, fate->arena,
	                    record);
}

static void
report_duplicate(const struct fate *fate, enum ilo_code code,
                 const struct record *earlier)
{
	ilo_diag_report(fate->diag, code, fate->file, 0, "as %s, no. %lld, %s",
	                earlier->file, (long long)earlier->id, earlier->fate);
}

/* What is said of this file whatever is known of its bytes. */
static void
keep_own(const struct record *own, struct record *record)
{
	record->id = 0;
	record->run = own->run;
	record->file = own->file;
	record->received = own->received;
	record->ingested = own->ingested;
	record->tool = own->tool;
	record->source = own->source;
	record->container = own->container;
}

/* The record of bytes that were taken before says what theirs says. */
static enum ilo_status
repeat_earlier(struct fate *fate, int64_t id, struct record *record)
{
	const struct record own = *record;
	enum ilo_status status = get(fate, id, record);

	if (status != ILO_OK)
		return status;
	report_duplicate(fate, ILO_D_DUPLICATE, record);
	keep_own(&own, record);
	record->fate = "duplicate";
	record->remarks = NULL;
	record->remark_count = 0;
	return ILO_OK;
}

static void
report_taken(const struct fate *fate, const struct record *record,
             const struct record *earlier)
{
	if (record->revision > 0)
		ilo_diag_report(fate->diag, ILO_D_VERSION_TAKEN, fate->file, 0,
		                "revision %lld of %s is %s, no. %lld; give "
		                "this one a greater revision number",
		                (long long)record->revision, record->series,
		                earlier->file, (long long)earlier->id);
	else
		ilo_diag_report(fate->diag, ILO_D_VERSION_TAKEN, fate->file, 0,
		                "%s of %s is %s, no. %lld; state with "
		                "--published when this one was published",
		                record->series, record->version, earlier->file,
		                (long long)earlier->id);
}

/* ILO_FINDINGS when another file has the version; may set "superseded". */
static enum ilo_status
compare_versions(const struct fate *fate, struct record *record)
{
	struct record earlier;
	enum ilo_status status;
	int64_t same = 0, later = 0;

	if (record->series == NULL)
		return ILO_OK;
	status = find(fate, REGISTRY_SAME, record->series, record->version,
	              &same);
	if (status == ILO_OK && same == 0)
		status = find(fate, REGISTRY_LATER, record->series,
		              record->version, &later);
	if (status != ILO_OK || (same == 0 && later == 0))
		return status;
	status = get(fate, same != 0 ? same : later, &earlier);
	if (status != ILO_OK)
		return status;
	if (same != 0) {
		report_taken(fate, record, &earlier);
		return ILO_FINDINGS;
	}
	record->fate = "superseded";
	ilo_diag_report(fate->diag, ILO_D_SUPERSEDED, fate->file, 0,
	                "version %s is %s, no. %lld", earlier.version,
	                earlier.file, (long long)earlier.id);
	return ILO_OK;
}

/* Real figures and invented ones are never in one archive. */
static enum ilo_status
check_nature(const struct fate *fate, const struct record *record)
{
	struct record earlier;
	enum ilo_status status;
	int64_t other = 0;

	status = registry_nature(fate->registry, record->nature, fate->diag,
	                         &other);
	if (status != ILO_OK || other == 0)
		return status;
	status = get(fate, other, &earlier);
	if (status != ILO_OK)
		return status;
	ilo_diag_report(fate->diag, ILO_D_NATURE_MIXED, fate->file, 0,
	                "this one is %s, %s, no. %lld, is %s", record->nature,
	                earlier.file, (long long)earlier.id, earlier.nature);
	return ILO_FINDINGS;
}

/* The same document, or the same content, of other bytes; sets "duplicate". */
static enum ilo_status
compare_content(const struct fate *fate, struct record *record)
{
	enum ilo_code code = ILO_D_SAME_CANONICAL;
	struct record earlier;
	enum ilo_status status = ILO_OK;
	int64_t same = 0;

	if (record->canonical != NULL)
		status = find(fate, REGISTRY_CANONICAL, record->canonical, NULL,
		              &same);
	if (status == ILO_OK && same == 0 && record->content != NULL) {
		code = ILO_D_SAME_CONTENT;
		status = find(fate, REGISTRY_CONTENT, record->content, NULL,
		              &same);
	}
	if (status != ILO_OK || same == 0)
		return status;
	status = get(fate, same, &earlier);
	if (status == ILO_OK) {
		report_duplicate(fate, code, &earlier);
		record->fate = "duplicate";
	}
	return status;
}

/* It failed; before, too? */
static enum ilo_status
refuse(const struct fate *fate, struct record *record)
{
	struct record earlier;
	enum ilo_status status;
	int64_t refused = 0;

	record->fate = "rejected";
	status = find(fate, REGISTRY_REFUSED, record->sha256, NULL, &refused);
	if (status != ILO_OK || refused == 0)
		return status;
	record->fate = "duplicate";
	status = get(fate, refused, &earlier);
	if (status == ILO_OK)
		report_duplicate(fate, ILO_D_DUPLICATE, &earlier);
	return status;
}

/* What the judgement says, into the record and to whom it concerns. */
static void
adopt(const struct fate *fate, const struct answer *answer,
      struct record *record)
{
	const struct record own = *record;
	const struct remark *remark;
	enum ilo_code code;
	size_t i;

	*record = answer->record;
	keep_own(&own, record);
	record->size = own.size;
	record->sha256 = own.sha256;
	record_place(record, fate->arena);
	for (i = 0; i < answer->remarks.count; i++) {
		remark = &answer->remarks.items[i];
		if (ilo_diag_find(remark->id, &code))
			ilo_diag_relay(fate->diag,
			               &(struct ilo_finding){
					       .code = code,
					       .file = record_text(fate->arena,
			                                           fate->file),
					       .line = (long)remark->line,
					       .detail = remark->detail});
	}
}

static bool
has_warning(const struct answer *answer)
{
	size_t i;

	for (i = 0; i < answer->remarks.count; i++)
		if (strcmp(answer->remarks.items[i].severity, "warning") == 0)
			return true;
	return false;
}

static enum ilo_status
decide_anew(const struct fate *fate, const struct answer *answer,
            struct record *record)
{
	enum ilo_status status = answer->status;

	adopt(fate, answer, record);
	record->fate =
		has_warning(answer) ? "accepted-with-findings" : "accepted";
	if (answer->foreign) {
		record->fate = "not-for-us";
		return ILO_OK;
	}
	if (status == ILO_OK)
		status = check_nature(fate, record);
	if (status == ILO_OK)
		status = compare_content(fate, record);
	if (status == ILO_OK && strcmp(record->fate, "duplicate") != 0)
		status = compare_versions(fate, record);
	return status == ILO_FINDINGS ? refuse(fate, record) : status;
}

/* A row that says what another of the same name says adds nothing. */
static enum ilo_status
is_repeat(struct fate *fate, const struct record *record)
{
	bool held = strcmp(record->fate, "quarantined") == 0;
	int64_t found = 0;
	enum ilo_status status = ILO_OK;

	if (held || strcmp(record->fate, "duplicate") == 0 ||
	    strcmp(record->fate, "not-for-us") == 0)
		status = find(fate, held ? REGISTRY_HELD : REGISTRY_NAMED,
		              record->sha256, record->file, &found);
	fate->repeat = found != 0;
	return status;
}

enum ilo_status
fate_decide(struct fate *fate, const struct answer *answer,
            struct record *record)
{
	int64_t taken = 0;
	enum ilo_status status;

	status = find(fate, REGISTRY_TAKEN, record->sha256, NULL, &taken);
	if (status == ILO_OK)
		status = taken != 0 ? repeat_earlier(fate, taken, record)
		                    : decide_anew(fate, answer, record);
	return status == ILO_OK ? is_repeat(fate, record) : status;
}

enum ilo_status
fate_of_container(struct fate *fate, const struct answer *answer,
                  struct record *record)
{
	enum ilo_status status;
	int64_t before = 0;

	adopt(fate, answer, record);
	if (answer->status == ILO_FINDINGS) {
		status = refuse(fate, record);
	} else {
		ilo_diag_report(fate->diag, ILO_D_CONTAINER_UNPACKED,
		                fate->file, 0, "%zu", answer->member_count);
		status = find(fate, REGISTRY_CONTAINER, record->sha256, NULL,
		              &before);
		record->fate = before != 0 ? "duplicate" : "accepted";
	}
	return status == ILO_OK ? is_repeat(fate, record) : status;
}

enum ilo_status
fate_hold(struct fate *fate, struct record *record)
{
	record->kind = record->kind == NULL ? "unknown" : record->kind;
	record->fate = "quarantined";
	return is_repeat(fate, record);
}
