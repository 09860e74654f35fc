/* A thread that sleeps until there is something to write. */

#define _GNU_SOURCE /* syncfs() */

#include "common/flusher.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/mem.h"

struct ilo_flusher {
	pthread_t thread;
	pthread_mutex_t lock; /* of the two below */
	pthread_cond_t told;
	bool awake, over;
	int fd; /* its own: a failure is told once to each descriptor, and
	         * whoever syncs after us must hear of it */
};

/* The lock is held when it returns.  What is done with it cannot fail. */
static bool
wait_for_work(struct ilo_flusher *flusher)
{
	while (!flusher->awake && !flusher->over)
		(void)pthread_cond_wait(&flusher->told, &flusher->lock);
	flusher->awake = false;
	return !flusher->over;
}

static void *
work(void *context)
{
	struct ilo_flusher *flusher = context;

	(void)pthread_mutex_lock(&flusher->lock);
	while (wait_for_work(flusher)) {
		(void)pthread_mutex_unlock(&flusher->lock);
		(void)syncfs(flusher->fd); /* the sync that follows tells */
		(void)pthread_mutex_lock(&flusher->lock);
	}
	(void)pthread_mutex_unlock(&flusher->lock);
	return NULL;
}

struct ilo_flusher *
ilo_flusher_new(const char *folder)
{
	struct ilo_flusher *flusher = ilo_xcalloc(1, sizeof(*flusher));

	flusher->fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	(void)pthread_mutex_init(&flusher->lock, NULL); /* cannot fail */
	(void)pthread_cond_init(&flusher->told, NULL);  /* nor this */
	if (flusher->fd >= 0 &&
	    pthread_create(&flusher->thread, NULL, work, flusher) == 0)
		return flusher;
	if (flusher->fd >= 0)
		(void)close(flusher->fd); /* nothing was written to it */
	free(flusher);
	return NULL;
}

static void
tell(struct ilo_flusher *flusher, bool *what)
{
	(void)pthread_mutex_lock(&flusher->lock);
	*what = true;
	(void)pthread_cond_signal(&flusher->told);
	(void)pthread_mutex_unlock(&flusher->lock);
}

void
ilo_flusher_wake(struct ilo_flusher *flusher)
{
	if (flusher != NULL)
		tell(flusher, &flusher->awake);
}

void
ilo_flusher_free(struct ilo_flusher *flusher)
{
	if (flusher == NULL)
		return;
	tell(flusher, &flusher->over);
	(void)pthread_join(flusher->thread, NULL);   /* is ours */
	(void)pthread_cond_destroy(&flusher->told);  /* nobody waits for it */
	(void)pthread_mutex_destroy(&flusher->lock); /* nobody holds it */
	(void)close(flusher->fd); /* nothing was written to it */
	free(flusher);
}
