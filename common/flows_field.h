/* One field of a row of flows.csv, and what may stand in it. */

#ifndef ILO_COMMON_FLOWS_FIELD_H
#define ILO_COMMON_FLOWS_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "common/flows_columns.h"

/* Bytes that no NUL ends. */
struct ilo_flow_field {
	const char *text;
	size_t size_bytes;
};

/* Whether it may stand in a column that is neither a number nor a time. */
bool ilo_flow_field_is_good(const struct ilo_flow_field *field,
                            enum column column);

#endif
