/*
 * One-way analysis of variance: do groups differ more than their members?
 *
 * Fisher (1925), Statistical Methods for Research Workers, chapter VII.
 */

#ifndef ILO_ANALYZE_ESTIMATE_ANOVA_H
#define ILO_ANALYZE_ESTIMATE_ANOVA_H

#include <stddef.h>

#include "analyze/estimate/estimate.h"

struct anova {
	/* EST_TOO_FEW for fewer than two groups; of all below. */
	enum est_state state;
	size_t between_df; /* groups with members, less 1 */
	size_t within_df;
	double between_ss;
	double within_ss;
	struct estimate f;           /* none without a spread within */
	struct estimate p;           /* of no difference */
	struct estimate r_squared;   /* between over all */
	struct estimate residual_sd; /* root of within_ss / within_df */
};

/*
 * n finite values, each of the group that stands beside it, 0 to groups - 1;
 * groups without a member do not count.
 */
struct anova anova_one_way(const double *values, const size_t *group, size_t n,
                           size_t groups);

#endif
