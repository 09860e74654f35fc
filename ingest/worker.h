/* The other end of the pool: a process that takes tasks until there are none.
 */

#ifndef ILO_INGEST_WORKER_H
#define ILO_INGEST_WORKER_H

#include "ingest/pool.h"

/* How a message begins: its length in bytes, without this. */
struct message {
	unsigned magic;
	unsigned count;
};
#define MESSAGE_MAGIC 0x494c4f32u
/* A task holds one path, a few codes and perhaps a signature. */
#define TASK_BYTES 65536u

/* What a worker ends with when it could not be shut in. */
#define WORKER_NOT_SHUT_IN 70
/* Signals of the system's own that end a job for what it took. */
#define WORKER_TIME_SIGNAL SIGPROF

/* Serve the socket, to the end of this process. */
_Noreturn void worker_run(const struct pool_setup *setup, int socket);

#endif
