/* A semester of simulated months, as the product sees it. */

#ifndef ILO_TESTS_SIMULATE_SEMESTER_H
#define ILO_TESTS_SIMULATE_SEMESTER_H

#include "analyze/level.h"
#include "analyze/rules.h"
#include "analyze/tables.h"
#include "tests/simulate/simulation.h"

enum { SEMESTER_PHIS = 7 };

extern const struct rules semester_rules;
extern const double semester_phis[SEMESTER_PHIS];

/* The level of six months: what levels_ask() makes of one reporter that gives
 * them all. */
struct level semester_of(const uint64_t months[SEMESTER_MONTHS]);

/* The level of six months drawn, its exact interval and the widened one. */
struct level semester_draw(const struct counts *month,
                           struct simulation *simulation);

#endif
