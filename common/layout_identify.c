/* Which layout a file has, told from its first line alone. */

#include "common/layout.h"

#include <string.h>

#include "common/buf.h"
#include "common/gate.h"
#include "common/layout_text.h"

/* More than any header of ours. */
#define HEADER_BYTES ((size_t)4096)

/* The bytes behind a name that text begins with, or NULL. */
static const char *
behind_name(const char *text, const char *end, const char *name)
{
	const size_t length = strlen(name);
	const bool quoted = text < end && (*text == '"' || *text == '\'');
	const char *at = text + (quoted ? 1 : 0);

	if ((size_t)(end - at) < length || memcmp(at, name, length) != 0)
		return NULL;
	at += length;
	if (!quoted)
		return at;
	return at < end && *at == *text ? at + 1 : NULL;
}

/* How many names of the layout's header the text begins with. */
static size_t
names_matched(const struct ilo_layout *layout, const char *text,
              const char *end)
{
	size_t count = 0;

	if (text < end && layout->header_mark != '\0' &&
	    *text == layout->header_mark)
		text++;
	while (count < layout->column_count) {
		text = behind_name(text, end, layout->columns[count].name);
		if (text == NULL)
			break;
		if (text == end || *text == '\n' || *text == '\r')
			return count + 1;
		/* Any separator will do: what is wrong with the header is
		 * said when it is read. */
		if (*text == '\0' || strchr(",;\t|", *text) == NULL)
			break;
		text++;
		count++;
	}
	return count;
}

/* The first line as UTF-8, if it is of the layout's encoding; else as it is. */
static size_t
first_line_matched(const struct ilo_layout *layout, const char *bytes,
                   size_t count)
{
	const size_t mark = ilo_gate_mark(bytes, count);
	struct ilo_buf line = ILO_BUF_INIT;
	const char *end;
	size_t matched, offset;

	bytes += mark;
	count -= mark;
	count = count < HEADER_BYTES ? count : HEADER_BYTES;
	end = memchr(bytes, '\n', count);
	end = end == NULL ? bytes + count : end;
	if (mark > 0 || strcmp(layout->encoding, "UTF-8") == 0 ||
	    ilo_text_decode(layout->encoding, bytes, (size_t)(end - bytes),
	                    &line, &offset) != ILO_OK)
		matched = names_matched(layout, bytes, end);
	else
		matched = names_matched(layout, ilo_buf_text(&line),
		                        ilo_buf_text(&line) + line.count);
	ilo_buf_release(&line);
	return matched;
}

const struct ilo_layout *
ilo_layouts_identify(const struct ilo_layouts *layouts, const char *bytes,
                     size_t count)
{
	const struct ilo_layout *best = NULL;
	size_t most = 1;

	for (size_t i = 0; i < ilo_layouts_count(layouts); i++) {
		const struct ilo_layout *layout = ilo_layouts_at(layouts, i);
		const size_t matched = first_line_matched(layout, bytes, count);

		if (matched > most) {
			most = matched;
			best = layout;
		}
	}
	return best;
}
