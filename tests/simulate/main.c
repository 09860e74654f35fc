/*
 * simulate [small]: are intervals as sure as they say, and alarms as rare?
 * Prints tables, every bound that is broken, and "N passed, N failed".
 */

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/simulate/simulation.h"

#define SEED 20240630

int
main(int argc, char **argv)
{
	static void (*const simulations[])(struct simulation * simulation) = {
		simulate_levels,   simulate_ratios,     simulate_outlook,
		simulate_backtest, simulate_completion, simulate_ranks,
		simulate_alerts,   simulate_dependence};
	struct simulation simulation = {.small = argc == 2};
	size_t i;

	if (argc > 2 || (argc == 2 && strcmp(argv[1], "small") != 0)) {
		(void)fprintf(stderr, "usage: simulate [small]\n");
		return 2;
	}
	(void)gsl_set_error_handler_off();
	for (i = 0; i < sizeof(simulations) / sizeof(*simulations); i++) {
		simulation.state = SEED; /* each by itself */
		simulations[i](&simulation);
	}
	(void)printf("%zu passed, %zu failed\n", simulation.passed,
	             simulation.failed);
	return simulation.failed > 0;
}
