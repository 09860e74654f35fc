/* Built from the end: from the element up to the root. */

#include "common/native_place.h"

#include <stdio.h>
#include <string.h>

/* Elements of the name before node, or of all of parent's where node is NULL.
 */
static int
count_before(const xmlNode *parent, const xmlNode *node, const xmlChar *name)
{
	int count = 0;

	for (const xmlNode *one = parent->children; one != NULL && one != node;
	     one = one->next)
		count += one->type == XML_ELEMENT_NODE &&
		         xmlStrEqual(one->name, name);
	return count;
}

/* Put "/name[position]" before *start. */
static void
put(char *text, char **start, const xmlChar *name, int position)
{
	char step[128];
	int length = position == 0
	                     ? snprintf(step, sizeof step, "/%.100s", name)
	                     : snprintf(step, sizeof step, "/%.100s[%d]", name,
	                                position);

	if (length <= *start - text) {
		*start -= length;
		memcpy(*start, step, (size_t)length);
	}
}

static const char *
where(const void *context, char text[ILO_FAULTS_WHERE])
{
	const struct ilo_native_place *place = context;
	const xmlNode *node = place->node;
	char *start = text + ILO_FAULTS_WHERE - 1;

	if (place->row != NULL) {
		(void)snprintf(text, ILO_FAULTS_WHERE,
		               "/submission/statistics/%s[%ld]",
		               place->row->is_absence ? "absence"
		                                      : "observation",
		               place->row->number); /* fits */
		return text;
	}
	*start = '\0';
	if (node == NULL)
		node = place->parser->node;
	if (place->name != NULL && node != NULL)
		put(text, &start, place->name,
		    count_before(node, NULL, place->name) + 1);
	for (; node != NULL && node->type == XML_ELEMENT_NODE;
	     node = node->parent)
		put(text, &start, node->name,
		    node->parent->type == XML_ELEMENT_NODE
		            ? count_before(node->parent, node, node->name) + 1
		            : 0);
	return *start == '\0' ? NULL : start;
}

void
ilo_native_place_init(struct ilo_native_place *place,
                      const xmlParserCtxt *parser,
                      const struct ilo_reading *reading,
                      struct ilo_faults *faults)
{
	*place = (struct ilo_native_place){.parser = parser};
	faults->where = where;
	faults->context = place;
	faults->bytes = reading->bytes;
	faults->count = reading->count;
}

void
ilo_native_place_leave(struct ilo_native_place *place)
{
	place->name = NULL;
	place->row = NULL;
}
