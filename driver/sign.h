/* ilo sign: sign a submission or a report, inside it or beside it. */

#ifndef ILO_DRIVER_SIGN_H
#define ILO_DRIVER_SIGN_H

#include "common/diag.h"

enum ilo_status sign_main(int argc, char **argv, struct ilo_diag *diag);

#endif
