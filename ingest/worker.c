/*
 * Forked from the parent before it has seen a foreign byte.  Everything here
 * may be attacked; nothing here can be reached but through two descriptors.
 */

#define _GNU_SOURCE /* MSG_CMSG_CLOEXEC */

#include "ingest/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "common/sandbox.h"

#define DESCRIPTORS 16u
#define NICENESS 10

static bool
shut_in(const struct pool_setup *setup)
{
	const struct ilo_sandbox sandbox = {
		.file_bytes = setup->limits->total_bytes,
		.memory_bytes = setup->limits->memory_bytes,
		.descriptors = DESCRIPTORS};
	struct ilo_diag silent;

	ilo_diag_init(&silent, "", NULL);
	/* The parent comes first: it is one and feeds them all. */
	(void)setpriority(PRIO_PROCESS, 0, NICENESS);
	return signal(WORKER_TIME_SIGNAL, SIG_DFL) != SIG_ERR &&
	       ilo_sandbox_enter(&sandbox, &silent) == ILO_OK;
}

/* So much processor time from now on, of which waiting takes none. */
static void
arm(size_t milliseconds)
{
	const struct itimerval timer = {
		.it_value = {.tv_sec = (time_t)(milliseconds / 1000),
	                     .tv_usec = (long)(milliseconds % 1000) * 1000}};

	/* Without it the parent's own watch ends the job later. */
	(void)setitimer(ITIMER_PROF, &timer, NULL);
}

static bool
read_all(void *bytes, size_t count)
{
	char *rest = bytes;
	ssize_t got;

	while (count > 0) {
		got = read(ILO_ALONE_FD, rest, count);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		rest += got;
		count -= (size_t)got;
	}
	return true;
}

/* The beginning of a message with the descriptors that come with it. */
static bool
receive(struct message *message, int fds[2])
{
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(2 * sizeof(int))];
	} control;
	struct iovec place = {message, sizeof(*message)};
	struct msghdr parts = {.msg_iov = &place,
	                       .msg_iovlen = 1,
	                       .msg_control = &control,
	                       .msg_controllen = sizeof(control)};
	const struct cmsghdr *header;
	ssize_t got;

	memset(&control, 0, sizeof(control));
	do
		got = recvmsg(ILO_ALONE_FD, &parts,
		              MSG_CMSG_CLOEXEC | MSG_WAITALL);
	while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof(*message))
		return false;
	fds[0] = fds[1] = -1;
	header = CMSG_FIRSTHDR(&parts);
	if (header == NULL || header->cmsg_type != SCM_RIGHTS ||
	    header->cmsg_len > CMSG_LEN(2 * sizeof(int)))
		return false;
	memcpy(fds, CMSG_DATA(header), header->cmsg_len - CMSG_LEN(0));
	return true;
}

/* In one piece where it fits, so that the parent wakes once. */
static bool
send_answer(const struct answer *answer)
{
	struct ilo_buf text = ILO_BUF_INIT;
	struct message message = {.magic = MESSAGE_MAGIC};
	const char *rest;
	size_t left;
	ssize_t put = 0;

	ilo_buf_add(&text, &message, sizeof(message)); /* its place */
	answer_print(answer, &text);
	message.count = (unsigned)(text.count - sizeof(message));
	memcpy(text.bytes, &message, sizeof(message));
	rest = text.bytes;
	left = text.count - sizeof(message) <= ANSWER_BYTES ? text.count : 0;
	while (left > 0 && (put >= 0 || errno == EINTR)) {
		put = write(ILO_ALONE_FD, rest, left);
		rest += put > 0 ? put : 0;
		left -= put > 0 ? (size_t)put : 0;
	}
	ilo_buf_release(&text);
	return put > 0;
}

/* One task; false when there will be no other. */
static bool
serve(const struct pool_setup *setup, char *text)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct answer answer = {.remarks = {.arena = arena}};
	struct message message;
	struct task task;
	int fds[2];
	bool served = false;

	if (receive(&message, fds) && message.magic == MESSAGE_MAGIC &&
	    message.count <= TASK_BYTES && read_all(text, message.count) &&
	    task_read(text, message.count, arena, &task)) {
		arm(setup->limits->milliseconds);
		setup->work(setup->context, &task, fds, arena, &answer);
		(void)close(fds[0]); /* only read from */
		if (fds[1] >= 0)
			(void)close(fds[1]); /* the parent checks it */
		served = send_answer(&answer);
	}
	remarks_release(&answer.remarks);
	ilo_arena_free(arena);
	return served;
}

_Noreturn void
worker_run(const struct pool_setup *setup, int socket)
{
	char *text;

	if (!ilo_alone(socket) || !shut_in(setup))
		_exit(WORKER_NOT_SHUT_IN);
	text = ilo_xcalloc(1, TASK_BYTES);
	while (serve(setup, text))
		continue;
	_exit(0);
}
