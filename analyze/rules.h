/*
 * What the command line and the codelists settle for all figures: levels of
 * confidence, thresholds, and the order of flags.
 */

#ifndef ILO_ANALYZE_RULES_H
#define ILO_ANALYZE_RULES_H

#include <stdint.h>

#include "common/codelist.h"
#include "common/diag.h"

struct intervals;
struct widening_kept;

struct rules {
	double confidence;     /* two-sided, of every interval */
	uint64_t small_number; /* no percentage on a smaller base */
	double mirror_factor;  /* observers further apart contradict */
	uint32_t seed;         /* of everything drawn at random */
	uint64_t disclosure;   /* counts under it are withheld; 0: none */
	int flag_rank[26];     /* of status A to Z; 1 the worst, 0 unknown */
	/* borrowed; NULL: none are kept */
	struct intervals *intervals;
	const struct widening_kept *widening;
};

/* As given on the command line; NULL for the default. */
struct rules_text {
	const char *confidence;
	const char *small_number;
	const char *mirror_factor;
	const char *seed;
	const char *disclosure;
};

/* ILO_USAGE, reported, when one is no number or out of range. */
ILO_MUST_CHECK enum ilo_status rules_parse(const struct rules_text *text,
                                           struct ilo_diag *diag,
                                           struct rules *out);

/* Take the hierarchy of flags from codelists/obs_status.xml. */
void rules_rank_flags(struct rules *rules, const struct ilo_codelist *statuses);

/* The worse of two flags. */
char rules_worse_flag(const struct rules *rules, char a, char b);

#endif
