/*
 * What the figures need of networks.xml: the semester and its cut-off, who
 * was expected to report on which host country and who did, officers in post,
 * what was received when, and the files that list only what is not zero.
 */

#ifndef ILO_ANALYZE_NETWORK_H
#define ILO_ANALYZE_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/activity.h"
#include "analyze/captures.h"
#include "analyze/symbols.h"
#include "common/diag.h"
#include "common/semester.h"

/* A state that has reported on a host country or has officers there. */
struct pair {
	const struct symbol *host;
	const struct symbol *reporter;
	bool expected;     /* to report, or it has: common/expected.h */
	bool reported;     /* a contribution of it is in force */
	uint64_t officers; /* in post there */
};

/* A file in force whose cells are zero where it lists none. */
struct zero_source {
	const struct symbol *id; /* as in flows.csv */
	const struct symbol *sender;
	const struct symbol *kind;
	ilo_month first, last;
};

/* A file that was received on the semester, whatever its fate. */
struct filing {
	const struct symbol *sender; /* NULL: it did not say */
	const struct symbol *host;   /* NULL: none, or a region */
	bool in_force, superseded;   /* neither: rejected */
	long delay_days; /* from the semester's last day to its receipt */
	unsigned
		late_days; /* to the first receipt of any version; 0: in time */
	size_t findings;   /* of a severity above information */
};

struct network {
	ilo_semester semester;
	char known_at[ILO_TIME_SIZE];
	struct pair *pairs; /* by host, then reporter */
	size_t pair_count, pair_capacity;
	const struct symbol **members; /* of the Union on the last day */
	size_t member_count, member_capacity;
	const struct symbol **deployed; /* hosts whose A1 anyone filled in */
	size_t deployed_count, deployed_capacity;
	struct activity activity;
	struct captures captures;
	struct zero_source *zeros;
	size_t zero_count, zero_capacity;
	struct filing *filings; /* as in networks.xml */
	size_t filing_count, filing_capacity;
	long age_days; /* from the semester's last day to the cut-off */
};

/* On ILO_OK the caller owns *out and ends it with network_free(). */
ILO_MUST_CHECK enum ilo_status network_read(const char *path,
                                            struct symbols *symbols,
                                            struct ilo_diag *diag,
                                            struct network **out);
void network_free(struct network *network);

/* Note that reporter has reported on host; the order of pairs is kept. */
void network_report(struct network *network, const struct symbol *host,
                    const struct symbol *reporter);

/* The pairs of a host country, which stand together: first to before end. */
void network_span(const struct network *network, const struct symbol *host,
                  size_t *first, size_t *end);

/* How many pairs are expected; NULL stands for all. */
size_t network_expected(const struct network *network,
                        const struct symbol *host,
                        const struct symbol *reporter);

/* Days to the first receipt of any version of what is in force: those that it
 * superseded came from the same sender on the same host country. */
long network_first_delay(const struct network *network,
                         const struct filing *filing);

#endif
