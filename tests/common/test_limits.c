/* Limits: how they are lowered, and each that a reader keeps at what it takes
 * and at one more.  Run from the top of the tree. */

#include "common/limits.h"

#include "tests/common/reading.h"

static void
test_lowered(void **state)
{
	struct fixture *fixture = *state;
	struct ilo_limits limits = *ilo_limits_default();

	assert_int_equal(ilo_limits_lower(&limits, "depth=5", &fixture->diag),
	                 ILO_OK);
	assert_int_equal(limits.depth, 5);
	assert_int_equal(
		ilo_limits_lower(&limits, "memory-bytes=1", &fixture->diag),
		ILO_OK);
	assert_int_equal(limits.memory_bytes, 1);
	assert_int_equal(limits.milliseconds, ILO_LIMIT_MILLISECONDS);
	assert_ptr_equal(ilo_limits_or_default(NULL), ilo_limits_default());
	assert_ptr_equal(ilo_limits_or_default(&limits), &limits);
}

struct said {
	char detail[1000];
	size_t count;
};

static void
listen(void *context, const struct ilo_finding *finding)
{
	struct said *said = context;

	assert_int_equal(finding->code, ILO_D_USAGE);
	said->count++;
	(void)snprintf(said->detail, sizeof said->detail, "%s",
	               finding->detail);
}

static void
test_refused(void **state)
{
	static const char *const bad[] = {"",
	                                  "=",
	                                  "depth",
	                                  "depth=",
	                                  "depth=0",
	                                  "depth=-",
	                                  "depth=x",
	                                  "dept=1",
	                                  "depth =1",
	                                  "depth=33",
	                                  "depths=1",
	                                  "DEPTH=1",
	                                  "bytes=999999999999999",
	                                  "depth=1 "};
	struct ilo_limits limits = *ilo_limits_default();
	struct said said = {.count = 0};
	struct ilo_diag diag;

	(void)state; /* not needed */
	ilo_diag_init(&diag, "test", NULL);
	diag.sink = listen;
	diag.sink_context = &said;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(ilo_limits_lower(&limits, bad[i], &diag),
		                 ILO_USAGE);
	assert_int_equal(said.count, sizeof bad / sizeof bad[0]);
	assert_non_null(strstr(said.detail, " depth (at most 32), "));
	assert_non_null(strstr(said.detail, " memory-bytes (at most "));
	assert_memory_equal(&limits, ilo_limits_default(), sizeof limits);
}

/* A document whose measure of each limit is known. */
#define NS "urn:x-ilo:submission:1"
static const char document[] =
	"<s:submission xmlns:s='" NS "' xmlns:t='t' a='1' bcdef='2' c='3'>"
	"<x><y><z></z></y></x>"
	"<x>text of 20 bytes....</x><x>and 14 more...</x>"
	"</s:submission>";

struct measured {
	const char *name;
	size_t most; /* what the document needs */
	const char *finding;
};

static const struct measured measures[] = {
	{"bytes", sizeof document - 1, "ING016:0"},
	{"depth", 4, "ING017:1"},
	{"attributes", 3, "ING018:1"},
	{"namespaces", 2, "ING019:1"},
	{"name-bytes", 10, "ING020:1"},
	{"text-bytes", 34, "ING021:1"},
	{"run-bytes", 20, "ING022:1"},
	{"nodes", 6, "ING023:1"},
	{"tag-bytes",
         sizeof "<s:submission xmlns:s='" NS
                "' xmlns:t='t' a='1' bcdef='2' c='3'>" -
                 1,
         "ING008:1"},
};

static bool
is_refused(struct fixture *fixture, const struct measured *measured,
           size_t most)
{
	struct ilo_limits limits = *ilo_limits_default();
	struct ilo_reading reading = {.trust = ILO_JUDGE, .limits = &limits};
	bool found = false;
	char text[64];

	(void)snprintf(text, sizeof text, "%s=%zu", measured->name, most);
	assert_int_equal(ilo_limits_lower(&limits, text, &fixture->diag),
	                 ILO_OK);
	assert_int_equal(read_bytes(fixture, "native", document, reading),
	                 ILO_FINDINGS); /* it is no submission */
	for (size_t i = 0; i < fixture->finding_count; i++)
		found |= strcmp(fixture->findings[i].text, measured->finding) ==
		         0;
	return found;
}

static void
test_each_at_its_edge(void **state)
{
	for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
		assert_false(
			is_refused(*state, &measures[i], measures[i].most));
		assert_true(
			is_refused(*state, &measures[i], measures[i].most - 1));
	}
}

/* An attribute's name counts as an element's does. */
static void
test_attribute_names(void **state)
{
	struct fixture *fixture = *state;
	char name[ILO_LIMIT_NAME_BYTES + 2] = "";
	static const char *const wanted[] = {"ING020:1", NULL};
	const struct ilo_reading trusted = {.trust = ILO_TRUSTED};

	memset(name, 'a', ILO_LIMIT_NAME_BYTES);
	assert_int_equal(read_bytes(fixture, "native",
	                            ilo_arena_printf(fixture->arena,
	                                             "<x %s='1'/>", name),
	                            trusted),
	                 ILO_OK);
	name[ILO_LIMIT_NAME_BYTES] = 'a';
	assert_int_equal(read_bytes(fixture, "native",
	                            ilo_arena_printf(fixture->arena,
	                                             "<x %s='1'/>", name),
	                            trusted),
	                 ILO_FINDINGS);
	assert_found(fixture, wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lowered),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_each_at_its_edge),
		cmocka_unit_test(test_attribute_names),
	};

	return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
