/*
 * One thread, one poll: tasks out in the order they were queued, answers in as
 * they come.  A task waits at the worker while it does the one before, so that
 * it never waits for the parent.  A worker that breaks any rule is killed and
 * replaced; its job is tried once more in a fresh one, and the one that waited
 * there goes back as it came.
 */

#define _GNU_SOURCE /* SOCK_CLOEXEC */

#include "ingest/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/digest.h"
#include "common/sandbox.h"
#include "ingest/worker.h"

#define ATTEMPTS 2u
/* Killed from outside while they wait; more, and they cannot work here. */
#define IDLE_DEATHS 16u
/* A worker counts its processor time; the parent's watch is for one that waits,
 * which an honest worker on a busy machine may have to for long. */
#define WATCH_FACTOR 20u
#define WATCH_LEAST_MS 10000u

struct worker {
	pid_t pid;
	int socket;
	int watch;              /* a timer */
	struct job *job, *next; /* at work; waits behind it */
	struct ilo_buf received;
};

struct pool {
	struct pool_setup setup;
	struct worker *workers;
	struct pollfd *polls; /* two for each */
	struct job *first, *last;
	unsigned idle_deaths;
};

static enum ilo_status
not_started(struct ilo_diag *diag, const char *what)
{
	ilo_diag_report(diag, ILO_D_WORKER_START, NULL, 0, "%s: %s", what,
	                strerror(errno));
	return ILO_FAILED;
}

/* Two tasks fit into the socket, the system's default being smaller or not:
 * were the parent to wait for a worker that waits for it, neither would end. */
static bool
make_room(int socket)
{
	const int bytes = 2 * TASK_BYTES; /* doubled for what surrounds them */

	return setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &bytes,
	                  sizeof(bytes)) == 0;
}

/* In the child: what belongs to the parent goes with its descriptors. */
static enum ilo_status
start(struct pool *pool, struct worker *worker, struct ilo_diag *diag)
{
	int pair[2];

	*worker = (struct worker){.pid = -1, .socket = -1, .watch = -1};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return not_started(diag, "socketpair");
	worker->pid = fork();
	if (worker->pid == 0)
		worker_run(&pool->setup, pair[1]);
	(void)close(pair[1]); /* the child's */
	worker->socket = pair[0];
	if (worker->pid < 0)
		return not_started(diag, "fork");
	if (!make_room(worker->socket))
		return not_started(diag, "setsockopt");
	worker->watch =
		timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	return worker->watch < 0 ? not_started(diag, "timerfd_create") : ILO_OK;
}

/* End the process, whatever it does; how it ended, for waitpid()'s macros. */
static int
stop(struct worker *worker)
{
	int how = 0;

	if (worker->pid > 0) {
		/* Ours, and not waited for yet; one that has ended, or is about
		 * to, ends as it would have. */
		(void)kill(worker->pid, SIGKILL);
		if (worker->socket >= 0)
			(void)close(worker->socket); /* tells it to end */
		while (waitpid(worker->pid, &how, 0) < 0 && errno == EINTR)
			continue;
	} else if (worker->socket >= 0) {
		(void)close(worker->socket); /* without another end */
	}
	if (worker->watch >= 0)
		(void)close(worker->watch); /* a timer */
	ilo_buf_release(&worker->received);
	*worker = (struct worker){.pid = -1, .socket = -1, .watch = -1};
	return how;
}

/* What libraries make when first used is made before there are workers, which
 * could not read the files it takes. */
static enum ilo_status
warm_up(struct ilo_diag *diag)
{
	char text[ILO_DIGEST_SIZE];

	return ilo_digest_bytes("", 0, diag, text);
}

static void
say_what_lacks(struct ilo_diag *diag)
{
	unsigned support = ilo_sandbox_support();

	if ((support & ILO_SANDBOX_LANDLOCK) == 0)
		ilo_diag_report(diag, ILO_D_SANDBOX_PARTIAL, NULL, 0,
		                "no Landlock; Linux 5.13 or later has it");
	if ((support & ILO_SANDBOX_SECCOMP) == 0)
		ilo_diag_report(diag, ILO_D_SANDBOX_PARTIAL, NULL, 0,
		                "no seccomp");
}

enum ilo_status
pool_new(const struct pool_setup *setup, struct ilo_diag *diag,
         struct pool **out)
{
	struct pool *pool = ilo_xcalloc(1, sizeof(*pool));
	enum ilo_status status = warm_up(diag);
	size_t i;

	pool->setup = *setup;
	pool->workers = ilo_xcalloc(setup->workers, sizeof(*pool->workers));
	pool->polls = ilo_xcalloc(2 * setup->workers, sizeof(*pool->polls));
	for (i = 0; i < setup->workers; i++)
		pool->workers[i] =
			(struct worker){.pid = -1, .socket = -1, .watch = -1};
	if (status == ILO_OK)
		say_what_lacks(diag);
	for (i = 0; status == ILO_OK && i < setup->workers; i++)
		status = start(pool, &pool->workers[i], diag);
	if (status != ILO_OK) {
		pool_free(pool);
		pool = NULL;
	}
	*out = pool;
	return status;
}

