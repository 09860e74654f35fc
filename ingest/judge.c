/* Identify, read with every check, describe. */

#include "ingest/judge.h"

#include <string.h>

#include "common/gate.h"
#include "ingest/signature.h"

/*
 * A file that is refused for what it says is told as well that its signature is
 * missing; what a signature is worth is judged of sound files only.
 */
static enum ilo_status
judge_signature(const struct judge *judge, const struct signature_case *given,
                enum ilo_status reading, struct ilo_diag *diag,
                struct record *record)
{
	const bool is_signed = given->enveloped || given->p7s != NULL;
	struct signature signature;
	enum ilo_status status;

	if (reading > ILO_FINDINGS || given->sender == NULL ||
	    (reading == ILO_FINDINGS && is_signed))
		return reading;
	status = signature_judge(judge->trust, given, diag, &signature);
	record->signature = signature.verdict;
	record->signature_method = signature.method;
	record->signer = signature.signer;
	record->signer_sha256 = signature.signer_sha256;
	record->evidence.bytes = signature.evidence;
	record->evidence.count = signature.evidence_count;
	return status == ILO_OK ? reading : status;
}

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
	enum ilo_status status = kind->read(&reading, diag, &submission);

	const struct signature_case signature = {
		.file = given->file,
		.bytes = reading.bytes,
		.count = reading.count,
		.enveloped = submission.is_signed,
		.p7s = given->p7s,
		.sender = submission.cover.sender,
		.received = record->received,
		.arena = given->arena};

	record_describe(record, &submission.cover, given->arena);
	status = judge_signature(judge, &signature, status, diag, record);
	ilo_submission_release(&submission);
	return status;
}

static bool
is_p7s(const char *file)
{
	const size_t length = strlen(file);

	return length > 4 && strcmp(file + length - 4, ".p7s") == 0;
}

/* What no kind claims: packed, cut or foreign, and the gate knows which. */
static enum ilo_status
refuse_unknown(const struct judge_case *given, struct ilo_diag *diag)
{
	if (is_p7s(given->file))
		ilo_diag_report(diag, ILO_D_SIGNATURE_ALONE, given->file, 0,
		                NULL);
	else if (ilo_gate_text(ilo_buf_text(given->bytes), given->bytes->count,
	                       NULL, given->file, diag) == ILO_OK)
		ilo_diag_report(diag, ILO_D_KIND_UNKNOWN, given->file, 0,
		                "neither an XML submission nor a table of "
		                "Frontex; where it is meant to be one, --kind "
		                "tells what is wrong with it");
	return ILO_FINDINGS;
}

enum ilo_status
judge_file(const struct judge *judge, const struct judge_case *given,
           struct ilo_diag *diag, struct record *record)
{
	const struct ilo_kind *kind = judge->kind;

	if (kind == NULL)
		kind = ilo_kind_identify(ilo_buf_text(given->bytes),
		                         given->bytes->count);
	if (kind == NULL) {
		record->kind = "unknown";
		return refuse_unknown(given, diag);
	}
	record->kind = kind->name;
	return read_as(kind, judge, given, diag, record);
}
