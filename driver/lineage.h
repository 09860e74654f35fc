/*
 * Lineage as statistics.xml writes it: rows of flows.csv by semester
 * ("2024-S1:12-40,77 2023-S2:9"), and other figures by id, where a trailing
 * ".*" stands for every category of a breakdown.
 */

#ifndef ILO_DRIVER_LINEAGE_H
#define ILO_DRIVER_LINEAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/mem.h"
#include "common/semester.h"
#include "driver/edition.h"

/* Where reading a rows attribute has come to. */
struct lineage {
	const char *rest;
	ilo_semester semester;
	size_t next, last; /* row numbers still to give, */
	size_t step;       /* so far apart */
};

/* Start reading; text may be NULL, which holds no rows. */
struct lineage lineage_of(const char *text);

/* The next row; false at the end, or where the text is not a lineage. */
bool lineage_next(struct lineage *lineage, ilo_semester *semester, size_t *row);

/* Figures named by one word of a from attribute. */
struct lineage_figures {
	const struct edition_figure **items;
	size_t count, capacity;
};

/* Append the figures that word names: one, or the levels of a breakdown. */
void lineage_expand(struct edition *edition, const char *word,
                    struct lineage_figures *figures);

/* The next word of a blank-separated list, in the arena; NULL at its end. */
const char *lineage_word(struct ilo_arena *arena, const char **list);

#endif
