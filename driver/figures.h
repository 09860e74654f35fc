/* `ilo figures`: the figures of a published run, one line each. */

#ifndef ILO_DRIVER_FIGURES_H
#define ILO_DRIVER_FIGURES_H

#include "common/diag.h"

enum ilo_status figures_main(int argc, char **argv, struct ilo_diag *diag);

#endif
