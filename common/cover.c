/* One function for each element; what is missing stays NULL or 0. */

#include "common/cover.h"

#include <string.h>

#include "common/num.h"
#include "common/xmlio.h"

static const char white[] = " \t\r\n";

const char *
ilo_cover_token(struct ilo_arena *arena, const char *text)
{
	size_t length;

	if (text == NULL)
		return NULL;
	text += strspn(text, white);
	length = strlen(text);
	while (length > 0 && strchr(white, text[length - 1]) != NULL)
		length--;
	return length == 0 ? NULL : ilo_arena_strndup(arena, text, length);
}

static const char *
attribute(const struct ilo_reading *reading, const xmlNode *node,
          const char *name)
{
	return ilo_cover_token(reading->arena,
	                       ilo_xml_attr(reading->arena, node, name));
}

static const char *
content(const struct ilo_reading *reading, const xmlNode *node)
{
	return ilo_cover_token(reading->arena,
	                       ilo_xml_text(reading->arena, node));
}

static const char *
canonical(const struct ilo_reading *reading, const char *country)
{
	const char *code =
		country == NULL
			? NULL
			: ilo_codebook_country(reading->codebook, country);

	return code == NULL ? country : code;
}

static void
read_host(const struct ilo_reading *reading, const xmlNode *host,
          struct ilo_cover *cover)
{
	const char **covers;
	size_t count = 0;

	cover->host = canonical(reading, attribute(reading, host, "country"));
	cover->region = attribute(reading, host, "region");
	for (const xmlNode *node = ilo_xml_child(host, "covers"); node != NULL;
	     node = ilo_xml_next(node, "covers"))
		count++;
	covers = ilo_arena_alloc(reading->arena, (count + 1) * sizeof *covers);
	cover->cover_count = 0;
	for (const xmlNode *node = ilo_xml_child(host, "covers"); node != NULL;
	     node = ilo_xml_next(node, "covers")) {
		const char *code =
			canonical(reading, attribute(reading, node, "country"));

		if (code != NULL)
			covers[cover->cover_count++] = code;
	}
	cover->covers = covers;
}

static void
read_document(const struct ilo_reading *reading, const xmlNode *document,
              struct ilo_cover *cover)
{
	const char *revision = attribute(reading, document, "revision");
	int64_t number = 0;

	cover->document = attribute(reading, document, "id");
	cover->language = attribute(reading, document, "language");
	cover->published = attribute(reading, document, "date");
	if (reading->published != NULL)
		cover->published =
			ilo_arena_strdup(reading->arena, reading->published);
	if (revision != NULL && strlen(revision) <= 4 &&
	    ilo_num_count(revision, &number))
		cover->revision = (int)number;
}

static void
read_state(const struct ilo_reading *reading, const xmlNode *state,
           struct ilo_cover *cover)
{
	const char *acting = attribute(reading, state, "acting-presidency");

	cover->sender = canonical(reading, content(reading, state));
	cover->acting_presidency =
		acting != NULL &&
		(strcmp(acting, "true") == 0 || strcmp(acting, "1") == 0);
	cover->acting_reason = attribute(reading, state, "reason");
}

void
ilo_cover_read(const struct ilo_reading *reading, const xmlNode *root,
               struct ilo_cover *cover)
{
	const xmlNode *node = ilo_xml_child(root, "cover");
	const char *semester =
		content(reading, ilo_xml_child(node, "semester"));

	*cover = (struct ilo_cover){.sender = NULL};
	cover->report = attribute(reading, root, "kind");
	cover->nature = attribute(reading, root, "nature");
	read_host(reading, ilo_xml_child(node, "host"), cover);
	if (semester == NULL || !ilo_semester_parse(semester, &cover->first))
		cover->first = 0;
	cover->last = cover->first;
	read_state(reading, ilo_xml_child(node, "reporting-state"), cover);
	read_document(reading, ilo_xml_child(node, "document"), cover);
	cover->marking = content(reading, ilo_xml_child(node, "marking"));
}
