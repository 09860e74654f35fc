/* Identify, read with every check, describe. */

#include "ingest/judge.h"

#include "common/gate.h"

static enum ilo_status
read_as(const struct ilo_kind *kind, const struct judge *judge,
        const struct judge_case *given, struct ilo_diag *diag,
        struct record *record)
{
	const struct ilo_reading reading = {.file = given->file,
	                                    .bytes = ilo_buf_text(given->bytes),
	                                    .count = given->bytes->count,
	                                    .trust = ILO_JUDGE,
	                                    .sender = judge->sender,
	                                    .published = judge->published,
	                                    .codebook = judge->codebook,
	                                    .schema = judge->schema,
	                                    .arena = given->arena};
	struct ilo_submission submission = {.narrative = NULL};
	enum ilo_status status =
		ilo_kind_read(kind, &reading, diag, &submission);

	record_describe(record, &submission.cover, given->arena);
	ilo_submission_release(&submission);
	return status;
}

/* What no kind claims: packed, cut or foreign, and the gate knows which. */
static enum ilo_status
refuse_unknown(const struct judge_case *given, struct ilo_diag *diag)
{
	if (ilo_gate_text(ilo_buf_text(given->bytes), given->bytes->count, NULL,
	                  given->file, diag) == ILO_OK)
		ilo_diag_report(diag, ILO_D_KIND_UNKNOWN, given->file, 0,
		                "neither an XML submission nor a table of a "
		                "layout that is known; where it is meant to be "
		                "one, --kind tells what is wrong with it");
	return ILO_FINDINGS;
}

enum ilo_status
judge_file(const struct judge *judge, const struct judge_case *given,
           struct ilo_diag *diag, struct record *record)
{
	const struct ilo_kind *kind = judge->kind;

	if (kind == NULL)
		kind = ilo_kind_identify(judge->codebook,
		                         ilo_buf_text(given->bytes),
		                         given->bytes->count);
	if (kind == NULL) {
		record->kind = "unknown";
		return refuse_unknown(given, diag);
	}
	record->kind = kind->name;
	return read_as(kind, judge, given, diag, record);
}
