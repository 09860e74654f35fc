/* What is text already stands in the tree as a text node that libxml2 writes as
 * it is. */

#include "render/serial.h"

#include <libxml/parserInternals.h>
#include <libxml/xmlsave.h>
#include <libxslt/extensions.h>
#include <stdint.h>

#include "common/names.h"
#include "common/xmlio.h"
#include "render/functions.h"

static int
append(void *context, const char *bytes, int count)
{
	ilo_buf_add(context, bytes, (size_t)count);
	return count;
}

/* NULL when libxml2 cannot. */
static xmlSaveCtxt *
open_save(enum serial_form form, struct ilo_buf *out)
{
	const int options = form == SERIAL_HTML
	                            ? XML_SAVE_XHTML | XML_SAVE_NO_DECL
	                            : XML_SAVE_AS_XML;

	return xmlSaveToIO(append, NULL, out, "UTF-8", options);
}

enum ilo_status
serial_write(xmlDoc *document, enum serial_form form, struct ilo_diag *diag,
             struct ilo_buf *out)
{
	xmlSaveCtxt *save = open_save(form, out);
	bool done = false;

	if (form == SERIAL_HTML)
		ilo_buf_puts(out, "<!DOCTYPE html>\n");
	if (save != NULL) {
		done = xmlSaveDoc(save, document) >= 0;
		done = xmlSaveClose(save) >= 0 && done;
	}
	if (done)
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_XML_WRITE, NULL, 0, NULL);
	return ILO_FAILED;
}

/* ===== <ilo:finished/> ===== */

static bool
is_written(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE && node->name == xmlStringTextNoenc;
}

/* The nodes from first on, as text; freed. */
static bool
write_nodes(xmlNode *first, enum serial_form form, struct ilo_buf *out)
{
	xmlSaveCtxt *save = open_save(form, out);
	bool done = save != NULL;
	xmlNode *next;

	for (xmlNode *node = first; node != NULL; node = next) {
		next = node->next;
		done = done && xmlSaveTree(save, node) >= 0;
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	}
	return save != NULL && xmlSaveClose(save) >= 0 && done;
}

/* By hand: libxml2 would look through all of a text to lengthen it.  False,
 * with text as it was, when there is no memory. */
static bool
append_written(xmlNode *parent, struct ilo_buf *text)
{
	xmlNode *node = xmlNewDocText(parent->doc, NULL);

	if (node == NULL)
		return false;
	node->name = xmlStringTextNoenc;
	node->content = (xmlChar *)text->bytes;
	node->parent = parent;
	node->prev = parent->last;
	if (parent->last != NULL)
		parent->last->next = node;
	else
		parent->children = node;
	parent->last = node;
	*text = (struct ilo_buf)ILO_BUF_INIT;
	return true;
}

static void
finish(xsltTransformContext *context, xmlNode *node, xmlNode *instruction,
       xsltElemPreComp *compiled)
{
	const struct run *run = context->_private;
	xmlDoc *document = context->output;
	xmlNode *first = context->insert->last;
	struct ilo_buf text = ILO_BUF_INIT;

	(void)node; /* it is about the result alone */
	(void)instruction;
	(void)compiled;
	while (first != NULL && first->prev != NULL && !is_written(first->prev))
		first = first->prev;
	if (first == NULL || is_written(first))
		return;
	/* What decides how attributes are escaped; libxslt sets it at the end.
	 */
	document->encoding = XC("UTF-8");
	if (!write_nodes(first, run->form, &text) ||
	    !append_written(context->insert, &text))
		context->state = XSLT_STATE_ERROR;
	document->encoding = NULL;
	context->lasttext = NULL; /* it may have been freed */
	ilo_buf_release(&text);
}

bool
serial_register(xsltTransformContext *context)
{
	return xsltRegisterExtElement(context, XC("finished"),
	                              XC(ILO_NS_FUNCTIONS), finish) == 0;
}
