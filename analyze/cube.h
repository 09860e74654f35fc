/*
 * statistics.csv: every figure, point and result of statistics.xml as a row of
 * SDMX-CSV 2.0, for people who compute on; as schema/statistics-dsd.xml says.
 */

#ifndef ILO_ANALYZE_CUBE_H
#define ILO_ANALYZE_CUBE_H

#include "common/diag.h"

/* Write the CSV at path from the finished statistics.xml, in its order. */
ILO_MUST_CHECK enum ilo_status
cube_write(const char *statistics, const char *path, struct ilo_diag *diag);

#endif
