/*
 * Ratios of two periods that stand out among those of their like.
 *
 * Pure functions over borrowed arrays.  A finding is a question to the sender,
 * not an error.
 */

#ifndef ILO_ANALYZE_ESTIMATE_OUTLIER_H
#define ILO_ANALYZE_ESTIMATE_OUTLIER_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

struct outlier_rules {
	double importance; /* exponent of the size, 0 to 1 */
	double floor; /* least quartile distance, as a part of the median */
	double width; /* of the acceptance range, in quartile distances */
};

struct outlier_range {
	enum est_state state; /* EST_TOO_FEW under `least` ratios */
	size_t n;
	double median;       /* of the ratios */
	double lower, upper; /* of the effects */
};

/*
 * Hidiroglou & Berthelot 1986, Statistical editing and imputation for periodic
 * business surveys, Survey Methodology 12: 73-83.  Ratio r = now / base, both
 * above 0; s = r / median - 1 from the median up, 1 - median / r below; effect
 * E = s max(now, base)^importance; outside of median(E) - width max(median -
 * Q1, |floor median|) to median(E) + width max(Q3 - median, |floor median|).
 * Quartiles of type 7.  effects has room for n.
 */
struct outlier_range outlier_ratios(const double *now, const double *base,
                                    size_t n, size_t least,
                                    const struct outlier_rules *rules,
                                    double *effects);

bool outlier_is_outside(const struct outlier_range *range, double effect);

#endif
