/* `ilo expected`: who owes what for a semester, what came, what is missing. */

#ifndef ILO_DRIVER_EXPECTED_H
#define ILO_DRIVER_EXPECTED_H

#include "common/diag.h"

enum ilo_status expected_main(int argc, char **argv, struct ilo_diag *diag);

#endif
