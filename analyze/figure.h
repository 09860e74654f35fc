/*
 * One figure as an element of statistics.xml: never a bare number, its id made
 * from what it is about.  Knows attributes, not how numbers come about.
 */

#ifndef ILO_ANALYZE_FIGURE_H
#define ILO_ANALYZE_FIGURE_H

#include "analyze/change.h"
#include "analyze/consensus.h"
#include "analyze/question.h"
#include "analyze/ranking.h"
#include "common/buf.h"
#include "common/xmlio.h"

/* What a figure is about. */
struct subject {
	const char *host; /* "_T": all host countries */
	const char *indicator;
	const char *unit;
	const char *period;
	enum breakdown by;
	const char *code; /* NULL for the total */
	/* A second source or a mirror figure: "agency", "host", "other"; NULL
	 * for a figure of the breakdown. */
	const char *source;
};

enum change_kind { CHANGE_PREVIOUS, CHANGE_YEAR };

/* A change with what it was made from. */
struct comparison {
	enum change_kind kind;
	const char *base_period;
	const struct level *now;
	const struct level *base; /* NULL: that semester was not given */
	char flag;                /* the worse of both */
	struct change change;
};

/* Append "GH.IBC_BETWEEN.2024-S1.route.CMED". */
void figure_id(const struct subject *subject, struct ilo_buf *out);

void figure_write_level(struct ilo_xmlwriter *writer,
                        const struct subject *subject,
                        const struct level *level);

void figure_write_change(struct ilo_xmlwriter *writer,
                         const struct subject *subject,
                         const struct comparison *comparison);

/* share is of the sum of all categories of the breakdown. */
void figure_write_share(struct ilo_xmlwriter *writer,
                        const struct subject *subject,
                        const struct level *level,
                        const struct interval *share);
void figure_write_rank(struct ilo_xmlwriter *writer,
                       const struct subject *subject, const struct level *level,
                       const struct rank *rank);

/* expected: reporters that could have observed it. */
void figure_write_consensus(struct ilo_xmlwriter *writer,
                            const struct subject *subject,
                            const struct consensus *consensus, size_t expected);

#endif
