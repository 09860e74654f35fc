/* Twelve names: a table is as quick as a search. */

#include "common/rownames.h"

#include <string.h>

#include "common/xmlio.h"

static const char *const field_names[ILO_FIELD_COUNT] = {
	[ILO_FIELD_INDICATOR] = "indicator",
	[ILO_FIELD_UNIT] = "unit",
	[ILO_FIELD_COUNTED_BY] = "counted-by",
	[ILO_FIELD_PERIOD] = "period",
	[ILO_FIELD_HOST] = "host",
	[ILO_FIELD_CITIZENSHIP] = "citizenship",
	[ILO_FIELD_ROUTE] = "route",
	[ILO_FIELD_BORDER] = "border",
	[ILO_FIELD_VALUE] = "value",
	[ILO_FIELD_STATUS] = "status",
	[ILO_FIELD_CONFIDENTIALITY] = "confidentiality",
	[ILO_FIELD_REASON] = "reason",
};

void
ilo_rownames_init(struct ilo_rownames *names, xmlDict *dict)
{
	for (int i = 0; i < ILO_FIELD_COUNT; i++)
		names->fields[i] = xmlDictLookup(dict, XC(field_names[i]), -1);
}

static struct ilo_span
trimmed(const xmlChar *text, const xmlChar *end)
{
	static const char white[] = " \t\r\n";

	while (text < end && strchr(white, *text) != NULL)
		text++;
	while (end > text && strchr(white, end[-1]) != NULL)
		end--;
	return (struct ilo_span){(const char *)text, (size_t)(end - text)};
}

void
ilo_rownames_read(const struct ilo_rownames *names,
                  const struct ilo_element *element, struct ilo_rowtext *text)
{
	for (int i = 0; i < element->attribute_count; i++) {
		const xmlChar **one =
			element->attributes + i * ILO_PER_ATTRIBUTE;
		int field = 0;

		if (one[ILO_URI] != NULL)
			continue;
		while (field < ILO_FIELD_COUNT &&
		       names->fields[field] != one[ILO_LOCAL_NAME])
			field++;
		if (field < ILO_FIELD_COUNT)
			text->fields[field] =
				trimmed(one[ILO_VALUE], one[ILO_VALUE_END]);
	}
}
