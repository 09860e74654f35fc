/*
 * simulate [small]: are intervals as sure as they say, and alarms as rare?
 * Prints tables, every bound that is broken, and "N passed, N failed".  The
 * simulations run side by side, each in a process and from the seed; what they
 * print comes in their order.
 */

#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/simulate/simulation.h"

#define SEED 20240630

static void (*const simulations[])(struct simulation *simulation) = {
	simulate_levels,   simulate_ratios,     simulate_outlook,
	simulate_backtest, simulate_completion, simulate_ranks,
	simulate_alerts,   simulate_dependence};

enum { COUNT = sizeof(simulations) / sizeof(*simulations) };

struct run {
	pid_t pid;
	FILE *output;
};

static bool
start(struct run *run, void (*simulate)(struct simulation *),
      struct simulation *simulation)
{
	run->output = tmpfile();
	if (run->output == NULL)
		return false;
	run->pid = fork();
	if (run->pid != 0)
		return run->pid > 0;
	if (dup2(fileno(run->output), STDOUT_FILENO) < 0)
		_exit(1);
	simulate(simulation);
	_exit(fflush(stdout) == 0 ? 0 : 1);
}

/* Whether it came to its end; what it printed. */
static bool
finish(struct run *run)
{
	char chunk[4096];
	size_t count;
	int how;
	const bool ended = waitpid(run->pid, &how, 0) == run->pid &&
	                   WIFEXITED(how) && WEXITSTATUS(how) == 0;

	rewind(run->output);
	while ((count = fread(chunk, 1, sizeof(chunk), run->output)) > 0)
		(void)fwrite(chunk, 1, count, stdout); /* its end is told */
	(void)fclose(run->output);                     /* a copy */
	return ended;
}

int
main(int argc, char **argv)
{
	struct simulation *all =
		mmap(NULL, COUNT * sizeof(*all), PROT_READ | PROT_WRITE,
	             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct run runs[COUNT];
	size_t passed = 0, failed = 0, i;

	if (argc > 2 || (argc == 2 && strcmp(argv[1], "small") != 0)) {
		(void)fprintf(stderr, "usage: simulate [small]\n");
		return 2;
	}
	if (all == MAP_FAILED)
		return 4;
	(void)gsl_set_error_handler_off();
	for (i = 0; i < COUNT; i++) {
		all[i] = (struct simulation){.state = SEED, .small = argc == 2};
		if (!start(&runs[i], simulations[i], &all[i]))
			return 4;
	}
	for (i = 0; i < COUNT; i++) {
		failed += finish(&runs[i]) ? 0 : 1;
		passed += all[i].passed;
		failed += all[i].failed;
	}
	(void)printf("%zu passed, %zu failed\n", passed, failed);
	return failed > 0;
}
