/* Comments, CDATA sections and instructions end at their mark, tags at the
 * first
 * '>' outside of quotes. */

#include "common/markup.h"

#include <string.h>

static const char *
find_text(const char *from, const char *end, const char *text)
{
	const size_t length = strlen(text);

	for (; from != NULL && (size_t)(end - from) >= length; from++) {
		from = memchr(from, text[0], (size_t)(end - from));
		if (from == NULL || (size_t)(end - from) < length)
			return NULL;
		if (memcmp(from, text, length) == 0)
			return from;
	}
	return NULL;
}

static const char *
tag_end(const char *from, const char *end, size_t limit)
{
	char quote = '\0';

	if ((size_t)(end - from) > limit)
		end = from + limit;
	for (; from < end; from++) {
		if (quote == '\0' && *from == '>')
			return from;
		if (quote == '\0' && (*from == '"' || *from == '\''))
			quote = *from;
		else if (*from == quote)
			quote = '\0';
	}
	return NULL;
}

struct section {
	const char *open, *close;
};

static const struct section *
find_section(const char *from, const char *end)
{
	static const struct section sections[] = {
		{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};

	for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		const size_t length = strlen(sections[i].open);

		if ((size_t)(end - from) >= length &&
		    memcmp(from, sections[i].open, length) == 0)
			return &sections[i];
	}
	return NULL;
}

const char *
ilo_markup_end(const char *from, const char *end, size_t limit)
{
	const struct section *section = find_section(from, end);

	return section == NULL ? tag_end(from, end, limit)
	                       : find_text(from + strlen(section->open), end,
	                                   section->close);
}

bool
ilo_markup_is_tag(const char *from, const char *end)
{
	return find_section(from, end) == NULL;
}
