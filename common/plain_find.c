/* Where plain rows begin, found from the bytes alone. */

#include <string.h>

#include "common/markup.h"
#include "common/names.h"
#include "common/plain.h"

/* Whether a start tag of no prefix binds our namespace as the default one. */
static bool
binds_ours(const char *at, const char *close)
{
	bool ours = false;

	while (at < close && !ilo_markup_is_white(*at) && *at != ':')
		at++;
	while (at < close && ilo_markup_is_white(*at)) {
		const char *name, *sign, *end;

		while (at < close && ilo_markup_is_white(*at))
			at++;
		name = at;
		sign = memchr(at, '=', (size_t)(close - at));
		if (sign == NULL || close - sign < 3 ||
		    (sign[1] != '"' && sign[1] != '\''))
			break;
		end = memchr(sign + 2, sign[1], (size_t)(close - sign - 2));
		if (end == NULL)
			return false;
		if (sign - name == 5 && memcmp(name, "xmlns", 5) == 0)
			ours = (size_t)(end - sign - 2) ==
			               strlen(ILO_NS_SUBMISSION) &&
			       memcmp(sign + 2, ILO_NS_SUBMISSION,
			              strlen(ILO_NS_SUBMISSION)) == 0;
		at = end + 1;
	}
	return ours;
}

static bool
has_prefix(const char *at, const char *close)
{
	while (at < close && !ilo_markup_is_white(*at) && *at != ':')
		at++;
	return *at == ':';
}

/* What a tag at that depth, from '<' to its '>', says of the search. */
enum step { GO_ON, FOUND, NOTHING };

static enum step
step(const char *at, const char *close, size_t depth)
{
	static const char name[] = "<statistics";
	const char *behind = at + sizeof name - 1;

	if (depth == 0)
		return binds_ours(at, close) ? GO_ON : NOTHING;
	if (depth != 1)
		return GO_ON;
	if (has_prefix(at, close))
		return NOTHING;
	if ((size_t)(close - at) < sizeof name - 1 ||
	    memcmp(at, name, sizeof name - 1) != 0)
		return GO_ON;
	while (behind < close && ilo_markup_is_white(*behind))
		behind++;
	return behind == close ? FOUND : NOTHING;
}

/* Right behind the start tag of the statistics; NULL when there is none. */
static const char *
find_statistics(const char *at, const char *end, size_t limit)
{
	const char *close;
	size_t depth = 0;

	for (; (at = memchr(at, '<', (size_t)(end - at))) != NULL;
	     at = close + 1) {
		close = ilo_markup_end(at, end, limit);
		if (close == NULL || close - at < 2)
			return NULL;
		if (ilo_markup_begins(at, end, "<!--", 4) || at[1] == '?' ||
		    (ilo_markup_begins(at, end, "<![CDATA[", 9) && depth > 0))
			continue;
		if (at[1] == '!' || (at[1] == '/' && depth < 2))
			return NULL;
		if (at[1] == '/') {
			depth--;
			continue;
		}
		switch (step(at, close, depth)) {
		case FOUND:
			return close + 1;
		case NOTHING:
			return NULL;
		case GO_ON:
			depth += close[-1] != '/';
		}
	}
	return NULL;
}

void
ilo_plain_find(const char *bytes, size_t count, const struct ilo_limits *limits,
               struct ilo_plain_rows *rows)
{
	const char *end = bytes + count, *from = NULL;
	struct ilo_rowtext text;
	struct ilo_plain plain;

	*rows = (struct ilo_plain_rows){.from = NULL};
	if (limits->depth >= 3 && limits->name_bytes >= ILO_PLAIN_NAME_BYTES)
		from = find_statistics(bytes, end, limits->tag_bytes);
	if (from == NULL)
		return;
	ilo_plain_begin(&plain, from, end, 0, limits);
	for (;;) {
		const struct ilo_plain_rows so_far = {from, plain.at,
		                                      plain.line};

		if (!ilo_plain_next(&plain, &text))
			break;
		*rows = so_far;
	}
	if (rows->to == from)
		*rows = (struct ilo_plain_rows){.from = NULL};
}
