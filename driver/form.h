/* `ilo form`: write the empty form that an officer fills in. */

#ifndef ILO_DRIVER_FORM_H
#define ILO_DRIVER_FORM_H

#include "common/diag.h"

ILO_MUST_CHECK enum ilo_status form_main(int argc, char **argv,
                                         struct ilo_diag *diag);

#endif
