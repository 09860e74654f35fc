/* The order of files does not depend on how they lie on disk. */

#include "ingest/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "tests/common/scratch.h"

struct world {
	char scratch[SCRATCH_SIZE];
	struct ilo_diag diag;
	struct walk walk;
};

static int
setup(void **state)
{
	struct world *world = ilo_xcalloc(1, sizeof(*world));
	struct ilo_buf command = ILO_BUF_INIT;
	int status;

	*state = world;
	if (scratch_new(world->scratch) != 0)
		return -1;
	ilo_diag_init(&world->diag, "test", NULL);
	world->walk.arena = ilo_arena_new();
	ilo_buf_printf(&command,
	               "cd '%s' && mkdir -p in/b/c in/.git in/empty && "
	               "touch in/z in/B in/a in/b/2 in/b/10 in/b/c/x in/b.x "
	               "in/.hidden in/.git/x \"in/$(printf '\\303\\251')\" && "
	               "mkfifo in/pipe && ln -s b in/link",
	               world->scratch);
	status = system(ilo_buf_text(&command));
	ilo_buf_release(&command);
	return status;
}

static int
teardown(void **state)
{
	struct world *world = *state;
	struct ilo_arena *arena = world->walk.arena;
	int status;

	walk_release(&world->walk);
	ilo_arena_free(arena);
	status = scratch_free(world->scratch);
	free(world);
	return status;
}

static void
add(struct world *world, const char *below)
{
	walk_add(&world->walk,
	         ilo_arena_printf(world->walk.arena, "%s/%s", world->scratch,
	                          below),
	         &world->diag);
}

static void
folders_are_walked_in_byte_order(void **state)
{
	static const char *const expected[] = {
		"B",   "a",    "b/10", "b/2", "b/c/x",
		"b.x", "link", "pipe", "z",   "\xc3\xa9"};
	struct world *world = *state;
	size_t i;

	add(world, "in/");
	assert_int_equal(world->walk.count, 10);
	for (i = 0; i < 10; i++)
		assert_string_equal(world->walk.files[i].name, expected[i]);
	assert_non_null(strstr(world->walk.files[2].path, "/in/b/10"));
	assert_false(world->walk.incomplete);
	assert_int_equal(ilo_diag_count(&world->diag, ILO_INFO), 0);
}

static void
files_are_named_without_their_folder(void **state)
{
	struct world *world = *state;

	add(world, "in/b/c/x");
	add(world, "in/.hidden"); /* named on purpose */
	assert_int_equal(world->walk.count, 2);
	assert_string_equal(world->walk.files[0].name, "x");
	assert_string_equal(world->walk.files[1].name, ".hidden");
}

static void
link_to_a_folder_is_followed_when_named(void **state)
{
	struct world *world = *state;

	add(world, "in/link");
	assert_int_equal(world->walk.count, 3);
	assert_string_equal(world->walk.files[2].name, "c/x");
}

static void
what_is_not_there_is_left_to_the_reader(void **state)
{
	struct world *world = *state;

	add(world, "in/absent");
	assert_int_equal(world->walk.count, 1);
	walk_add(&world->walk, "", &world->diag);
	assert_true(world->walk.incomplete);
	assert_int_equal(ilo_diag_count(&world->diag, ILO_ERROR), 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(folders_are_walked_in_byte_order),
		TEST(files_are_named_without_their_folder),
		TEST(link_to_a_folder_is_followed_when_named),
		TEST(what_is_not_there_is_left_to_the_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
