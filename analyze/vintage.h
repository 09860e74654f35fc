/*
 * Vintages: semesters of the history as they were known at an earlier cut-off.
 * One of the semester evaluated tells what was published first; those of
 * earlier semesters, at the age that it has now, tell how much is still to
 * come.
 */

#ifndef ILO_ANALYZE_VINTAGE_H
#define ILO_ANALYZE_VINTAGE_H

#include "analyze/history.h"
#include "analyze/question.h"
#include "common/cli.h"

struct vintage {
	struct history *history; /* of that one term, symbols of its own */
	size_t term;             /* the same semester in the main history */
};

struct vintages {
	struct vintage *items; /* by term */
	size_t count;
};

/*
 * Read the folders; history is the main one.  ILO_FAILED, reported, for a
 * vintage of a semester that is not in it or is there twice, for one that is
 * not earlier than what it is a vintage of, and for one of an earlier semester
 * that is not as old as the semester evaluated.  End it with
 * vintages_release(), whatever came.
 */
ILO_MUST_CHECK enum ilo_status
vintages_read(const struct ilo_strings *folders, const struct history *history,
              const struct ilo_codelist *indicators, struct ilo_diag *diag,
              struct vintages *out);
void vintages_release(struct vintages *vintages);

/* That of a term of the main history; NULL when there is none. */
const struct vintage *vintages_find(const struct vintages *vintages,
                                    size_t term);

/* The question in the vintage's own symbols, answered there. */
void vintage_ask(const struct vintage *vintage, const struct question *question,
                 const struct rules *rules, struct levels *out);

/* The answer for a code, which may be a symbol of another history, or for the
 * total (NULL), where silence may be zero; NULL when it has no value. */
const struct level *vintage_level(const struct levels *levels,
                                  const struct symbol *code);

#endif
