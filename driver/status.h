/* `ilo status`: what an archive holds, semester by semester. */

#ifndef ILO_DRIVER_STATUS_H
#define ILO_DRIVER_STATUS_H

#include "common/diag.h"

enum ilo_status status_main(int argc, char **argv, struct ilo_diag *diag);

#endif
