/*
 * The pool with workers that do what the first letter of a file says: answer,
 * die, wait without end, take all memory, lie.
 */

#include "ingest/pool.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/buf.h"

#define JOBS 40
/* Bytes; the answer is more than a socket holds. */
#define LONG_TASK 60000
#define LONG_ANSWER 500000

struct world {
	struct ilo_diag diag;
	struct ilo_arena *arena;
	struct ilo_limits limits;
	struct pool *pool;
	struct job jobs[JOBS];
};

/* Not to be left out as without effect. */
static volatile int sink;

static void
spin(void)
{
	for (;;)
		sink++;
}

static void
devour(void)
{
	size_t i;

	for (i = 0; i < 100000; i++)
		memset(ilo_xcalloc(1, 1000000), 1, 1000000);
}

static const char *
long_text(struct ilo_arena *arena, size_t count)
{
	char *text = ilo_arena_alloc(arena, count + 1);

	memset(text, 'w', count);
	text[count] = '\0';
	return text;
}

static void
work(const void *context, const struct task *task, const int fds[2],
     struct ilo_arena *arena, struct answer *answer)
{
	char text[16] = "";

	(void)context;
	if (read(fds[0], text, sizeof(text) - 1) < 1)
		text[0] = '?';
	*answer =
		(struct answer){.status = ILO_OK, .remarks = {.arena = arena}};
	answer->record.kind = "test";
	answer->record.sender = ilo_arena_strdup(arena, text);
	answer->record.document = task->file;
	if (text[0] == 's')
		(void)raise(SIGSEGV);
	if (text[0] == 't')
		spin();
	if (text[0] == 'm')
		devour();
	if (text[0] == 'l')
		answer->record.kind = "No Such Kind";
	if (text[0] == 'd')
		answer->record.canonical = "../../etc/passwd";
	if (text[0] == 'x')
		_exit(0);
	if (text[0] == 'w') {
		answer->record.document = NULL; /* it may not be so long */
		answer->record.evidence = (struct evidence){
			long_text(arena, LONG_ANSWER), LONG_ANSWER};
	}
}

static int
setup(void **state)
{
	struct world *world = ilo_xcalloc(1, sizeof(*world));
	struct pool_setup setup = {.workers = 3, .work = work};
	size_t i;

	*state = world;
	ilo_diag_init(&world->diag, "test", NULL);
	world->arena = ilo_arena_new();
	world->limits = *ilo_limits_default();
	world->limits.milliseconds = 300;
	world->limits.memory_bytes = (size_t)64 * 1024 * 1024;
	setup.limits = &world->limits;
	for (i = 0; i < JOBS; i++)
		world->jobs[i].fds[0] = world->jobs[i].fds[1] = -1;
	return pool_new(&setup, &world->diag, &world->pool) == ILO_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	struct world *world = *state;
	size_t i;

	pool_free(world->pool);
	for (i = 0; i < JOBS; i++) {
		if (world->jobs[i].fds[0] >= 0)
			(void)close(world->jobs[i].fds[0]); /* only read from */
		remarks_release(&world->jobs[i].answer.remarks);
	}
	ilo_arena_free(world->arena);
	free(world);
	return 0;
}

/* A file that begins with that letter. */
static void
submit(struct world *world, size_t i, char letter)
{
	char path[] = "/tmp/ilo-test-pool-XXXXXX";
	char text[32];
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(unlink(path), 0);
	(void)snprintf(text, sizeof(text), "%c%zu", letter, i);
	assert_int_equal(write(fd, text, strlen(text)), (int)strlen(text));
	world->jobs[i] = (struct job){
		.arena = world->arena,
		.fds = {fd, -1},
		.task = {.file = letter == 'w'
	                                 ? long_text(world->arena, LONG_TASK)
	                                 : ilo_arena_printf(world->arena,
	                                                    "f%zu", i)}};
	pool_submit(world->pool, &world->jobs[i]);
}

static enum job_end
end_of(struct world *world, size_t i)
{
	assert_int_equal(pool_wait(world->pool, &world->jobs[i], &world->diag),
	                 ILO_OK);
	return world->jobs[i].end;
}

static void
each_job_gets_its_own_answer(void **state)
{
	struct world *world = *state;
	char text[32];
	size_t i;

	for (i = 0; i < JOBS; i++)
		submit(world, i, 'a');
	for (i = JOBS; i-- > 0;) {
		assert_int_equal(end_of(world, i), JOB_ANSWERED);
		(void)snprintf(text, sizeof(text), "a%zu", i);
		assert_string_equal(world->jobs[i].answer.record.sender, text);
		assert_string_equal(world->jobs[i].answer.record.document,
		                    world->jobs[i].task.file);
	}
}

static void
a_death_costs_one_file(void **state)
{
	struct world *world = *state;
	size_t i;

	for (i = 0; i < JOBS; i++)
		submit(world, i, i % 5 == 0 ? 's' : 'a');
	for (i = 0; i < JOBS; i++) {
		assert_int_equal(end_of(world, i),
		                 i % 5 == 0 ? JOB_DIED : JOB_ANSWERED);
		assert_int_equal(world->jobs[i].attempts, i % 5 == 0 ? 2 : 0);
	}
#if !defined(__SANITIZE_ADDRESS__)
	assert_string_equal(world->jobs[0].why, "signal 11");
#endif
}

