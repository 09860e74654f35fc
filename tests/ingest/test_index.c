/* An index names files in its own folder or below, or it is not taken. */

#define _GNU_SOURCE /* MAP_ANONYMOUS */

#include "ingest/index_apart.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/sandbox.h"
#include "common/xmlio.h"

#define URL "https://example.org/data/index.txt?version=1/2"
#define DIGEST                                                                 \
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define FEED                                                                   \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                         \
	"<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"

struct world {
	struct ilo_diag diag;
	struct ilo_buf said;
	struct index index;
	size_t max_files;
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
	world->index.arena = ilo_arena_new();
	world->max_files = 10;
	*state = world;
	return 0;
}

static int
teardown(void **state)
{
	struct world *world = *state;
	struct ilo_arena *arena = world->index.arena;

	index_release(&world->index);
	ilo_arena_free(arena);
	ilo_buf_release(&world->said);
	free(world);
	return 0;
}

static enum ilo_status
parse_apart(const struct index_reading *reading, struct ilo_diag *diag,
            struct index *index)
{
	return index_apart(index_parse, reading, diag, index);
}

static void
check_by(index_reader *by, struct world *world, const char *const texts[3])
{
	const char *text = texts[0], *names = texts[1], *said = texts[2];
	const struct index_reading reading = {.url = URL,
	                                      .bytes = text,
	                                      .count = strlen(text),
	                                      .max_files = world->max_files};
	struct ilo_buf taken = ILO_BUF_INIT;
	enum ilo_status status;
	size_t i;

	world->index.count = 0;
	ilo_buf_clear(&world->said);
	status = by(&reading, &world->diag, &world->index);
	for (i = 0; i < world->index.count; i++)
		ilo_buf_printf(&taken, "%s ", world->index.files[i].name);
	assert_string_equal(ilo_buf_text(&taken), names);
	assert_string_equal(ilo_buf_text(&world->said), said);
	assert_int_equal(status, *said == '\0' ? ILO_OK : ILO_FINDINGS);
	ilo_buf_release(&taken);
}

/* Parse text, here and in a process of its own, and compare the names taken,
 * each followed by a blank, and what was said. */
static void
check(struct world *world, const char *text, const char *names,
      const char *said)
{
	const char *const texts[3] = {text, names, said};

	check_by(parse_apart, world, texts);
	check_by(index_parse, world, texts);
}

static void
listing_is_read_in_the_order_of_names(void **state)
{
	struct world *world = *state;
	const struct index_file *files;

	check(world,
	      "# comment\n\n" DIGEST " 12 b/x.xml\tb/x.xml.sig\r\n"
	      "- - a.xml\n"
	      "  -  7  https://example.org/data/c.csv\n"
	      "- - /data/d",
	      "a.xml b/x.xml c.csv d ", "");
	files = world->index.files;
	assert_null(files[0].sha256);
	assert_int_equal(files[0].size, -1);
	assert_int_equal(files[0].line, 4);
	assert_string_equal(files[1].sha256, DIGEST);
	assert_int_equal(files[1].size, 12);
	assert_string_equal(files[1].signature, "b/x.xml.sig");
	assert_null(files[2].signature);
	check(world, "# nothing today\n", "", "");
}

static void
bad_lines_do_not_hide_the_good(void **state)
{
	check(*state,
	      "- - good.xml\n"
	      "- good.xml\n"
	      "- - a b c\n"
	      "abc - a.xml\n"
	      "- -5 a.xml\n"
	      "- - also.xml\n",
	      "also.xml good.xml ", "ING641:2 ING641:3 ING641:4 ING641:5 ");
}

static void
names_stay_in_the_folder(void **state)
{
	static const char *const bad[] = {
		"../a",
		"a/../b",
		"/etc/passwd",
		"//example.com/a",
		"https://example.com/data/a",
		"https://example.org/other/a",
		"http://example.org/data/a",
		"file:///etc/passwd",
		"a//b",
		"a/",
		".hidden",
		"a/.hidden",
		"-rf",
		"a?b",
		"a%2fb",
		"a\\b",
		"a;b",
		"signature.p7s",
	};
	struct ilo_buf text = ILO_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ilo_buf_clear(&text);
		ilo_buf_printf(&text, "- - %s\n", bad[i]);
		check(*state, ilo_buf_text(&text), "", "ING642:1 ");
	}
	ilo_buf_release(&text);
	check(*state, "- - a ../b\n", "", "ING642:1 ");
}

static void
limits_hold(void **state)
{
	struct world *world = *state;

	check(world, "- - a\n- - b\n- - a\n", "a b ", "ING643:3 ");
	world->max_files = 2;
	check(world, "- - a\n- - b\n- - c\n", "a b ", "ING644:3 ");
}

