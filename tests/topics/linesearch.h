/* How far to go in a direction: the line search of L-BFGS-B. */

#ifndef ILO_TESTS_TOPICS_LINESEARCH_H
#define ILO_TESTS_TOPICS_LINESEARCH_H

#include <stdbool.h>

/* A step with its value and slope. */
struct linesearch_end {
	double step, value, slope;
};

struct linesearch {
	double step; /* to try next */
	double most; /* the longest allowed */
	double value_first, slope_first;
	struct linesearch_end best, other; /* of the interval searched */
	bool bracketed, second_stage;
	double width, width_before;
	double least_step, most_step; /* of the next trial */
};

/*
 * More & Thuente 1994 (Line search algorithms with guaranteed sufficient
 * decrease, ACM Trans Math Softw 20:286-307) for a decrease of 0.001 of the
 * slope, a slope of 0.9 of the first, and an interval of a tenth of its end.
 */
struct linesearch linesearch_start(double value, double slope, double step,
                                   double most);

/* The value and slope at search->step; true where that step is the one to
 * take, else search->step is the next to try. */
bool linesearch_next(struct linesearch *search, double value, double slope);

#endif
