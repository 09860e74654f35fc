/*
 * The semester that is evaluated and the earlier ones it is compared with:
 * each as its network and tables, all in one set of symbols.
 */

#ifndef ILO_ANALYZE_HISTORY_H
#define ILO_ANALYZE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/network.h"
#include "analyze/symbols.h"
#include "analyze/tables.h"
#include "common/codelist.h"
#include "common/diag.h"
#include "common/digest.h"

/* The months of a semester, as bits, within which a reporter's cells are zero
 * where it lists none. */
struct zero_reach {
	const struct symbol *indicator;
	const struct symbol *counted_by;
	const struct symbol *reporter;
	unsigned months;
};

/* An agency that tells of an indicator. */
struct agency {
	const struct symbol *indicator, *reporter;
};

/* One semester. */
struct term {
	ilo_semester semester;
	char period[ILO_SEMESTER_SIZE];
	char networks_sha256[ILO_DIGEST_SIZE];
	struct tables_origin origin;
	char *flows_path;
	struct network *network;
	struct tables *tables;
	struct zero_reach *reaches;
	size_t reach_count, reach_capacity;
	struct agency *agencies; /* each once, in no order */
	size_t agency_count, agency_capacity;
};

struct indicator {
	const struct symbol *code;
	const struct symbol *unit;
};

struct history {
	struct symbols *symbols;
	const struct symbol *own, *agency, *host, *other; /* counted-by */
	struct term *terms; /* [0] is evaluated; then latest first */
	size_t term_count, term_capacity;
	struct indicator *indicators; /* in the codelist's order */
	size_t indicator_count, indicator_capacity;
	const struct symbol **hosts; /* known in any term, byte order */
	size_t host_count;
};

/* Where the semesters lie. */
struct history_paths {
	const char *networks;
	const char *flows;
	const char *const *earlier; /* folders with the same two files */
	size_t earlier_count;
	bool packs;       /* use the flows.pack of earlier semesters */
	bool keep_packs;  /* write it where there is none to be used */
	unsigned threads; /* at most HISTORY_THREADS_MAX; 0 is 1 */
};

#define HISTORY_THREADS_MAX 64

/* On ILO_OK the caller owns *out and ends it with history_free(). */
ILO_MUST_CHECK enum ilo_status
history_read(const struct history_paths *paths,
             const struct ilo_codelist *indicators, struct ilo_diag *diag,
             struct history **out);
void history_free(struct history *history);

/* NULL when that semester was not given. */
const struct term *history_find(const struct history *history,
                                ilo_semester semester);

/* The months in which what the reporter does not list is zero. */
unsigned term_zero_months(const struct term *term,
                          const struct symbol *indicator,
                          const struct symbol *counted_by,
                          const struct symbol *reporter);

#endif
