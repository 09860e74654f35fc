/*
 * xmlSecCryptoAppInit() is left out on purpose: it would read openssl.cnf and
 * load engines, and nothing here needs either.
 */

#include "common/xmlsec.h"

#include <openssl/crypto.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/xmlsec.h>

/* The parameters are those of xmlSecErrorsCallback. */
static void
say_nothing(const char *file, int line, const char *function,
            const char *object, const char *subject, int reason,
            const char *message)
{
	(void)file; /* what matters is reported by whoever asked xmlsec */
	(void)line;
	(void)function;
	(void)object;
	(void)subject;
	(void)reason;
	(void)message;
}

enum ilo_status
ilo_xmlsec_init(struct ilo_diag *diag)
{
	if (OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL) != 1 ||
	    xmlSecInit() < 0 || xmlSecCheckVersion() != 1 ||
	    xmlSecCryptoInit() < 0) {
		ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
		                "xmlsec could not begin");
		return ILO_FAILED;
	}
	xmlSecErrorsSetCallback(say_nothing);
	xmlSecIOCleanupCallbacks();
	return ILO_OK;
}
