/* The libraries that figures are computed with, for the manifest of a run. */

#ifndef ILO_ANALYZE_LIBRARIES_H
#define ILO_ANALYZE_LIBRARIES_H

#include <stdio.h>

/* One a line, "GSL 2.7.1", as they are when the program runs, by name. */
void libraries_print(FILE *stream);

#endif
