/* The certificates that came with a signature, and whose it is. */

#include "ingest/proof.h"

#include <openssl/x509v3.h>
#include <stdbool.h>

#include "common/mem.h"

void
proof_add(struct proof *proof, X509 *certificate)
{
	if (proof->others == NULL)
		proof->others = sk_X509_new_null();
	if (proof->others == NULL ||
	    sk_X509_push(proof->others, certificate) == 0)
		ilo_out_of_memory();
}

/* Whether one of the others names it as its issuer. */
static bool
is_issuer(const struct proof *proof, int which)
{
	X509 *issuer = sk_X509_value(proof->others, which);

	for (int i = 0; i < sk_X509_num(proof->others); i++) {
		if (i != which &&
		    X509_check_issued(issuer, sk_X509_value(proof->others,
		                                            i)) == X509_V_OK)
			return true;
	}
	return false;
}

void
proof_choose_signer(struct proof *proof)
{
	const int count = sk_X509_num(proof->others);
	int chosen = 0;

	if (count <= 0)
		return;
	while (chosen < count && is_issuer(proof, chosen))
		chosen++;
	proof->signer =
		sk_X509_value(proof->others, chosen < count ? chosen : 0);
	if (X509_up_ref(proof->signer) != 1)
		ilo_out_of_memory(); /* nothing else can fail */
}

void
proof_release(struct proof *proof)
{
	X509_free(proof->signer);
	sk_X509_pop_free(proof->others, X509_free);
	*proof = (struct proof){.method = NULL};
}
