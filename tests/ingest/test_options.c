/* What a command line may say, and the instant that files became known. */

#include "ingest/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define NOW "2024-07-10T12:00:00Z"
#define WORDS_MAX 12

struct world {
	char words[256]; /* the options point into them */
	struct ilo_diag diag;
	struct options options;
};

/* Parse "-a DIR", the words given, and a path. */
static enum ilo_cli_result
parse(struct world *world, const char *text)
{
	char *rest, *word;
	static char first[] = "ilo-ingest", option[] = "-a", folder[] = "DIR";
	static char path[] = "PATH"; /* the options point to these, too */
	char *argv[WORDS_MAX + 1] = {first, option, folder};
	int argc = 3;

	(void)snprintf(world->words, sizeof(world->words), "%s", text);
	for (word = strtok_r(world->words, " ", &rest);
	     word != NULL && argc < 11; word = strtok_r(NULL, " ", &rest))
		argv[argc++] = word;
	argv[argc++] = path;
	ilo_diag_init(&world->diag, "test", NULL);
	optind = 0; /* getopt() starts anew */
	return options_parse(argc, argv, NOW, &world->diag, &world->options);
}

static void
assert_received(const char *text, const char *received)
{
	struct world world;

	assert_int_equal(parse(&world, text), ILO_CLI_RUN);
	assert_string_equal(world.options.received, received);
}

static void
received_is_stated_published_or_now(void **state)
{
	(void)state;
	assert_received("", NOW);
	assert_received("--published 2024-03-01", "2024-03-01T23:59:59Z");
	assert_received("--published 2024-03-01 --received 2024-04-02",
	                "2024-04-02T23:59:59Z");
	assert_received("--received 2024-04-02T01:02:03Z",
	                "2024-04-02T01:02:03Z");
	/* The end of today has not come yet. */
	assert_received("--published 2024-07-10", NOW);
	assert_received("--received 2024-07-10", NOW);
}

static void
mistakes_are_usage_errors(void **state)
{
	static const char *const mistakes[] = {
		"--published 2024-02-30",
		"--published 2024-03",
		"--published 2024-07-11",
		"--received yesterday",
		"--received 2024-07-11",
		"--received 2024-07-10T12:00:01Z",
		"--published 2024-03-01T00:00:00Z",
		"--fail-on never"};
	struct world world;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		assert_int_equal(parse(&world, mistakes[i]), ILO_CLI_BAD);
		assert_int_equal(ilo_diag_count(&world.diag, ILO_FATAL), 1);
	}
}

static void
the_rest_is_passed_on(void **state)
{
	struct world world;

	(void)state;
	assert_int_equal(parse(&world, "--kind native --sender FR --json -q "
	                               "--fail-on warning"),
	                 ILO_CLI_RUN);
	assert_string_equal(world.options.archive, "DIR");
	assert_string_equal(world.options.kind, "native");
	assert_string_equal(world.options.sender, "FR");
	assert_int_equal(world.options.fail_on, ILO_WARNING);
	assert_true(world.options.json && world.diag.json);
	assert_true(world.options.quiet && world.diag.quiet);
	assert_int_equal(parse(&world, ""), ILO_CLI_RUN);
	assert_int_equal(world.options.fail_on, ILO_ERROR);
	assert_null(world.options.kind);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(received_is_stated_published_or_now),
		cmocka_unit_test(mistakes_are_usage_errors),
		cmocka_unit_test(the_rest_is_passed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
