/*
 * Levels under construction: a tally for each category that a row of the chosen
 * tables named, and what becomes of it when all rows were taken.
 */

#ifndef ILO_ANALYZE_TALLY_H
#define ILO_ANALYZE_TALLY_H

#include "analyze/dispersion.h"
#include "analyze/question.h"

enum { TALLY_ALL_MONTHS = (1U << SEMESTER_MONTHS) - 1 };

/* A level under construction. */
struct tally {
	struct level level;
	struct dispersion dispersion;
	bool not_applicable; /* a row says that the cell cannot exist */
	bool touched;        /* by the block at hand */
	bool given;          /* a value, by the block at hand */
	uint64_t block_value;
	size_t block_absent;
	unsigned block_months;
	unsigned covered; /* months that every giver covers */
};

struct asking {
	const struct term *term;
	const struct question *question;
	const struct rules *rules;
	bool values;          /* are wanted alone, without intervals */
	bool counted;         /* are who gave, and not listed */
	unsigned needed;      /* dimensions, to answer at all */
	unsigned zero_months; /* in which what the agency leaves out is 0 */
	struct tally *tallies;
	size_t count, capacity;
	size_t *slots; /* by symbol number: index of the tally + 1; 0 none */
	size_t slot_count;
	size_t total; /* slot of no category */
};

/* The months that a question is about, as bits. */
unsigned asked_months(const struct question *question);

/* What is expected of a category. */
size_t asked_of(const struct term *term, const struct question *question,
                const struct symbol *code);

/* Take the worse of the level's flag and this one. */
void tally_flag(const struct asking *asking, struct level *level, char status);

/* The levels of all tallies; rest_months are those in which what nobody lists
 * is zero.  End *out with levels_release(). */
void tallies_finish(struct asking *asking, unsigned rest_months,
                    struct levels *out);

#endif
