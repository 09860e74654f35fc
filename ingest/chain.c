/*
 * OpenSSL builds the chain and judges its dates; it is not asked about
 * revocation, because it takes an entry of any date for one of all time: a
 * rerun with a later list would refuse what was rightly taken.
 */

#include "ingest/chain.h"

#include <openssl/x509v3.h>

#include "common/certificates.h"

/* Certificates above the signer, and bits of strength (OpenSSL's level 2: RSA
 * of 2048 bits, no SHA-1). */
#define DEPTH_MAX 8
#define STRENGTH 2

static bool
before(const ASN1_TIME *time, time_t instant)
{
	/* 1 is "time is later"; what cannot be compared counts as past */
	return ASN1_TIME_cmp_time_t(time, instant) != 1;
}

static STACK_OF(X509) * build(const struct trust_rule *rule,
                              const struct proof *proof, time_t received,
                              int *error)
{
	X509_STORE_CTX *context = X509_STORE_CTX_new();
	STACK_OF(X509) *chain = NULL;
	X509_VERIFY_PARAM *param;

	if (context == NULL ||
	    X509_STORE_CTX_init(context, rule->store, proof->signer,
	                        proof->others) != 1)
		ilo_out_of_memory();
	param = X509_STORE_CTX_get0_param(context);
	X509_VERIFY_PARAM_set_time(param, received);
	X509_VERIFY_PARAM_set_depth(param, DEPTH_MAX);
	X509_VERIFY_PARAM_set_auth_level(param, STRENGTH);
	if (X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN) != 1)
		ilo_out_of_memory();
	*error = X509_verify_cert(context) == 1
	                 ? X509_V_OK
	                 : X509_STORE_CTX_get_error(context);
	if (*error == X509_V_ERR_OUT_OF_MEM)
		ilo_out_of_memory();
	chain = X509_STORE_CTX_get1_chain(context);
	X509_STORE_CTX_free(context);
	return chain;
}

static enum verdict
classify(int error)
{
	switch (error) {
	case X509_V_OK:
		return VERDICT_VALID;
	case X509_V_ERR_CERT_HAS_EXPIRED:
	case X509_V_ERR_CERT_NOT_YET_VALID:
		return VERDICT_EXPIRED;
	default:
		return VERDICT_UNTRUSTED;
	}
}

static bool
is_named(const struct trust_rule *rule, const X509 *signer)
{
	for (int i = 0; i < sk_X509_num(rule->signers); i++) {
		if (X509_cmp(sk_X509_value(rule->signers, i), signer) == 0)
			return true;
	}
	return rule->signers == NULL;
}

/* Whether list is one of the certificate's issuer, who is NULL where only the
 * name is known. */
static bool
is_of_issuer(X509_CRL *list, const X509 *certificate, X509 *issuer)
{
	if (X509_NAME_cmp(X509_CRL_get_issuer(list),
	                  X509_get_issuer_name(certificate)) != 0)
		return false;
	return issuer == NULL ||
	       X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1;
}

static bool
is_of_time(const X509_CRL *list, time_t instant)
{
	const ASN1_TIME *next = X509_CRL_get0_nextUpdate(list);

	return before(X509_CRL_get0_lastUpdate(list), instant) &&
	       (next == NULL || !before(next, instant));
}

/* Whether the list says that the certificate was revoked by then. */
static bool
is_revoked(X509_CRL *list, X509 *certificate, time_t instant)
{
	X509_REVOKED *entry = NULL;
	ASN1_GENERALIZEDTIME *unsafe;
	bool revoked;

	if (X509_CRL_get0_by_cert(list, &entry, certificate) != 1)
		return false; /* not on it, or taken off again */
	revoked = before(X509_REVOKED_get0_revocationDate(entry), instant);
	unsafe = X509_REVOKED_get_ext_d2i(entry, NID_invalidity_date, NULL,
	                                  NULL);
	if (unsafe != NULL)
		revoked |= before(unsafe, instant);
	ASN1_GENERALIZEDTIME_free(unsafe);
	return revoked;
}

/* One certificate of the chain against all lists. */
static void
judge_revocation(const struct trust_rule *rule, int which, time_t received,
                 struct chain *chain)
{
	X509 *certificate = sk_X509_value(chain->certificates, which);
	X509 *issuer = sk_X509_value(chain->certificates, which + 1);
	bool listed = false;

	for (int i = 0; i < sk_X509_CRL_num(rule->lists); i++) {
		X509_CRL *list = sk_X509_CRL_value(rule->lists, i);

		if (!is_of_issuer(list, certificate, issuer))
			continue;
		if (X509_CRL_up_ref(list) != 1 ||
		    sk_X509_CRL_push(chain->lists, list) == 0)
			ilo_out_of_memory();
		listed |= is_of_time(list, received);
		if (is_revoked(list, certificate, received)) {
			chain->verdict = VERDICT_REVOKED;
			chain->reason = "the certificate had been revoked";
		}
	}
	chain->unlisted |= !listed;
}

/* All but the last, for which nobody but ourselves vouches; that one only where
 * it is the signer itself and not its own issuer. */
static void
judge_revocations(const struct trust_rule *rule, time_t received,
                  struct chain *chain)
{
	const int count = sk_X509_num(chain->certificates);

	chain->lists = sk_X509_CRL_new_null();
	if (chain->lists == NULL)
		ilo_out_of_memory();
	for (int i = 0; i + 1 < count; i++)
		judge_revocation(rule, i, received, chain);
	if (count == 1 &&
	    (X509_get_extension_flags(sk_X509_value(chain->certificates, 0)) &
	     EXFLAG_SI) == 0)
		judge_revocation(rule, 0, received, chain);
}

void
chain_judge(const struct trust_rule *rule, const struct proof *proof,
            time_t received, struct ilo_arena *arena, struct chain *out)
{
	int error;

	*out = (struct chain){.verdict = VERDICT_UNTRUSTED};
	if (rule->store == NULL) {
		out->reason = "no certificate is trusted for this sender";
		return;
	}
	out->certificates = build(rule, proof, received, &error);
	out->verdict = classify(error);
	if (out->verdict != VERDICT_VALID) {
		out->reason = ilo_arena_strdup(
			arena, X509_verify_cert_error_string(error));
	} else if (!is_named(rule, proof->signer)) {
		out->verdict = VERDICT_UNTRUSTED;
		out->reason = "it is none of the signers named for the sender";
	} else if ((X509_get_key_usage(proof->signer) &
	            (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0) {
		out->verdict = VERDICT_UNTRUSTED;
		out->reason = "the certificate is not for signatures";
	} else if (rule->lists != NULL) {
		judge_revocations(rule, received, out);
	}
}

void
chain_release(struct chain *chain)
{
	sk_X509_pop_free(chain->certificates, X509_free);
	sk_X509_CRL_pop_free(chain->lists, X509_CRL_free);
	*chain = (struct chain){.reason = NULL};
}
