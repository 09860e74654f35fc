/* One function a rule or a few that share a node; each says its line. */

#include <string.h>
#include <strings.h>

#include "common/cover.h"
#include "common/rules.h"
#include "common/xmlio.h"

void
ilo_judged_init(struct ilo_judged *judged, const struct ilo_reading *reading,
                const xmlNode *root, const struct ilo_cover *cover,
                struct ilo_faults *faults)
{
	*judged = (struct ilo_judged){.reading = reading,
	                              .root = root,
	                              .cover = cover,
	                              .faults = faults};
	if (cover->first == 0)
		return;
	(void)ilo_semester_start(cover->first,
	                         judged->start);           /* its argument */
	(void)ilo_semester_end(cover->first, judged->end); /* likewise */
}

bool
ilo_rules_valid(const struct ilo_code_entry *code, const char *start,
                const char *end)
{
	const char *from = ilo_code_from(code), *to = ilo_code_to(code);

	return (from == NULL || *end == '\0' || strcmp(from, end) <= 0) &&
	       (to == NULL || *start == '\0' || strcmp(to, start) >= 0);
}

static const xmlNode *
part(const struct ilo_judged *judged, const char *name)
{
	return ilo_xml_child(ilo_xml_child(judged->root, "cover"), name);
}

static const struct ilo_code_entry *
find(const struct ilo_judged *judged, enum ilo_list list, const char *id)
{
	return ilo_codelist_find(
		ilo_codebook_list(judged->reading->codebook, list), id);
}

static const char *
property(const struct ilo_code_entry *code, const char *name)
{
	const char *value = code == NULL ? NULL : ilo_code_property(code, name);

	return value == NULL ? "" : value;
}

static bool
is_country_shaped(const char *text)
{
	return text != NULL && strlen(text) == 2 && text[0] >= 'A' &&
	       text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z';
}

const struct ilo_code_entry *
ilo_rules_language(const struct ilo_judged *judged, const char *tag)
{
	const struct ilo_codelist *list = ilo_codebook_list(
		judged->reading->codebook, ILO_LIST_LANGUAGES);

	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(list, i);
		const size_t length = strlen(ilo_code_id(code));

		if (strncasecmp(tag, ilo_code_id(code), length) == 0 &&
		    (tag[length] == '\0' || tag[length] == '-'))
			return code;
	}
	return NULL;
}

/* The semester's entry among the Presidencies; NULL outside the calendar. */
static const struct ilo_code_entry *
calendar_entry(const struct ilo_judged *judged)
{
	char semester[ILO_SEMESTER_SIZE];

	return find(judged, ILO_LIST_PRESIDENCIES,
	            ilo_semester_print(judged->cover->first, semester));
}

static void
check_presidency(const struct ilo_judged *judged)
{
	const struct ilo_reading *reading = judged->reading;
	const xmlNode *node = part(judged, "presidency");
	const char *said = ilo_cover_token(reading->arena,
	                                   ilo_xml_text(reading->arena, node));
	const struct ilo_code_entry *entry;
	char semester[ILO_SEMESTER_SIZE];
	const char *code, *held;

	if (judged->cover->first == 0)
		return;
	(void)ilo_semester_print(judged->cover->first, semester); /* argument */
	entry = calendar_entry(judged);
	if (entry == NULL) {
		ilo_fault(judged->faults, ILO_D_SEMESTER_UNKNOWN,
		          ilo_xml_line(part(judged, "semester")), "%s",
		          semester);
		return;
	}
	if (!is_country_shaped(said))
		return;
	held = property(entry, "presidency");
	code = ilo_codebook_country(reading->codebook, said);
	if (code == NULL || strcmp(code, held) != 0)
		ilo_fault(judged->faults, ILO_D_PRESIDENCY_DIFFERS,
		          ilo_xml_line(node), "'%s', but %s was held by %s",
		          said, semester, held);
}

static bool
is_bound(const struct ilo_code_entry *member, const char *date)
{
	const char *from = ilo_code_property(member, "bound_from");
	const char *to = ilo_code_property(member, "bound_to");

	return from != NULL && strcmp(from, date) <= 0 &&
	       (to == NULL || strcmp(to, date) >= 0);
}

