/*
 * Many transfers at once: so many a collection at a time, tried again where it
 * may help, waited for as long as was asked but never too long.  Knows clock
 * and chance; never looks into what is fetched.
 */

#ifndef ILO_INGEST_FETCH_H
#define ILO_INGEST_FETCH_H

#include <stddef.h>
#include <stdint.h>

#include "common/diag.h"
#include "ingest/transfer.h"

/* Once, from main(). */
ILO_MUST_CHECK enum ilo_status fetch_init(struct ilo_diag *diag);

/* Bring every transfer to an outcome; what failed is not reported but said in
 * it.  ILO_FAILED, reported, when this machine failed. */
ILO_MUST_CHECK enum ilo_status fetch_run(struct transfer *transfers,
                                         size_t count, struct ilo_diag *diag);

/* Milliseconds that only grow. */
int64_t fetch_clock(void);

#endif
