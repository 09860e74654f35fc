/* ilo.conf is taken whole or not at all, and all that is wrong is said. */

#include "ingest/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"

struct world {
	struct ilo_diag diag;
	struct ilo_buf said; /* "GEN021:3 " for each finding */
	struct config *config;
};

static void
gather(void *context, const struct ilo_finding *finding)
{
	struct world *world = context;

	ilo_buf_printf(&world->said, "%s:%ld ", ilo_diag_id(finding->code),
	               finding->line);
}

static int
setup(void **state)
{
	struct world *world = ilo_xcalloc(1, sizeof(*world));

	ilo_diag_init(&world->diag, "test", NULL);
	world->diag.sink = gather;
	world->diag.sink_context = world;
	*state = world;
	return 0;
}

static int
teardown(void **state)
{
	struct world *world = *state;

	config_free(world->config);
	ilo_buf_release(&world->said);
	free(world);
	return 0;
}

static enum ilo_status
parse(struct world *world, const char *text)
{
	return config_parse("archive/ilo.conf", text, strlen(text),
	                    &world->diag, &world->config);
}

/* What text is found to be wrong with, and that nothing is taken then. */
static void
wrong(struct world *world, const char *text, const char *expected)
{
	ilo_buf_clear(&world->said);
	assert_int_equal(parse(world, text), ILO_FAILED);
	assert_null(world->config);
	assert_string_equal(ilo_buf_text(&world->said), expected);
}

static void
sections_keys_and_values_are_kept(void **state)
{
	struct world *world = *state;
	const struct config *config;

	assert_int_equal(parse(world,
	                       "# from the ministry\r\n"
	                       "[inbox france]\n"
	                       "folder = in/fr ; a remark\n"
	                       "sender=FR\n"
	                       "\n"
	                       "[collection frontex]\n"
	                       "url = https://example.org/a;b/index?x=1\n"
	                       "allow-address = 10.0.0.0/8 loopback fd00::1\n"
	                       "[trust FR]\n"
	                       "policy = required"),
	                 ILO_OK);
	config = world->config;
	assert_int_equal(config->count, 3);
	assert_string_equal(config_find(config, "inbox", "france", "folder"),
	                    "in/fr");
	assert_string_equal(config_find(config, "inbox", "france", "sender"),
	                    "FR");
	assert_string_equal(config_find(config, "collection", "frontex", "url"),
	                    "https://example.org/a;b/index?x=1");
	assert_string_equal(config_find(config, "trust", "FR", "policy"),
	                    "required");
	assert_null(config_find(config, "trust", "FR", "crls"));
	assert_null(config_find(config, "trust", "IT", "policy"));
	assert_int_equal(config->sections[1].line, 6);
	assert_int_equal(config->sections[1].entries[1].line, 8);
	assert_string_equal(config_path(config, "in/fr"), "archive/in/fr");
	assert_string_equal(config_path(config, "/in/fr"), "/in/fr");
	assert_string_equal(ilo_buf_text(&world->said), "");
}

static void
nothing_but_comments_is_fine(void **state)
{
	struct world *world = *state;

	assert_int_equal(parse(world, "# nothing\n; here\n\n"), ILO_OK);
	assert_int_equal(world->config->count, 0);
}

static void
everything_wrong_is_said_with_its_line(void **state)
{
	wrong(*state,
	      "folder = x\n"                /* before any section */
	      "[mailbox a]\n"               /* no such section */
	      "folder = x\n"                /* goes with it, unsaid */
	      "[inbox a]\n"                 /* lacks nothing */
	      "folder = x\n"                /* */
	      "colour = red\n"              /* no such key */
	      "sidecar = perhaps\n"         /* no such value */
	      "[inbox b]\n"                 /* lacks its folder */
	      "sender = fr\n"               /* no code */
	      "[collection a]\n"            /* name taken */
	      "[collection c]\n"            /* */
	      "url = http://example.org/\n" /* no https */
	      "max-bytes = 0\n"             /* too small */
	      "max-bytes = 12x\n"           /* twice */
	      "nonsense\n",                 /* no key */
	      "GEN019:1 GEN020:2 GEN021:6 GEN022:7 GEN022:9 GEN023:10 "
	      "GEN022:12 GEN022:13 GEN022:14 GEN019:15 GEN022:8 ");
}

static void
what_inih_would_misread_is_refused(void **state)
{
	struct ilo_buf text = ILO_BUF_INIT;

	wrong(*state, "[inbox a]\nfolder = x\n  sender = FR\n", "GEN019:3 ");
	wrong(*state, "[inbox a]\nfolder = \xff\n", "GEN019:2 GEN022:1 ");
	wrong(*state, "[inbox a]\nfolder =\n", "GEN022:2 ");
	wrong(*state, "[inbox a\nfolder = x\n", "GEN020:1 ");
	wrong(*state, "[inbox ../a]\nfolder = x\n", "GEN020:1 ");
	wrong(*state, "[inbox .a]\nfolder = x\n", "GEN020:1 ");
	wrong(*state, "[inbox abcdefghijklmnopqrstuvwxyz0123456]\nfolder = x\n",
	      "GEN020:1 ");
	ilo_buf_puts(&text, "[inbox a]\nfolder = ");
	while (text.count < 10 + 199)
		ilo_buf_puts(&text, "x");
	wrong(*state, ilo_buf_text(&text), "GEN019:2 GEN022:1 ");
	ilo_buf_release(&text);
}

static void
values_have_their_form(void **state)
{
	static const char *const bad[] = {
		"url = https://user:secret@example.org/",
		"url = https://example.org/#part",
		"url = https://",
		"proxy = socks5://127.0.0.1",
		"pin = sha256//short",
		"allow-address = 10.0.0.0/33",
		"allow-address = everything",
		"connections = 17",
		"rate = -1",
		"client-cert = only.pem",
	};
	struct ilo_buf text = ILO_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ilo_buf_clear(&text);
		ilo_buf_puts(&text, "[collection a]\n");
		if (strncmp(bad[i], "url", 3) != 0)
			ilo_buf_puts(&text, "url = https://example.org/\n");
		ilo_buf_puts(&text, bad[i]);
		assert_int_equal(parse(*state, ilo_buf_text(&text)),
		                 ILO_FAILED);
	}
	ilo_buf_release(&text);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(sections_keys_and_values_are_kept),
		TEST(nothing_but_comments_is_fine),
		TEST(everything_wrong_is_said_with_its_line),
		TEST(what_inih_would_misread_is_refused),
		TEST(values_have_their_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
