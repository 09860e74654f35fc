/*
 * Principal components of profiles (Hotelling 1933, Analysis of a complex of
 * statistical variables into principal components, J Educ Psychol 24:417-441),
 * by singular value decomposition of the centred columns, as prcomp() of R.
 */

#ifndef ILO_ANALYZE_ESTIMATE_COMPONENTS_H
#define ILO_ANALYZE_ESTIMATE_COMPONENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

/* Rows are observations; column by column: value i of column j at j * rows. */
struct components_data {
	const double *values;
	size_t rows;
	size_t columns;
	bool scale; /* columns to a standard deviation of 1 */
};

/*
 * `centre` takes the means of the columns.  `deviation` takes the standard
 * deviations of the components, the largest first: as many as the smaller of
 * rows and columns, and `rotation` (columns x components) and `scores` (rows x
 * components) stand column by column.  In each component the loading of largest
 * size is positive, the first of equals.
 *
 * A component that varies by less than 1e-12 of the first has no direction: its
 * deviation and scores are 0 and its loadings NaN; `rank` counts the others.
 * EST_TOO_FEW under two rows; EST_UNDEFINED where a column to be scaled, or all
 * of the data, is constant.
 */
struct components_result {
	enum est_state state;
	size_t components;
	size_t rank;
};

struct components_result components_of(const struct components_data *data,
                                       double *centre, double *deviation,
                                       double *rotation, double *scores);

#endif
