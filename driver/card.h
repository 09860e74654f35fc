/* `ilo explain`: the method card of a figure, how it is made and from what. */

#ifndef ILO_DRIVER_CARD_H
#define ILO_DRIVER_CARD_H

#include "common/diag.h"

enum ilo_status explain_main(int argc, char **argv, struct ilo_diag *diag);

#endif
