/* The proof, then the chain, then the policy. */

#include "ingest/signature.h"

#include "common/certificates.h"
#include "common/digest.h"
#include "ingest/chain.h"
#include "ingest/cms.h"
#include "ingest/grounds.h"
#include "ingest/proof.h"
#include "ingest/verdict.h"
#include "ingest/xmldsig.h"

static const struct {
	const char *name;
	enum ilo_code code; /* where it is the reason of a rejection */
} verdicts[] = {
	[VERDICT_NONE] = {"none", ILO_D_SIGNATURE_MISSING},
	[VERDICT_VALID] = {"valid", ILO_D_COUNT},
	[VERDICT_INVALID] = {"invalid", ILO_D_SIGNATURE_INVALID},
	[VERDICT_UNTRUSTED] = {"untrusted", ILO_D_SIGNATURE_UNTRUSTED},
	[VERDICT_EXPIRED] = {"expired", ILO_D_SIGNATURE_EXPIRED},
	[VERDICT_REVOKED] = {"revoked", ILO_D_SIGNATURE_REVOKED},
};

/* One judgement under way. */
struct judgement {
	const struct signature_case *given;
	const struct trust_rule *rule;
	struct ilo_diag *diag;
	struct proof proof;
	struct chain chain;
	enum verdict verdict;
	const char *reason;
};

static enum ilo_status
fail(const struct judgement *judgement, const char *why)
{
	ilo_diag_report(judgement->diag, ILO_D_LIBRARY, judgement->given->file,
	                0, "%s", why);
	return ILO_FAILED;
}

static enum ilo_status
prove(struct judgement *judgement)
{
	const struct signature_case *given = judgement->given;
	enum ilo_status status = ILO_OK;

	if (given->p7s != NULL && given->enveloped)
		judgement->proof = (struct proof){
			.method = "cms",
			.fault = "there is one in the file and another one "
				 "beside it; send one"};
	else if (given->p7s != NULL)
		status = cms_verify(given->p7s, given->bytes, given->count,
		                    &judgement->proof);
	else
		status = xmldsig_verify(given->bytes, given->count,
		                        given->arena, &judgement->proof);
	return status == ILO_OK
	               ? ILO_OK
	               : fail(judgement, "no memory to verify a signature");
}

static enum ilo_status
find_verdict(struct judgement *judgement)
{
	const struct signature_case *given = judgement->given;
	enum ilo_status status = prove(judgement);
	time_t received;

	if (status != ILO_OK)
		return status;
	judgement->verdict = VERDICT_INVALID;
	judgement->reason = judgement->proof.fault;
	if (judgement->reason != NULL)
		return ILO_OK;
	if (!ilo_certificate_instant(given->received, &received))
		return fail(judgement, "the time of receipt is no time");
	chain_judge(judgement->rule, &judgement->proof, received, given->arena,
	            &judgement->chain);
	judgement->verdict = judgement->chain.verdict;
	judgement->reason = judgement->chain.reason;
	return ILO_OK;
}

/* What goes into the register and the archive. */
static enum ilo_status
describe(const struct judgement *judgement, struct signature *out)
{
	const struct signature_case *given = judgement->given;
	char sha256[ILO_DIGEST_SIZE], signer[ILO_DIGEST_SIZE];
	const struct grounds_case grounds = {
		.verdict = verdicts[judgement->verdict].name,
		.reason = judgement->reason,
		.received = given->received,
		.sender = given->sender,
		.sha256 = sha256,
		.p7s = given->p7s,
		.rule = judgement->rule,
		.proof = &judgement->proof,
		.chain = &judgement->chain};
	X509 *certificate = judgement->proof.signer;
	enum ilo_status status;

	status = ilo_digest_bytes(given->bytes, given->count, judgement->diag,
	                          sha256);
	if (status != ILO_OK)
		return status;
	out->verdict = grounds.verdict;
	out->method = judgement->proof.method;
	out->evidence =
		grounds_write(&grounds, given->arena, &out->evidence_count);
	if (certificate == NULL)
		return ILO_OK;
	ilo_certificate_digest(certificate, signer);
	out->signer = ilo_certificate_name(given->arena,
	                                   X509_get_subject_name(certificate));
	out->signer_sha256 = ilo_arena_strdup(given->arena, signer);
	return ILO_OK;
}

/* "reason; signed by NAME", or what of it is known. */
static void
report(const struct judgement *judgement, enum ilo_code code,
       const struct signature *signature)
{
	const char *reason = judgement->reason, *signer = signature->signer;

	if (code == ILO_D_SIGNATURE_UNKNOWN)
		reason = NULL; /* the message has said it */
	ilo_diag_report(judgement->diag, code, judgement->given->file, 0,
	                "%s%s%s%s", reason == NULL ? "" : reason,
	                reason == NULL || signer == NULL ? "" : "; ",
	                signer == NULL ? "" : "signed by ",
	                signer == NULL ? "" : signer);
}

/* See the table in signature.h. */
static enum ilo_status
apply_policy(const struct judgement *judgement,
             const struct signature *signature)
{
	const struct trust_rule *rule = judgement->rule;

	if (judgement->verdict == VERDICT_VALID) {
		if (judgement->chain.unlisted)
			ilo_diag_report(judgement->diag,
			                ILO_D_REVOCATION_UNKNOWN,
			                judgement->given->file, 0,
			                "signed by %s", signature->signer);
		return ILO_OK;
	}
	if (rule->policy == TRUST_NONE) {
		report(judgement, ILO_D_SIGNATURE_IGNORED, signature);
		return ILO_OK;
	}
	if (judgement->verdict == VERDICT_UNTRUSTED && rule->store == NULL) {
		report(judgement, ILO_D_SIGNATURE_UNKNOWN, signature);
		return ILO_OK;
	}
	report(judgement, verdicts[judgement->verdict].code, signature);
	return ILO_FINDINGS;
}

static enum ilo_status
judge_unsigned(const struct judgement *judgement)
{
	if (judgement->rule->policy != TRUST_REQUIRED)
		return ILO_OK;
	ilo_diag_report(judgement->diag, ILO_D_SIGNATURE_MISSING,
	                judgement->given->file, 0, "%s",
	                judgement->given->sender);
	return ILO_FINDINGS;
}

enum ilo_status
signature_judge(const struct trust *trust, const struct signature_case *given,
                struct ilo_diag *diag, struct signature *out)
{
	struct judgement judgement = {.given = given,
	                              .rule = trust_find(trust, given->sender),
	                              .diag = diag};
	enum ilo_status status;

	*out = (struct signature){.verdict = verdicts[VERDICT_NONE].name};
	if (given->p7s == NULL && !given->enveloped)
		return judge_unsigned(&judgement);
	status = find_verdict(&judgement);
	if (status == ILO_OK)
		status = describe(&judgement, out);
	if (status == ILO_OK)
		status = apply_policy(&judgement, out);
	proof_release(&judgement.proof);
	chain_release(&judgement.chain);
	return status;
}