/* Nor does the parent that sends wait for a worker that sends. */
static void
long_tasks_and_answers_pass_each_other(void **state)
{
	struct world *world = *state;
	size_t i;

	for (i = 0; i < JOBS; i++)
		submit(world, i, 'w');
	for (i = 0; i < JOBS; i++) {
		assert_int_equal(end_of(world, i), JOB_ANSWERED);
		assert_int_equal(world->jobs[i].answer.record.evidence.count,
		                 LONG_ANSWER);
	}
}

static void
leaving_is_dying(void **state)
{
	struct world *world = *state;

	submit(world, 0, 'x');
	submit(world, 1, 'a');
	assert_int_equal(end_of(world, 0), JOB_DIED);
	assert_string_equal(world->jobs[0].why, "status 0");
	assert_int_equal(end_of(world, 1), JOB_ANSWERED);
}

static void
time_has_an_end(void **state)
{
	struct world *world = *state;

	submit(world, 0, 't');
	submit(world, 1, 'a');
	assert_int_equal(end_of(world, 1), JOB_ANSWERED);
	assert_int_equal(end_of(world, 0), JOB_SLOW);
}

static void
memory_has_an_end(void **state)
{
	struct world *world = *state;

#if defined(__SANITIZE_ADDRESS__)
	skip(); /* such a program keeps no limit of memory */
#endif
	submit(world, 0, 'm');
	submit(world, 1, 'a');
	assert_int_equal(end_of(world, 0), JOB_LARGE);
	assert_int_equal(end_of(world, 1), JOB_ANSWERED);
}

static void
lies_are_not_taken(void **state)
{
	struct world *world = *state;

	submit(world, 0, 'l');
	submit(world, 1, 'd');
	submit(world, 2, 'a');
	assert_int_equal(end_of(world, 0), JOB_GARBLED);
	assert_string_equal(world->jobs[0].why, "kind");
	assert_int_equal(end_of(world, 1), JOB_GARBLED);
	assert_string_equal(world->jobs[1].why, "canonical");
	assert_int_equal(end_of(world, 2), JOB_ANSWERED);
}

static void
answers_are_checked(void **state)
{
	static const char *const bad[] = {
		"",
		"[]",
		"{}",
		"{\"status\":0}",
		"{\"status\":2,\"revision\":0,\"kind\":\"a\",\"findings\":[],"
		"\"members\":[]}",
		"{\"status\":0,\"revision\":-1,\"kind\":\"a\",\"findings\":[],"
		"\"members\":[]}",
		"{\"status\":0,\"revision\":0,\"kind\":7,\"findings\":[],"
		"\"members\":[]}",
		"{\"status\":0,\"revision\":0,\"kind\":\"a\",\"findings\":[{"
		"\"id\":\"ING999\",\"line\":1,\"detail\":\"\"}],\"members\":[]"
		"}",
		"{\"status\":0,\"revision\":0,\"kind\":\"a\",\"findings\":[{"
		"\"id\":\"ING201\",\"line\":-1,\"detail\":\"\"}],\"members\":[]"
		"}",
		"{\"status\":0,\"revision\":0,\"kind\":\"a\",\"findings\":[],"
		"\"members\":[{\"name\":\"a\",\"offset\":-1,\"size\":1}]}",
		"{\"status\":0,\"revision\":0,\"kind\":\"a\",\"findings\":[],"
		"\"members\":[],\"first\":\"2024-S3\"}",
		"{\"status\":0,\"revision\":0,\"kind\":\"a\",\"findings\":[],"
		"\"members\":[],\"signature\":\"good\"}",
		"{\"status\":0,\"revision\":0,\"kind\":\"a\",\"findings\":[],"
		"\"members\":[],\"evidence\":\"0g\"}"};
	static const char good[] =
		"{\"status\":1,\"revision\":3,\"kind\":\"a\",\"findings\":[{"
		"\"id\":\"ING201\",\"line\":4,\"detail\":\"x\\u001b\\\\\"}],"
		"\"members\":[],\"evidence\":\"00ff\",\"sender\":\"\\u202e\"}";
	struct world *world = *state;
	struct answer answer;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_non_null(answer_read(bad[i], strlen(bad[i]),
		                            world->arena, &answer));
		remarks_release(&answer.remarks);
	}
	assert_null(answer_read(good, strlen(good), world->arena, &answer));
	assert_int_equal(answer.status, ILO_FINDINGS);
	assert_int_equal(answer.record.evidence.count, 2);
	assert_memory_equal(answer.record.evidence.bytes, "\x00\xff", 2);
	assert_string_equal(answer.record.sender, "\\xE2\\x80\\xAE");
	assert_string_equal(answer.remarks.items[0].detail, "x\\x1B\\");
	remarks_release(&answer.remarks);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(each_job_gets_its_own_answer),
		TEST(a_death_costs_one_file),
		TEST(long_tasks_and_answers_pass_each_other),
		TEST(leaving_is_dying),
		TEST(time_has_an_end),
		TEST(memory_has_an_end),
		TEST(lies_are_not_taken),
		TEST(answers_are_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
