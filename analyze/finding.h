/*
 * Changes that may be read, what evidence they have, and what is left of them
 * when any one reporting state is left out.
 */

#ifndef ILO_ANALYZE_FINDING_H
#define ILO_ANALYZE_FINDING_H

#include "analyze/change.h"
#include "analyze/evaluation.h"
#include "analyze/figure.h"

/* What becomes of a finding without the state that it rests on most. */
enum fragility {
	FRAGILITY_STABLE,    /* the same verdict whoever is left out */
	FRAGILITY_LOST,      /* no evidence of change without one of them */
	FRAGILITY_REVERSED,  /* the other way without one of them */
	FRAGILITY_ONE_SOURCE /* fewer than two states gave it */
};

struct finding {
	struct subject subject;
	enum change_kind kind;
	struct change change;
	char flag;
	size_t n;          /* rows of both ends */
	double p;          /* as the change, or of its widened interval */
	double p_adjusted; /* over all findings of the semester */
	double weight;     /* of the change in all host countries' level */
	enum fragility fragility;  /* only of what is evident */
	const struct symbol *left; /* the state whose leaving moves most */
	double ratio;              /* without it */
	size_t reporters;
};

struct findings {
	struct finding *items; /* as figures are ordered */
	size_t count, capacity;
};

/*
 * Every change, against the semester before and the year before, of totals of
 * host countries, of all of them, and of these by route, that is comparable.
 * End *out with findings_release().
 */
void findings_gather(const struct evaluation *evaluation, struct findings *out);
void findings_release(struct findings *findings);

/* Evident at the evaluation's confidence, adjusted for all of them. */
bool finding_evident(const struct finding *finding, const struct rules *rules);

/* "previous", "year". */
const char *finding_since(const struct finding *finding);

const char *fragility_name(enum fragility fragility);

#endif
