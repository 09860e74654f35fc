/* Thin over libxml2: what matters is that no failed step goes unseen. */

#include "render/tree.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/num.h"
#include "common/xmlio.h"

void
tree_init(struct tree *tree, const char *root, const char *ns)
{
	*tree = (struct tree){.document = xmlNewDoc(XC("1.0"))};
	if (tree->document != NULL)
		tree->root =
			xmlNewDocNode(tree->document, NULL, XC(root), NULL);
	if (tree->root == NULL) {
		tree->failed = true;
		return;
	}
	(void)xmlDocSetRootElement(tree->document,
	                           tree->root); /* no old root */
	tree->ns = xmlNewNs(tree->root, XC(ns), NULL);
	if (tree->ns == NULL)
		tree->failed = true;
	xmlSetNs(tree->root, tree->ns);
}

void
tree_release(struct tree *tree)
{
	ilo_xml_free(tree->document);
	*tree = (struct tree){.document = NULL};
}

enum ilo_status
tree_check(const struct tree *tree, struct ilo_diag *diag)
{
	if (!tree->failed)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
	                "libxml2: the report's tree could not be built");
	return ILO_FAILED;
}

xmlNode *
tree_add(struct tree *tree, xmlNode *parent, const char *name)
{
	xmlNode *node = NULL;

	if (parent != NULL)
		node = xmlNewChild(parent, tree->ns, XC(name), NULL);
	if (node == NULL)
		tree->failed = true;
	return node;
}

void
tree_set(struct tree *tree, xmlNode *node, const char *name, const char *value)
{
	if (value == NULL)
		return;
	if (node == NULL || xmlSetProp(node, XC(name), XC(value)) == NULL)
		tree->failed = true;
}

void
tree_set_count(struct tree *tree, xmlNode *node, const char *name, size_t value)
{
	struct ilo_buf text = ILO_BUF_INIT;

	ilo_buf_printf(&text, "%zu", value);
	tree_set(tree, node, name, ilo_buf_text(&text));
	ilo_buf_release(&text);
}

void
tree_set_real(struct tree *tree, xmlNode *node, const char *name, double value)
{
	char text[ILO_NUM_SIZE];

	tree_set(tree, node, name, ilo_num_print(value, text));
}

/* Through whole tenths, so that no floating-point format is involved. */
static void
add_px(struct ilo_buf *out, double value)
{
	long tenths = lround(value * 10);
	long size = labs(tenths);

	ilo_buf_printf(out, "%s%ld", tenths < 0 ? "-" : "", size / 10);
	if (size % 10 != 0)
		ilo_buf_printf(out, ".%ld", size % 10);
}

void
tree_set_px(struct tree *tree, xmlNode *node, const char *name, double value)
{
	struct ilo_buf text = ILO_BUF_INIT;

	add_px(&text, value);
	tree_set(tree, node, name, ilo_buf_text(&text));
	ilo_buf_release(&text);
}

void
path_add(struct ilo_buf *path, char command, double x, double y)
{
	ilo_buf_printf(path, "%c", command);
	add_px(path, x);
	ilo_buf_puts(path, " ");
	add_px(path, y);
}

void
tree_adopt(struct tree *tree, const xmlNode *root)
{
	/* A copy: names may belong to the other document's dictionary.  The
	 * cast is libxml2's: it does not write to the node. */
	xmlNode *copy =
		xmlDocCopyNode((xmlNode *)(uintptr_t)root, tree->document, 1);

	if (copy == NULL || tree->root == NULL ||
	    xmlAddChild(tree->root, copy) == NULL)
		tree->failed = true;
}
