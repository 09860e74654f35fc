/*
 * Files that list only what is not zero: their rows tell what they speak of, in
 * whatever semester, and within the months they cover silence is zero.
 */

#ifndef ILO_ANALYZE_SILENCE_H
#define ILO_ANALYZE_SILENCE_H

#include "analyze/history.h"

/* What a sender's files of one kind speak of. */
struct silence {
	const struct symbol *sender, *kind;
	const struct symbol *indicator, *counted_by, *reporter;
};

/* Begins all zero. */
struct silences {
	struct silence *items;
	size_t count, capacity;
};

void silences_release(struct silences *silences);

/* Learn from the rows of a semester. */
void silence_learn(const struct tables *tables, struct silences *silences);

/* Note in the term the months in which silence is zero. */
void silence_apply(const struct silences *silences, struct term *term);

#endif
