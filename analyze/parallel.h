/*
 * Work in threads, in a fixed order: what the tasks write and report stands as
 * if one had been done after the other.
 */

#ifndef ILO_ANALYZE_PARALLEL_H
#define ILO_ANALYZE_PARALLEL_H

#include "analyze/evaluation.h"

/* Do task i of some, writing to the evaluation's writer and diag, which are its
 * own; it must change nothing else. */
typedef void parallel_task(const struct evaluation *evaluation, size_t i);

/* Do tasks 0 to before count with evaluation->threads threads. */
void parallel_write(const struct evaluation *evaluation, parallel_task *task,
                    size_t count);

/* Do task i of some on what is shared, changing only what is its own there. */
typedef void parallel_step(void *shared, size_t i);

/* Do tasks 0 to before count, in no order, with so many threads. */
void parallel_each(unsigned threads, parallel_step *step, void *shared,
                   size_t count);

#endif