static void
check_state(const struct ilo_judged *judged)
{
	const long line = ilo_xml_line(part(judged, "reporting-state"));
	const char *sender = judged->cover->sender;
	const struct ilo_code_entry *member;

	if (!is_country_shaped(sender) || *judged->end == '\0')
		return;
	member = find(judged, ILO_LIST_MEMBERS, sender);
	if (member == NULL || !ilo_code_valid_on(member, judged->end))
		ilo_fault(judged->faults, ILO_D_STATE_UNKNOWN, line,
		          "'%s' on %s", sender, judged->end);
	else if (calendar_entry(judged) != NULL &&
	         !is_bound(member, judged->end))
		ilo_fault(judged->faults, ILO_D_STATE_NOT_BOUND, line,
		          "%s on %s", sender, judged->end);
}

static void
check_sender(const struct ilo_judged *judged)
{
	const char *stated = judged->reading->sender;
	const char *sender = judged->cover->sender, *code;

	if (stated == NULL || !is_country_shaped(sender))
		return;
	code = ilo_codebook_country(judged->reading->codebook, stated);
	if (strcmp(code == NULL ? stated : code, sender) != 0)
		ilo_fault(judged->faults, ILO_D_SENDER_DIFFERS,
		          ilo_xml_line(part(judged, "reporting-state")),
		          "it came from %s, it names %s", stated, sender);
}

/* A host country by itself: known, then in being, and no Member State. */
static void
check_country(const struct ilo_judged *judged, const char *country, long line)
{
	const struct ilo_code_entry *code, *member;

	if (!is_country_shaped(country))
		return;
	code = find(judged, ILO_LIST_COUNTRIES, country);
	if (code == NULL || strcmp(property(code, "kind"), "special") == 0 ||
	    !ilo_rules_valid(code, judged->start, judged->end)) {
		ilo_fault(judged->faults, ILO_D_HOST_UNKNOWN, line, "'%s'",
		          country);
		return;
	}
	member = find(judged, ILO_LIST_MEMBERS, country);
	if (*judged->end == '\0' || member == NULL)
		return;
	if ((strcmp(property(member, "group"), "member") == 0 &&
	     ilo_code_valid_on(member, judged->end)) ||
	    (judged->cover->sender != NULL &&
	     strcmp(judged->cover->sender, country) == 0))
		ilo_fault(judged->faults, ILO_D_HOST_MEMBER, line, "%s",
		          country);
}

static void
check_host(const struct ilo_judged *judged)
{
	const struct ilo_cover *cover = judged->cover;
	const xmlNode *host = part(judged, "host");
	const xmlNode *node = ilo_xml_child(host, "covers");
	const char *what = NULL;

	if (host == NULL)
		return;
	if (cover->host == NULL && cover->region == NULL)
		what = "neither is named";
	else if (cover->host != NULL && cover->region != NULL)
		what = "both are named";
	else if (cover->host != NULL && node != NULL)
		what = "<covers> belongs to a region";
	else if (cover->region != NULL && node == NULL)
		what = "the region has no <covers>";
	if (what != NULL)
		ilo_fault(judged->faults, ILO_D_HOST_CHOICE, ilo_xml_line(host),
		          "%s", what);
	check_country(judged, cover->host, ilo_xml_line(host));
	for (size_t i = 0; i < cover->cover_count && node != NULL; i++) {
		check_country(judged, cover->covers[i], ilo_xml_line(node));
		node = ilo_xml_next(node, "covers");
	}
}

static void
check_document(const struct ilo_judged *judged)
{
	const struct ilo_cover *cover = judged->cover;
	const long line = ilo_xml_line(part(judged, "document"));
	long day;

	if (cover->published != NULL &&
	    ilo_date_parse(cover->published, &day) &&
	    strcmp(cover->published, judged->start) < 0)
		ilo_fault(judged->faults, ILO_D_DATE_EARLY, line,
		          "dated %s, semester from %s", cover->published,
		          judged->start);
	if (cover->language != NULL &&
	    ilo_rules_language(judged, cover->language) == NULL)
		ilo_fault(judged->faults, ILO_D_LANGUAGE_UNKNOWN, line, "'%s'",
		          cover->language);
}

