/* `ilo why`: where a figure comes from, and whether that gives it back. */

#ifndef ILO_DRIVER_WHY_H
#define ILO_DRIVER_WHY_H

#include "common/diag.h"

enum ilo_status why_main(int argc, char **argv, struct ilo_diag *diag);

#endif
