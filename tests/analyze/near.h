/*
 * Relative comparison of doubles for cmocka tests; brings in cmocka itself
 * with the headers that it needs before it.
 */

#ifndef ILO_TESTS_ANALYZE_NEAR_H
#define ILO_TESTS_ANALYZE_NEAR_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define assert_near(got, want, relative)                                       \
	near_check((got), (want), (relative), __FILE__, __LINE__)

/* Fails unless `got` is within `relative` of `want`; exactly 0 for a 0. */
static inline void
near_check(double got, double want, double relative, const char *file, int line)
{
	if (!(fabs(got - want) <= fabs(want) * relative)) {
		print_error("%.17g is not %.17g within %g\n", got, want,
		            relative);
		_fail(file, line);
	}
}

#endif