static void
feed_gives_enclosures_or_else_alternates(void **state)
{
	struct world *world = *state;

	check(world,
	      FEED "<link rel=\"self\" href=\"index.atom\"/>\n"
	           "<entry><title>b</title>"
	           "<link rel=\"alternate\" href=\"page.html\"/>"
	           "<link rel=\"enclosure\" href=\"b.xml\" length=\"5\" "
	           "type=\"application/xml\"/></entry>\n"
	           "<entry><link href=\"a.xml\"/>"
	           "<link rel=\"alternate\" type=\"text/html\" "
	           "href=\"page.html\"/></entry>\n"
	           "<entry><link rel=\"enclosure\" "
	           "href=\"https://example.org/data/c.csv\"/></entry>\n"
	           "</feed>",
	      "a.xml b.xml c.csv ", "");
	assert_int_equal(world->index.files[1].size, 5);
}

static void
feed_is_taken_whole_or_not(void **state)
{
	check(*state, FEED "<entry><link href=\"a\"/></entry>", "",
	      "ING640:3 ");
	check(*state, "<html><body>log in</body></html>", "", "ING640:1 ");
	check(*state,
	      FEED "<entry xml:base=\"https://example.com/\">"
	           "<link href=\"a\"/></entry></feed>",
	      "", "ING640:3 ");
	check(*state, "<!DOCTYPE feed []><feed/>", "", "ING007:1 ");
	check(*state, "", "", "ING001:0 ");
	check(*state, "\x1f\x8b\x08 packed", "", "ING002:1 ");
}

static void
feed_entries_are_checked(void **state)
{
	check(*state,
	      FEED "<entry><link rel=\"enclosure\" href=\"../a\"/></entry>\n"
	           "<entry><link rel=\"enclosure\"/></entry>\n"
	           "<entry><link href=\"a\" length=\"-1\"/></entry>\n"
	           "<entry/>\n</feed>",
	      "", "ING642:3 ING641:4 ING641:4 ING641:5 ING641:5 ING641:6 ");
}

/* ---- what a reader can do that an index has taken over ---- */

static enum ilo_status
say(struct ilo_diag *diag, long what)
{
	ilo_diag_report(diag, ILO_D_INDEX_NAME, URL, what, "could");
	return ILO_FINDINGS;
}

/* Says for each line below that could be done that it could. */
static enum ilo_status
break_out(const struct index_reading *reading, struct ilo_diag *diag,
          struct index *index)
{
	const unsigned guards = ilo_sandbox_support();

	(void)reading;
	(void)index;
	if (guards != 0 && open("/etc/passwd", O_RDONLY) >= 0)
		return say(diag, 1);
	if ((guards & ILO_SANDBOX_SECCOMP) != 0 &&
	    socket(AF_INET, SOCK_STREAM, 0) >= 0)
		return say(diag, 2);
	if ((guards & ILO_SANDBOX_SECCOMP) != 0 && fork() >= 0)
		return say(diag, 3);
	if (kill(getppid(), 0) == 0 && guards != 0)
		return say(diag, 4);
	if (fcntl(ILO_ALONE_FD + 1, F_GETFD) >= 0)
		return say(diag, 5);
	if (!ILO_SANITIZED &&
	    mmap(NULL, (size_t)1 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS,
	         -1, 0) != MAP_FAILED)
		return say(diag, 6);
	return ILO_OK;
}

static enum ilo_status
die(const struct index_reading *reading, struct ilo_diag *diag,
    struct index *index)
{
	(void)reading;
	(void)diag;
	(void)index;
	(void)raise(SIGKILL);
	return ILO_OK;
}

/* Names a file as no listing may. */
static enum ilo_status
lie(const struct index_reading *reading, struct ilo_diag *diag,
    struct index *index)
{
	struct index_file file = {.name = "../../etc/passwd", .size = -1};

	(void)reading;
	(void)diag;
	index->files = ilo_grow(index->files, 0, &index->capacity,
	                        sizeof(*index->files));
	index->files[index->count++] = file;
	return ILO_OK;
}

static void
check_taken_over(struct world *world, index_reader *by, const char *said)
{
	const struct index_reading reading = {
		.url = URL, .bytes = "", .max_files = 1};
	enum ilo_status status;

	ilo_buf_clear(&world->said);
	status = index_apart(by, &reading, &world->diag, &world->index);
	assert_string_equal(ilo_buf_text(&world->said), said);
	assert_int_equal(status, *said == '\0' ? ILO_OK : ILO_FINDINGS);
	assert_int_equal(world->index.count, 0);
}

static void
a_reader_taken_over_is_shut_in(void **state)
{
	check_taken_over(*state, break_out, "");
	check_taken_over(*state, die, "ING640:0 ");
	check_taken_over(*state, lie, "ING640:0 ");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(listing_is_read_in_the_order_of_names),
		TEST(bad_lines_do_not_hide_the_good),
		TEST(names_stay_in_the_folder),
		TEST(limits_hold),
		TEST(feed_gives_enclosures_or_else_alternates),
		TEST(feed_is_taken_whole_or_not),
		TEST(feed_entries_are_checked),
		TEST(a_reader_taken_over_is_shut_in),
	};

	ilo_xml_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
