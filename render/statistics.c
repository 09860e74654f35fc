/* Two readings: what the page model says, which is made between them, decides
 * what stands in memory after the second. */

#include "render/statistics.h"

#include <libxml/dict.h>
#include <string.h>

#include "common/semester.h"
#include "common/xmlio.h"
#include "common/xmlpart.h"

static bool
is(const char *name, const char *other)
{
	return strcmp(name, other) == 0;
}

static bool
is_lineage(const char *name)
{
	return is(name, "rows") || is(name, "dispersion-rows");
}

/* ===== Figures as numbers ===== */

static bool
take_figure(void *context, const struct ilo_xml_tag *tag)
{
	if (!is(tag->name, "figure"))
		return true;
	figures_add(context, tag);
	return false;
}

static bool
take_attribute(void *context, const struct ilo_xml_tag *tag, const char *name)
{
	(void)context; /* the same for all */
	(void)tag;
	return !is_lineage(name);
}

enum ilo_status
statistics_read(const char *path, struct ilo_diag *diag,
                struct figures **figures, xmlDoc **rest)
{
	struct figures *all = figures_new();
	const struct ilo_xml_part part = {take_figure, take_attribute, all};
	enum ilo_status status = ilo_xml_read_part(path, &part, diag, rest);

	if (status == ILO_OK) {
		figures_settle(all, xmlDocGetRootElement(*rest));
	} else {
		figures_free(all);
		all = NULL;
	}
	*figures = all;
	return status;
}

/* ===== Figures to print ===== */

/* What the stylesheets read of a figure. */
static const char *const printed[] = {"id",
                                      "state",
                                      "value",
                                      "flag",
                                      "lower",
                                      "upper",
                                      "wide-lower",
                                      "wide-upper",
                                      "reason",
                                      "verdict",
                                      "difference",
                                      "percent",
                                      "percent-lower",
                                      "percent-upper",
                                      "base-period",
                                      "measure",
                                      "phi",
                                      "phi-share",
                                      "normal-share",
                                      "reported",
                                      "expected",
                                      "months",
                                      "months-expected"};

struct choice {
	xmlDict *names;
	ilo_semester semester;
};

static struct ilo_xml_value
value_of(const struct ilo_xml_tag *tag, const char *name)
{
	struct ilo_xml_value none = {name, "", 0};

	for (int i = 0; i < tag->attribute_count; i++) {
		const struct ilo_xml_value value = ilo_xml_value_at(tag, i);

		if (is(value.name, name))
			return value;
	}
	return none;
}

static bool
is_now(const struct choice *choice, struct ilo_xml_value period)
{
	char text[ILO_MONTH_SIZE] = "";
	ilo_semester semester;

	if (period.size_bytes < sizeof(text))
		memcpy(text, period.text, period.size_bytes);
	return ilo_period_semester(text, &semester) &&
	       semester == choice->semester;
}

/* Mirror figures, which are few, are counted even where they are not named. */
static bool
choose_element(void *context, const struct ilo_xml_tag *tag)
{
	const struct choice *choice = context;
	struct ilo_xml_value value;

	if (is(tag->name, "point"))
		return is_now(choice, value_of(tag, "period"));
	if (!is(tag->name, "figure"))
		return true;
	value = value_of(tag, "id");
	if (xmlDictExists(choice->names, XC(value.text),
	                  (int)value.size_bytes) != NULL)
		return true;
	value = value_of(tag, "measure");
	return value.size_bytes == strlen("consensus") &&
	       memcmp(value.text, "consensus", value.size_bytes) == 0;
}

static bool
choose_attribute(void *context, const struct ilo_xml_tag *tag, const char *name)
{
	(void)context; /* the same for all */
	if (!is(tag->name, "figure"))
		return !is_lineage(name);
	for (size_t i = 0; i < sizeof(printed) / sizeof(*printed); i++) {
		if (is(printed[i], name))
			return true;
	}
	return false;
}

/* Which of the values of attributes are ids does not matter. */
static void
gather_names(xmlDict *names, const xmlNode *node, const char *only)
{
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
		if (a->children == NULL || a->children->content == NULL ||
		    (only != NULL && !xmlStrEqual(a->name, XC(only))))
			continue;
		(void)xmlDictLookup(names, a->children->content, -1);
	}
	for (const xmlNode *n = ilo_xml_child(node, NULL); n != NULL;
	     n = ilo_xml_next(n, NULL))
		gather_names(names, n, only);
}

enum ilo_status
statistics_read_named(const char *path, const xmlNode *page,
                      const xmlNode *rest, struct ilo_diag *diag, xmlDoc **out)
{
	struct ilo_arena *arena = ilo_arena_new();
	const char *semester = ilo_xml_attr(arena, rest, "semester");
	struct choice choice = {.names = xmlDictCreate()};
	const struct ilo_xml_part part = {choose_element, choose_attribute,
	                                  &choice};
	enum ilo_status status;

	if (semester == NULL || !ilo_semester_parse(semester, &choice.semester))
		choice.semester = 0; /* no month is of that one */
	gather_names(choice.names, page, NULL);
	gather_names(choice.names, rest, "from");
	status = ilo_xml_read_part(path, &part, diag, out);
	xmlDictFree(choice.names);
	ilo_arena_free(arena);
	return status;
}
