/*
 * A filled form as the native submission that says the same: a tree for cover
 * and narrative, and its text with the rows, of which each tag and attribute
 * knows its cell.
 */

#ifndef ILO_COMMON_FORM_NATIVE_H
#define ILO_COMMON_FORM_NATIVE_H

#include <libxml/tree.h>

#include "common/buf.h"
#include "common/form_fill.h"

/* Where something of the text comes from; by line. */
struct ilo_form_spot {
	long line;
	const char *attribute; /* NULL: the element; borrowed */
	struct ilo_form_place place;
};

struct ilo_form_native {
	const struct ilo_form_fill *fill;
	xmlDoc *tree; /* the node's and attribute's _private is its place */
	struct ilo_buf text;
	long line; /* under way */
	struct ilo_form_spot *spots;
	size_t count, capacity;
};

/* End with ilo_form_native_release(); the fill is borrowed.  A section's entry
 * that is given twice and differs is reported (ING478). */
void ilo_form_native_make(struct ilo_form_native *native,
                          const struct ilo_form_fill *fill);
void ilo_form_native_release(struct ilo_form_native *native);

/* The cell of an attribute on a line of the text, else that of the line's
 * element; NULL when the line has none. */
const struct ilo_form_place *
ilo_form_native_find(const struct ilo_form_native *native, long line,
                     const char *attribute);

#endif
