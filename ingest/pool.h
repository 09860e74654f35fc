/*
 * A pool of processes that read foreign bytes: each is shut in before the first
 * of them (common/sandbox.h), works on one file at a time, and is replaced
 * when it dies or takes too long.  What the processes do is their function's
 * business.
 */

#ifndef ILO_INGEST_POOL_H
#define ILO_INGEST_POOL_H

#include <stddef.h>

#include "common/diag.h"
#include "common/limits.h"
#include "ingest/answer.h"

struct pool;

/* Runs in a worker: bytes of fd in, answer out; output is -1 or a descriptor to
 * write to.  The answer's texts are in the arena. */
typedef void pool_work(const void *context, const struct task *task,
                       const int fds[2], struct ilo_arena *arena,
                       struct answer *answer);

struct pool_setup {
	size_t workers;
	const struct ilo_limits *limits; /* time, memory, total */
	pool_work *work;
	const void *context;
};

enum job_end {
	JOB_WAITING,
	JOB_ANSWERED,
	JOB_DIED,   /* by a signal, twice */
	JOB_SLOW,   /* beyond the time it has, twice */
	JOB_LARGE,  /* beyond the memory it has, twice */
	JOB_GARBLED /* an answer that is none, twice */
};

/* Start from task, arena and descriptors, which stay the caller's. */
struct job {
	struct task task;
	struct ilo_arena *arena;
	int fds[2]; /* to read, to write or -1 */
	enum job_end end;
	struct answer answer; /* when answered */
	const char *why;      /* otherwise, in the arena */
	unsigned attempts;
	struct job *next; /* in the pool's queue */
};

/* Start the workers.  Says once what the kernel lacks to shut them in.  End it
 * with pool_free(). */
ILO_MUST_CHECK enum ilo_status pool_new(const struct pool_setup *setup,
                                        struct ilo_diag *diag,
                                        struct pool **out);
void pool_free(struct pool *pool);

size_t pool_size(const struct pool *pool);

/* Queue a job, which must stay where it is until it has ended. */
void pool_submit(struct pool *pool, struct job *job);

/* Until this job has ended, with all others under way beside it.  A failure is
 * one of ours: the pool is of no more use. */
ILO_MUST_CHECK enum ilo_status pool_wait(struct pool *pool, struct job *job,
                                         struct ilo_diag *diag);

#endif
