/* One walk over the tree; tables say which attributes are codes, dates or ends.
 */

#include <string.h>

#include "common/cover.h"
#include "common/native_place.h"
#include "common/num.h"
#include "common/rules.h"
#include "common/xmlio.h"

/* Attributes that hold one code or several, and the list they are from. */
static const struct {
	const char *element, *attribute;
	enum ilo_list list;
} coded[] = {
	{"post", "sending-state", ILO_LIST_COUNTRIES},
	{"post", "remit", ILO_LIST_COUNTRIES},
	{"arrangement", "by", ILO_LIST_COUNTRIES},
	{"arrangement", "for", ILO_LIST_COUNTRIES},
	{"contact", "country", ILO_LIST_COUNTRIES},
	{"participant", "state", ILO_LIST_COUNTRIES},
	{"meeting", "convener", ILO_LIST_COUNTRIES},
	{"flows", "nationalities", ILO_LIST_COUNTRIES},
	{"leg", "next-country", ILO_LIST_COUNTRIES},
	{"leg", "route", ILO_LIST_ROUTES},
	{"leg", "border", ILO_LIST_BORDERS},
	{"fraud", "issued-by", ILO_LIST_COUNTRIES},
	{"selection", "indicators", ILO_LIST_INDICATORS},
	{"linkage", "indicator", ILO_LIST_INDICATORS},
};

/* Attributes of which the second must not lie below the first. */
static const struct {
	const char *element, *lower, *upper;
} ranges[] = {
	{"post", "from", "to"},
	{"method", "price-from", "price-to"},
};

/* What happened in the semester, if the date is right. */
static const char *const dated[] = {"meeting", "course"};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static const char *
attribute(const struct ilo_judged *judged, const xmlNode *node,
          const char *name)
{
	struct ilo_arena *arena = judged->reading->arena;

	return ilo_cover_token(arena, ilo_xml_attr(arena, node, name));
}

static void
check_code(const struct ilo_judged *judged, size_t which, const char *text,
           size_t size_bytes, long line)
{
	const struct ilo_codebook *codebook = judged->reading->codebook;
	const size_t index = ilo_codebook_index(codebook, coded[which].list,
	                                        text, size_bytes);

	if (index != ILO_NO_CODE &&
	    ilo_rules_valid(
		    ilo_codelist_at(
			    ilo_codebook_list(codebook, coded[which].list),
			    index),
		    judged->start, judged->end))
		return;
	ilo_fault(judged->faults, ILO_D_CODE_UNKNOWN, line,
	          "'%.*s' in %s of <%s>", (int)size_bytes, text,
	          coded[which].attribute, coded[which].element);
}

static void
check_codes(const struct ilo_judged *judged, const xmlNode *node)
{
	static const char white[] = " \t\r\n";

	for (size_t i = 0; i < COUNT_OF(coded); i++) {
		const char *text;
		size_t length;

		if (!ilo_xml_is(node, coded[i].element))
			continue;
		text = attribute(judged, node, coded[i].attribute);
		for (; text != NULL && *text != '\0';
		     text += length + strspn(text + length, white)) {
			length = strcspn(text, white);
			check_code(judged, i, text, length, ilo_xml_line(node));
		}
	}
}

/* Whether lower is above upper: counts by value, dates as text. */
static bool
is_reversed(const char *lower, const char *upper)
{
	int64_t low, high;

	if (ilo_num_count(lower, &low) && ilo_num_count(upper, &high))
		return low > high;
	return strlen(lower) == strlen(upper) && strcmp(lower, upper) > 0;
}

static void
check_ranges(const struct ilo_judged *judged, const xmlNode *node)
{
	for (size_t i = 0; i < COUNT_OF(ranges); i++) {
		const char *lower, *upper;

		if (!ilo_xml_is(node, ranges[i].element))
			continue;
		lower = attribute(judged, node, ranges[i].lower);
		upper = attribute(judged, node, ranges[i].upper);
		if (lower != NULL && upper != NULL && is_reversed(lower, upper))
			ilo_fault(judged->faults, ILO_D_ORDER_REVERSED,
			          ilo_xml_line(node), "%s %s, %s %s",
			          ranges[i].lower, lower, ranges[i].upper,
			          upper);
	}
}

