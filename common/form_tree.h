/* Cover and narrative of a filled form as a tree without namespace. */

#ifndef ILO_COMMON_FORM_TREE_H
#define ILO_COMMON_FORM_TREE_H

#include <libxml/tree.h>

#include "common/form_fill.h"

/* The caller frees it; the _private of each element and attribute is its
 * struct ilo_form_place.  Statistics are an element without children. */
xmlDoc *ilo_form_tree(const struct ilo_form_fill *fill);

#endif