void
pool_free(struct pool *pool)
{
	size_t i;

	if (pool == NULL)
		return;
	for (i = 0; i < pool->setup.workers; i++)
		(void)stop(&pool->workers[i]); /* nothing waits for it */
	free(pool->polls);
	free(pool->workers);
	free(pool);
}

size_t
pool_size(const struct pool *pool)
{
	return pool->setup.workers;
}

static void
enqueue(struct pool *pool, struct job *job)
{
	job->next = NULL;
	if (pool->last == NULL)
		pool->first = job;
	else
		pool->last->next = job;
	pool->last = job;
}

void
pool_submit(struct pool *pool, struct job *job)
{
	job->end = JOB_WAITING;
	job->attempts = 0;
	enqueue(pool, job);
}

static bool
send_task(const struct worker *worker, const struct job *job)
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(2 * sizeof(int))];
	} control;
	struct ilo_buf text = ILO_BUF_INIT;
	struct message message = {.magic = MESSAGE_MAGIC};
	struct iovec places[2] = {{&message, sizeof(message)}, {NULL, 0}};
	size_t count = (job->fds[1] < 0 ? 1 : 2) * sizeof(int);
	struct msghdr parts = {.msg_iov = places,
	                       .msg_iovlen = 2,
	                       .msg_control = &control,
	                       .msg_controllen = CMSG_SPACE(count)};
	ssize_t put, all;

	task_print(&job->task, &text);
	message.count = (unsigned)text.count;
	places[1] = (struct iovec){text.bytes, text.count};
	all = (ssize_t)(sizeof(message) + text.count);
	memset(&control, 0, sizeof(control));
	control.header = (struct cmsghdr){.cmsg_level = SOL_SOCKET,
	                                  .cmsg_type = SCM_RIGHTS,
	                                  .cmsg_len = CMSG_LEN(count)};
	memcpy(CMSG_DATA(&control.header), job->fds, count);
	do
		put = sendmsg(worker->socket, &parts, MSG_NOSIGNAL);
	while (put < 0 && errno == EINTR);
	ilo_buf_release(&text);
	return put == all;
}

/* milliseconds 0: not at all. */
static void
watch(const struct worker *worker, size_t milliseconds)
{
	const struct itimerspec time = {
		.it_value = {.tv_sec = (time_t)(milliseconds / 1000),
	                     .tv_nsec = (long)(milliseconds % 1000) * 1000000}};

	/* It is a timer of ours and a time that fits. */
	(void)timerfd_settime(worker->watch, 0, &time, NULL);
}

static const char *
ended_by(struct job *job, int how)
{
	if (WIFSIGNALED(how))
		return ilo_arena_printf(job->arena, "signal %d", WTERMSIG(how));
	return ilo_arena_printf(job->arena, "status %d", WEXITSTATUS(how));
}

/* First in turn: the others wait for it in order. */
static void
give_back(struct pool *pool, struct job *job)
{
	job->next = pool->first;
	pool->first = job;
	if (pool->last == NULL)
		pool->last = job;
}

/* Try the job again, or let it end as it did. */
static void
fail(struct pool *pool, struct job *job, enum job_end end, const char *why)
{
	if (++job->attempts < ATTEMPTS) {
		give_back(pool, job);
		return;
	}
	job->end = end;
	job->why = why;
}

/* The worker is gone or no longer to be trusted. */
static enum ilo_status
replace(struct pool *pool, struct worker *worker, enum job_end end,
        const char *why, struct ilo_diag *diag)
{
	struct job *job = worker->job, *next = worker->next;
	int how = stop(worker);

	if ((WIFEXITED(how) && WEXITSTATUS(how) == WORKER_NOT_SHUT_IN) ||
	    (job == NULL && ++pool->idle_deaths > IDLE_DEATHS)) {
		ilo_diag_report(diag, ILO_D_SANDBOX_FAILED, NULL, 0,
		                "a worker ended before it had a file");
		return ILO_FAILED;
	}
	if (job == NULL)
		return start(pool, worker, diag);
	if (end == JOB_DIED) {
		why = ended_by(job, how);
		if (WIFSIGNALED(how) && WTERMSIG(how) == WORKER_TIME_SIGNAL)
			end = JOB_SLOW;
		else if (WIFEXITED(how) && WEXITSTATUS(how) == ILO_FAILED)
			end = JOB_LARGE;
	}
	if (next != NULL)
		give_back(pool, next);
	fail(pool, job, end, why);
	return start(pool, worker, diag);
}

/* The time of the job at work begins, or there is none. */
static void
watch_job(const struct pool *pool, const struct worker *worker)
{
	watch(worker, worker->job == NULL ? 0
	                                  : pool->setup.limits->milliseconds *
	                                                    WATCH_FACTOR +
	                                            WATCH_LEAST_MS);
}

