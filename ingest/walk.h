/* From the paths on the command line to the files to take, in a fixed order. */

#ifndef ILO_INGEST_WALK_H
#define ILO_INGEST_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "common/diag.h"
#include "common/mem.h"

/* How the name of a detached signature ends, behind its file's. */
#define WALK_P7S ".p7s"

struct walk_file {
	const char *path; /* to open it, and as shown in findings */
	const char *name; /* as registered: without the folder that was given */
	const char *folder; /* that was given; NULL: the file itself was */
	const char *p7s;    /* path of its detached signature; NULL: none */
	const char *source; /* its source's name in ilo.conf; NULL: none */
	const char
		*sender; /* who sent it, as the source says; NULL: not said */
};

/* Start from {.arena = …}; walk_release() ends it. */
struct walk {
	struct ilo_arena *arena; /* for the texts */
	struct walk_file *files;
	size_t count, capacity;
	bool incomplete; /* some folder could not be read */
};

/*
 * Add path, or all files below it when it is a folder: entry by entry in the
 * order of their bytes, whatever begins with a dot, or belongs to an
 * archive, left out.  What is no plain
 * file is added too, for the reader to refuse by name.  NAME.p7s beside NAME is
 * its signature and no file of its own.
 */
void walk_add(struct walk *walk, const char *path, struct ilo_diag *diag);

/* Add a file that was found elsewhere; its texts are borrowed. */
void walk_take(struct walk *walk, const struct walk_file *file);

void walk_release(struct walk *walk);

#endif
