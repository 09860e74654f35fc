/* Numbers as text: parsed whole or refused, printed in one way. */

#ifndef ILO_COMMON_NUM_H
#define ILO_COMMON_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/status.h"

/* Room for any printed number with its terminator. */
#define ILO_NUM_SIZE 32

/*
 * A count: digits only, at most 15 of them, no sign, no blanks, so that every
 * count is exact as a double.  False when text is anything else.
 */
ILO_MUST_CHECK bool ilo_num_count(const char *text, int64_t *value);
ILO_MUST_CHECK bool ilo_num_count_span(const char *text, size_t size_bytes,
                                       int64_t *value);

/* A decimal number: -?[0-9]+(\.[0-9]+)? of at most 18 characters, or the
 * scientific form that ilo_num_print() writes. */
ILO_MUST_CHECK bool ilo_num_real(const char *text, double *value);

/* The shortest decimal text that reads back as value, '.' as the point. */
const char *ilo_num_print(double value, char text[ILO_NUM_SIZE]);

/* A whole number. */
const char *ilo_num_print_whole(int64_t value, char text[ILO_NUM_SIZE]);

/* For people: six significant digits, whole numbers whole. */
const char *ilo_num_print_short(double value, char text[ILO_NUM_SIZE]);

#endif
