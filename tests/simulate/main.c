/*
 * simulate [small]: are intervals as sure as they say, and alarms as rare?
 * Prints tables, every bound that is broken, and "N passed, N failed".
 */

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

#include "tests/simulate/simulation.h"

int
main(int argc, char **argv)
{
	struct simulation simulation = {.state = 20240630};

	if (argc > 2 || (argc == 2 && strcmp(argv[1], "small") != 0)) {
		(void)fprintf(stderr, "usage: simulate [small]\n");
		return 2;
	}
	simulation.small = argc == 2;
	(void)gsl_set_error_handler_off();
	simulate_levels(&simulation);
	simulate_ratios(&simulation);
	simulate_outlook(&simulation);
	simulate_backtest(&simulation);
	simulate_alerts(&simulation);
	(void)printf("%zu passed, %zu failed\n", simulation.passed,
	             simulation.failed);
	return simulation.failed > 0;
}
