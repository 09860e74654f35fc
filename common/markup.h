/* Where markup ends, told from the bytes alone, as any XML parser sees it as
 * long as the document is well-formed. */

#ifndef ILO_COMMON_MARKUP_H
#define ILO_COMMON_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/*
 * The last byte (the '>' of a tag, the first byte of "-->", "]]>" or "?>") of
 * the markup whose '<' is at from; NULL when it does not end before end or, a
 * tag, within limit bytes.
 */
const char *ilo_markup_end(const char *from, const char *end, size_t limit);

/* Whether what begins at from is neither comment nor CDATA nor instruction. */
bool ilo_markup_is_tag(const char *from, const char *end);

static inline bool
ilo_markup_is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Whether the text stands at that place. */
static inline bool
ilo_markup_begins(const char *at, const char *end, const char *text,
                  size_t size_bytes)
{
	return (size_t)(end - at) >= size_bytes &&
	       memcmp(at, text, size_bytes) == 0;
}

#endif
