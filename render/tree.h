/* Trees under construction: the page model and what stands beside it.  Errors
 * stick, so that builders need not look at each node. */

#ifndef ILO_RENDER_TREE_H
#define ILO_RENDER_TREE_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/diag.h"

#define NS_PAGE "urn:x-ilo:page:1"         /* what the report is made from */
#define NS_DOCUMENT "urn:x-ilo:document:1" /* what it says, for any medium */

struct tree {
	xmlDoc *document;
	xmlNode *root;
	xmlNs *ns;
	bool failed;
};

/* A document with a root in that namespace.  End it with tree_release(). */
void tree_init(struct tree *tree, const char *root, const char *ns);
void tree_release(struct tree *tree);

/* ILO_FAILED, reported, when any step before has failed. */
ILO_MUST_CHECK enum ilo_status tree_check(const struct tree *tree,
                                          struct ilo_diag *diag);

/* Append a child; a NULL parent gives NULL. */
xmlNode *tree_add(struct tree *tree, xmlNode *parent, const char *name);

/* Set an attribute; a NULL value sets none. */
void tree_set(struct tree *tree, xmlNode *node, const char *name,
              const char *value);
void tree_set_count(struct tree *tree, xmlNode *node, const char *name,
                    size_t value);

/* A number in full, as common/num.h prints it. */
void tree_set_real(struct tree *tree, xmlNode *node, const char *name,
                   double value);

/* A coordinate, rounded to a tenth. */
void tree_set_px(struct tree *tree, xmlNode *node, const char *name,
                 double value);

/* Append a coordinate and a separator to path data. */
void path_add(struct ilo_buf *path, char command, double x, double y);

/* Append a copy of a tree of another document to the root. */
void tree_adopt(struct tree *tree, const xmlNode *root);

#endif
