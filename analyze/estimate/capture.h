/*
 * How many events there were when several lists each have some of them.
 *
 * The methods hold for a closed population, lists whose entries can be linked
 * without error, and (but for the log-linear interactions) lists that are
 * independent; the caller may use them only when the submission says so.
 */

#ifndef ILO_ANALYZE_ESTIMATE_CAPTURE_H
#define ILO_ANALYZE_ESTIMATE_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/estimate/estimate.h"

struct capture_two {
	enum est_state state; /* EST_UNDEFINED for counts that cannot be */
	double observed;      /* on either list */
	/*
	 * Chapman 1951, Univ Calif Publ Stat 1:131-160, variance of Seber 1970,
	 * Biometrics 26:487-494: 0 where a list has nothing of its own.
	 */
	double chapman;
	double variance;
	double wald_lower; /* not below what was observed */
	double wald_upper;
	/* Log-normal bounds of the unobserved (Chao 1987, Biometrics 43). */
	double lower;
	double upper;
	struct estimate lincoln_petersen; /* undefined without overlap */
	struct estimate lincoln_variance;
	struct estimate jaccard;   /* overlap over observed */
	struct estimate coverage1; /* share of the second list on the first */
	struct estimate coverage2;
};

/* Two lists of n1 and n2 entries, m of them on both. */
struct capture_two capture_two_lists(double n1, double n2, double m,
                                     double confidence);

#define CAPTURE_LISTS_MAX 6
#define CAPTURE_TERMS_MAX 22 /* constant, lists, pairs of lists */
#define CAPTURE_CELLS_MAX 63

struct capture_lists {
	const double *counts;  /* of each combination of lists but none */
	const unsigned *cells; /* bit i: on list i */
	size_t n; /* combinations; one that is left out is not a 0 */
	size_t lists;
	const size_t (*pairs)[2]; /* interactions, in the order of terms */
	size_t pair_count;
	const size_t
		*order; /* of the lists among the terms; NULL: as they are */
};

struct capture_model {
	enum est_state state;
	double observed;
	double unobserved; /* exp of the constant */
	double total;
	double se;    /* of the total: sqrt(f0 + f0^2 var) as Rcapture has it */
	double lower; /* log-normal */
	double upper;
	size_t terms; /* constant, lists, pairs */
	double coef[CAPTURE_TERMS_MAX];
	double coef_se[CAPTURE_TERMS_MAX];
	double fitted[CAPTURE_CELLS_MAX];
	double deviance;
	size_t df;
	double aic;
	double bic; /* deviance + terms log(observed) */
};

/*
 * Log-linear model of two lists and more (Fienberg 1972, The multiple recapture
 * census for closed populations and incomplete 2^k contingency tables,
 * Biometrika 59:591-603; Baillargeon & Rivest 2007, Rcapture, J Stat Softw
 * 19(5)): Poisson regression of the counts on being on each list, and on pairs
 * of lists that depend on each other.  EST_TOO_FEW for fewer cells than terms,
 * EST_UNDEFINED without a fit.
 */
struct capture_model capture_log_linear(const struct capture_lists *lists,
                                        double confidence);

struct capture_frequencies {
	enum est_state state;
	double observed; /* units seen at least once */
	double sightings;
	/* Zero-truncated Poisson: rate and total; undefined if all were seen
	 * once. */
	struct estimate poisson_rate;
	struct estimate poisson_total;
	/* Chao 1987: a lower bound; undefined if none was seen twice. */
	struct estimate chao;
	struct estimate chao_variance;
	double chao_corrected; /* for bias: M + f1 (f1 - 1) / (2 (f2 + 1)) */
	/* Zelterman 1988, J Stat Plan Inference 18:225-237; undefined without
	 * units seen once, or twice. */
	struct estimate zelterman_rate;
	struct estimate zelterman;
};

/* How many units were seen how often: counts[i] units times[i] times. */
struct capture_frequencies capture_frequencies(const double *times,
                                               const double *counts, size_t n);

#endif