static void
check_date(const struct ilo_judged *judged, const xmlNode *node)
{
	const char *date;
	long day;

	for (size_t i = 0; i < COUNT_OF(dated); i++) {
		if (!ilo_xml_is(node, dated[i]))
			continue;
		date = attribute(judged, node, "date");
		if (date != NULL && *judged->end != '\0' &&
		    ilo_date_parse(date, &day) &&
		    (strcmp(date, judged->start) < 0 ||
		     strcmp(date, judged->end) > 0))
			ilo_fault(judged->faults, ILO_D_DATE_OUTSIDE,
			          ilo_xml_line(node), "<%s> on %s", dated[i],
			          date);
	}
}

static void
check_language(const struct ilo_judged *judged, const xmlNode *node)
{
	const char *tag;

	if (!ilo_xml_is(node, "text") && !ilo_xml_is(node, "topic"))
		return;
	tag = attribute(judged, node, "lang");
	if (tag != NULL && ilo_rules_language(judged, tag) == NULL)
		ilo_fault(judged->faults, ILO_D_LANGUAGE_UNKNOWN,
		          ilo_xml_line(node), "'%s'", tag);
}

/* The words of a list, one bit for each list of the linkage; 0 where a word is
 * none of them or stands twice. */
static unsigned
lists_of(const char *lists, const char *words)
{
	unsigned found = 0, bit;
	size_t length, size;
	const char *list;

	for (; *words != '\0'; words += length + strspn(words + length, " ")) {
		length = strcspn(words, " ");
		bit = 1;
		for (list = lists; *list != '\0'; bit <<= 1) {
			size = strcspn(list, " ");
			if (size == length && strncmp(list, words, size) == 0)
				break;
			list += size + strspn(list + size, " ");
		}
		if (*list == '\0' || (found & bit) != 0)
			return 0;
		found |= bit;
	}
	return found;
}

/* An indicator has one linkage, a list one name, a set of lists one pattern. */
static void
check_linkage(const struct ilo_judged *judged, const xmlNode *node)
{
	const char *indicator = attribute(judged, node, "indicator");
	const char *lists = attribute(judged, node, "lists"), *on;
	uint64_t seen = 0;
	const xmlNode *other, *pattern;
	unsigned found;

	if (!ilo_xml_is(node, "linkage") || indicator == NULL || lists == NULL)
		return;
	for (other = ilo_xml_child(node->parent, "linkage"); other != node;
	     other = ilo_xml_next(other, "linkage")) {
		on = attribute(judged, other, "indicator");
		if (on != NULL && strcmp(on, indicator) == 0)
			ilo_fault(judged->faults, ILO_D_LINKAGE,
			          ilo_xml_line(node), "%s has two linkages",
			          indicator);
	}
	if (lists_of(lists, lists) == 0)
		ilo_fault(judged->faults, ILO_D_LINKAGE, ilo_xml_line(node),
		          "lists '%s'", lists);
	for (pattern = ilo_xml_child(node, "pattern"); pattern != NULL;
	     pattern = ilo_xml_next(pattern, "pattern")) {
		on = attribute(judged, pattern, "on");
		found = on == NULL ? 0 : lists_of(lists, on);
		if (found == 0 || found > 63 || (seen >> found & 1) != 0)
			ilo_fault(judged->faults, ILO_D_LINKAGE,
			          ilo_xml_line(pattern), "on '%s' of '%s'",
			          on == NULL ? "" : on, lists);
		else
			seen |= UINT64_C(1) << found;
	}
}

/* The node after node in document order, within root; NULL at the end. */
static const xmlNode *
step(const xmlNode *root, const xmlNode *node)
{
	const xmlNode *next = ilo_xml_child(node, NULL);

	while (next == NULL && node != root) {
		next = ilo_xml_next(node, NULL);
		node = node->parent;
	}
	return next;
}

void
ilo_rules_narrative(const struct ilo_judged *judged)
{
	for (const xmlNode *node = judged->root; node != NULL;
	     node = step(judged->root, node)) {
		if (judged->place != NULL)
			judged->place->node = node;
		check_codes(judged, node);
		check_ranges(judged, node);
		check_date(judged, node);
		check_language(judged, node);
		check_linkage(judged, node);
	}
	if (judged->place != NULL)
		judged->place->node = NULL;
}