static void
check_period(const struct ilo_judged *judged)
{
	struct ilo_arena *arena = judged->reading->arena;
	const xmlNode *node = part(judged, "period");
	const char *from =
		ilo_cover_token(arena, ilo_xml_attr(arena, node, "from"));
	const char *to =
		ilo_cover_token(arena, ilo_xml_attr(arena, node, "to"));
	long day;

	if (from == NULL || to == NULL || !ilo_date_parse(from, &day) ||
	    !ilo_date_parse(to, &day) || *judged->end == '\0')
		return;
	if (strcmp(from, to) > 0 || strcmp(from, judged->end) > 0 ||
	    strcmp(to, judged->start) < 0)
		ilo_fault(judged->faults, ILO_D_PERIOD_COVERED,
		          ilo_xml_line(node), "%s to %s, semester %s to %s",
		          from, to, judged->start, judged->end);
}

/* Where each field of fields.xml stands: its parent and its element. */
static const struct {
	const char *id, *parent, *element;
} places[] = {
	{"C1", "cover", "host"},
	{"C2", "cover", "semester"},
	{"C3", "cover", "presidency"},
	{"C4", "cover", "reporting-state"},
	{"C5", "cover", "document"},
	{"C6", "cover", "marking"},
	{"C7", "cover", "selection"},
	{"C8", "cover", "period"},
	{"A1", "network", "officers"},
	{"A2", "network", "planned"},
	{"A3", "network", "joint-arrangements"},
	{"A4", "network", "meetings"},
	{"A5", "network", "exchange"},
	{"A6", "network", "carriers"},
	{"A7", "network", "joint-training"},
	{"A8", "network", "consular-sessions"},
	{"A9", "network", "common-methods"},
	{"A10", "network", "similar-networks"},
	{"A11", "network", "host-authorities"},
	{"A12", "network", "protection"},
	{"A13", "network", "experience"},
	{"B1", "situation", "context"},
	{"B2", "situation", "flows"},
	{"B3", "situation", "routes"},
	{"B4", "situation", "modus-operandi"},
	{"B5", "situation", "organisations"},
	{"B6", "situation", "incidents"},
	{"B7", "situation", "documents"},
	{"B8", "situation", "assistance"},
	{"B9", "situation", "return"},
	{"B10", "situation", "legislation"},
	{"B11", "situation", "early-warning"},
	{"B13", "situation", "overlap"},
	{"C-a", "assessment", "conclusions"},
	{"C-b", "assessment", "recommendations"},
	{"C-c", "assessment", "outlook"},
};

static void
check_fields(const struct ilo_judged *judged)
{
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		const struct ilo_code_entry *field =
			find(judged, ILO_LIST_FIELDS, places[i].id);
		const xmlNode *parent =
			ilo_xml_child(judged->root, places[i].parent);

		if (field == NULL || *judged->end == '\0' ||
		    !ilo_code_valid_on(field, judged->end) ||
		    ilo_xml_child(parent, places[i].element) != NULL)
			continue;
		/* The schema speaks of the cover's own fields. */
		if (strcmp(property(field, "required"), "yes") == 0 &&
		    judged->faults->violations == 0)
			ilo_fault(judged->faults, ILO_D_FIELD_MISSING,
			          ilo_xml_line(judged->root), "%s <%s>",
			          places[i].id, places[i].element);
		if (strcmp(places[i].id, "C7") == 0)
			ilo_fault(judged->faults, ILO_D_SELECTION_MISSING,
			          ilo_xml_line(parent), "add <selection>");
	}
}

void
ilo_rules_cover(const struct ilo_judged *judged)
{
	check_presidency(judged);
	check_state(judged);
	check_sender(judged);
	check_host(judged);
	check_document(judged);
	check_period(judged);
	check_fields(judged);
}