/* An answer is there whole: why it is not one, or NULL. */
static const char *
take_answer(struct pool *pool, struct worker *worker, size_t count)
{
	struct ilo_buf *received = &worker->received;
	const size_t whole = sizeof(struct message) + count;
	struct job *job = worker->job;
	const char *wrong;

	remarks_release(&job->answer.remarks);
	wrong = answer_read(received->bytes + sizeof(struct message), count,
	                    job->arena, &job->answer);
	if (wrong != NULL)
		return wrong;
	memmove(received->bytes, received->bytes + whole,
	        received->count - whole);
	received->count -= whole;
	job->end = JOB_ANSWERED;
	worker->job = worker->next;
	worker->next = NULL;
	watch_job(pool, worker);
	return NULL;
}

/* What has come so far: answers, part of one, or none. */
static enum ilo_status
take_answers(struct pool *pool, struct worker *worker, struct ilo_diag *diag)
{
	const struct ilo_buf *received = &worker->received;
	struct message message;
	const char *wrong = NULL;

	while (wrong == NULL && received->count >= sizeof(message)) {
		memcpy(&message, received->bytes, sizeof(message));
		if (worker->job == NULL || message.magic != MESSAGE_MAGIC ||
		    message.count > ANSWER_BYTES)
			wrong = "its length";
		else if (received->count < sizeof(message) + message.count)
			return ILO_OK;
		else
			wrong = take_answer(pool, worker, message.count);
	}
	return wrong == NULL ? ILO_OK
	                     : replace(pool, worker, JOB_GARBLED, wrong, diag);
}

static enum ilo_status
receive(struct pool *pool, struct worker *worker, struct ilo_diag *diag)
{
	char chunk[65536];
	ssize_t got = recv(worker->socket, chunk, sizeof(chunk), MSG_DONTWAIT);

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return ILO_OK;
	if (got <= 0)
		return replace(pool, worker, JOB_DIED, NULL, diag);
	ilo_buf_add(&worker->received, chunk, (size_t)got);
	return take_answers(pool, worker, diag);
}

static enum ilo_status
dispatch(struct pool *pool, struct worker *worker, struct ilo_diag *diag)
{
	struct job *job = pool->first;

	pool->first = job->next;
	if (pool->first == NULL)
		pool->last = NULL;
	if (worker->job == NULL) {
		worker->job = job;
		watch_job(pool, worker);
	} else {
		worker->next = job;
	}
	/* The same bytes may have been read before, by a worker that died. */
	if (lseek(job->fds[0], 0, SEEK_SET) != 0 ||
	    (job->fds[1] >= 0 && (ftruncate(job->fds[1], 0) != 0 ||
	                          lseek(job->fds[1], 0, SEEK_SET) != 0)))
		return not_started(diag, "lseek");
	return send_task(worker, job)
	               ? ILO_OK
	               : replace(pool, worker, JOB_DIED, NULL, diag);
}

/* The worker that a task is best sent to; NULL when none has room. */
static struct worker *
choose(const struct pool *pool)
{
	struct worker *second = NULL;
	size_t i;

	for (i = 0; i < pool->setup.workers; i++) {
		if (pool->workers[i].job == NULL)
			return &pool->workers[i];
		if (second == NULL && pool->workers[i].next == NULL)
			second = &pool->workers[i];
	}
	return second;
}

static enum ilo_status
dispatch_all(struct pool *pool, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	struct worker *worker;

	while (status == ILO_OK && pool->first != NULL &&
	       (worker = choose(pool)) != NULL)
		status = dispatch(pool, worker, diag);
	return status;
}

static void
prepare_polls(struct pool *pool)
{
	size_t i;

	for (i = 0; i < pool->setup.workers; i++) {
		pool->polls[2 * i] = (struct pollfd){
			.fd = pool->workers[i].socket, .events = POLLIN};
		pool->polls[2 * i + 1] = (struct pollfd){
			.fd = pool->workers[i].watch, .events = POLLIN};
	}
}

/* What there is; milliseconds to wait for anything at all, -1 for ever. */
static enum ilo_status
collect(struct pool *pool, int milliseconds, struct ilo_diag *diag)
{
	enum ilo_status status = ILO_OK;
	struct worker *worker;
	size_t i;

	prepare_polls(pool);
	if (poll(pool->polls, 2 * pool->setup.workers, milliseconds) < 0)
		return errno == EINTR ? ILO_OK : not_started(diag, "poll");
	for (i = 0; status == ILO_OK && i < pool->setup.workers; i++) {
		worker = &pool->workers[i];
		if (pool->polls[2 * i].revents != 0)
			status = receive(pool, worker, diag);
		else if (pool->polls[2 * i + 1].revents != 0 &&
		         worker->job != NULL)
			status = replace(pool, worker, JOB_SLOW,
			                 "it waited without end", diag);
	}
	return status;
}

enum ilo_status
pool_wait(struct pool *pool, struct job *job, struct ilo_diag *diag)
{
	enum ilo_status status = collect(pool, 0, diag);

	if (status == ILO_OK)
		status = dispatch_all(pool, diag);
	while (status == ILO_OK && job->end == JOB_WAITING) {
		status = collect(pool, -1, diag);
		if (status == ILO_OK)
			status = dispatch_all(pool, diag);
	}
	return status;
}
