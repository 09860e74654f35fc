/* `ilo run`: one semester through transform, analyze and render, published. */

#ifndef ILO_DRIVER_RUN_H
#define ILO_DRIVER_RUN_H

#include "common/diag.h"

enum ilo_status run_main(int argc, char **argv, struct ilo_diag *diag);

#endif
