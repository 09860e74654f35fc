/*
 * Rounds of a few tasks for each thread; between rounds their pieces are joined
 * in order, so that memory does not grow with the number of tasks.
 */

#include "analyze/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "analyze/history.h"
#include "common/mem.h"

#define TASKS_PER_THREAD 16

/* A finding that waits for its turn. */
struct said {
	enum ilo_code code;
	char *detail;
};

struct piece {
	struct ilo_xmlwriter *writer;
	struct said *said;
	size_t said_count, said_capacity;
};

struct round {
	const struct evaluation *evaluation;
	parallel_task *task;
	size_t first, count;
	atomic_size_t next;
	struct piece *pieces;
};

static void
note(void *context, const struct ilo_finding *finding)
{
	struct piece *piece = context;

	piece->said = ilo_grow(piece->said, piece->said_count,
	                       &piece->said_capacity, sizeof(*piece->said));
	piece->said[piece->said_count++] = (struct said){
		finding->code,
		ilo_xstrdup(finding->detail == NULL ? "" : finding->detail)};
}

static void *
work(void *context)
{
	struct round *round = context;
	size_t i;

	while ((i = atomic_fetch_add(&round->next, 1)) < round->count) {
		struct evaluation own = *round->evaluation;
		struct ilo_diag diag;

		ilo_diag_init(&diag, NULL, NULL);
		diag.sink = note;
		diag.sink_context = &round->pieces[i];
		own.writer = round->pieces[i].writer;
		own.diag = &diag;
		round->task(&own, round->first + i);
	}
	return NULL;
}

static void
join(const struct evaluation *evaluation, struct piece *piece)
{
	size_t i;

	ilo_xmlwriter_join(evaluation->writer, &piece->writer);
	for (i = 0; i < piece->said_count; i++) {
		ilo_diag_report(evaluation->diag, piece->said[i].code, NULL, 0,
		                "%s", piece->said[i].detail);
		free(piece->said[i].detail);
	}
	free(piece->said);
}

static void
run(struct round *round)
{
	const struct evaluation *evaluation = round->evaluation;
	pthread_t others[HISTORY_THREADS_MAX];
	unsigned started = 0;
	size_t i;

	atomic_store(&round->next, 0);
	round->pieces = ilo_xcalloc(round->count, sizeof(*round->pieces));
	for (i = 0; i < round->count; i++)
		round->pieces[i].writer =
			ilo_xmlwriter_piece(evaluation->writer);
	while (started + 1 < evaluation->threads &&
	       started + 1 < round->count && started < HISTORY_THREADS_MAX &&
	       pthread_create(&others[started], NULL, work, round) == 0)
		started++;
	(void)work(round); /* returns NULL */
	while (started > 0)
		(void)pthread_join(others[--started], NULL); /* is ours */
	for (i = 0; i < round->count; i++)
		join(evaluation, &round->pieces[i]);
	free(round->pieces);
}

void
parallel_write(const struct evaluation *evaluation, parallel_task *task,
               size_t count)
{
	const size_t at_once =
		(size_t)TASKS_PER_THREAD *
		(evaluation->threads == 0 ? 1 : evaluation->threads);
	struct round round = {.evaluation = evaluation, .task = task};

	for (; round.first < count; round.first += round.count) {
		round.count = count - round.first < at_once
		                      ? count - round.first
		                      : at_once;
		run(&round);
	}
}

/* ---- without a writer -------------------------------------------------- */

struct each {
	parallel_step *step;
	void *shared;
	size_t count;
	atomic_size_t next;
};

static void *
step_on(void *context)
{
	struct each *each = context;
	size_t i;

	while ((i = atomic_fetch_add(&each->next, 1)) < each->count)
		each->step(each->shared, i);
	return NULL;
}

void
parallel_each(unsigned threads, parallel_step *step, void *shared, size_t count)
{
	struct each each = {.step = step, .shared = shared, .count = count};
	pthread_t others[HISTORY_THREADS_MAX];
	unsigned started = 0;

	while (started + 1 < threads && started + 1 < count &&
	       started < HISTORY_THREADS_MAX &&
	       pthread_create(&others[started], NULL, step_on, &each) == 0)
		started++;
	(void)step_on(&each); /* returns NULL */
	while (started > 0)
		(void)pthread_join(others[--started], NULL); /* is ours */
}
