/*
 * Writes to the disk what is in a file system already while others go on, so
 * that a sync that follows has less to wait for.  It is a help and no promise:
 * nothing is durable before that sync.
 */

#ifndef ILO_COMMON_FLUSHER_H
#define ILO_COMMON_FLUSHER_H

struct ilo_flusher;

/* Of the file system that the folder is in.  NULL when there is none to be had,
 * which the others take.  End it with ilo_flusher_free(), which waits for what
 * is under way. */
struct ilo_flusher *ilo_flusher_new(const char *folder);
void ilo_flusher_free(struct ilo_flusher *flusher);

/* Begin, or go on when what is under way is done. */
void ilo_flusher_wake(struct ilo_flusher *flusher);

#endif
