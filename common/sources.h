/*
 * What the register knows of a semester at an instant: which submissions are
 * in force, which are superseded, which were rejected and why.
 */

#ifndef ILO_COMMON_SOURCES_H
#define ILO_COMMON_SOURCES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/db.h"
#include "common/diag.h"
#include "common/mem.h"
#include "common/semester.h"

struct ilo_source_remark {
	const char *id;
	const char *severity;
	int64_t line; /* 0: none */
	const char *text;
	const char *detail; /* NULL: none */
};

/* One file.  NULL and 0 are "not known". */
struct ilo_source {
	const char *id; /* the first digits of its SHA-256 */
	const char *sha256;
	const char *kind;
	const char *file;
	const char *fate; /* in-force, superseded, rejected */
	const char *received;
	const char *arrived; /* first version of its series, by then known */
	const char *sender;
	const char *report;
	const char *host;
	const char *region;
	const char *document;
	const char *language;
	const char *marking;
	const char *nature; /* real or exercise */
	const char *published;
	const char *zero_from;
	const char *zero_to;
	int64_t size;
	int64_t revision;
	long days_late;
	bool in_force;
	struct ilo_source_remark *remarks;
	size_t remark_count;
};

struct ilo_sources {
	struct ilo_source *items; /* in the order of networks.xml */
	size_t count;
	char known_at[ILO_TIME_SIZE];
	bool archive_empty; /* reported already */
};

/*
 * Ask the register for semester as it was known at known_at, or where that is
 * NULL at the latest arrival.  An empty register is reported; then known_at is
 * the semester's end.  Everything in *out lives in the arena.
 */
ILO_MUST_CHECK enum ilo_status
ilo_sources_read(struct ilo_db *db, ilo_semester semester, const char *known_at,
                 struct ilo_arena *arena, struct ilo_diag *diag,
                 struct ilo_sources *out);

/* The source of that id; NULL when there is none. */
const struct ilo_source *ilo_sources_find(const struct ilo_sources *sources,
                                          const char *id);

#endif
