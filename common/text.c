/* ICU does the Unicode; this file only decides what is shown as it stands. */

#include "common/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

/* Eight bytes at a time, for most text is little else. */
static size_t
ascii_span(const char *bytes, size_t count)
{
	size_t i = 0;
	uint64_t eight;

	for (; count - i >= sizeof eight; i += sizeof eight) {
		memcpy(&eight, bytes + i, sizeof eight);
		if ((eight & UINT64_C(0x8080808080808080)) != 0)
			break;
	}
	while (i < count && (unsigned char)bytes[i] < 0x80)
		i++;
	return i;
}

size_t
ilo_text_utf8_span(const char *bytes, size_t count)
{
	size_t i = 0, start;
	UChar32 c;

	while (i < count) {
		i += ascii_span(bytes + i, count - i);
		if (i == count)
			break;
		start = i;
		U8_NEXT((const uint8_t *)bytes, i, count, c);
		if (c < 0)
			return start;
	}
	return count;
}

static int
shown_as_it_stands(UChar32 c)
{
	return c >= 0x20 && u_isprint(c) &&
	       !u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) &&
	       u_charType(c) != U_FORMAT_CHAR;
}

/* Letters, digits and signs of ASCII but for the backslash, all of which stand
 * as they are. */
static size_t
plain_span(const char *bytes, size_t count)
{
	size_t i = 0;

	while (i < count && bytes[i] >= ' ' && bytes[i] <= '~' &&
	       bytes[i] != '\\')
		i++;
	return i;
}

static void
escape(struct ilo_buf *out, const char *bytes, size_t count,
       const char *backslash)
{
	size_t i = 0, start;
	UChar32 c;

	for (;;) {
		start = i;
		i += plain_span(bytes + i, count - i);
		ilo_buf_add(out, bytes + start, i - start);
		if (i == count)
			break;
		start = i;
		U8_NEXT((const uint8_t *)bytes, i, count, c);
		if (c == '\\')
			ilo_buf_puts(out, backslash);
		else if (c >= 0 && shown_as_it_stands(c))
			ilo_buf_add(out, bytes + start, i - start);
		else
			for (; start < i; start++)
				ilo_buf_printf(out, "\\x%02X",
				               (unsigned char)bytes[start]);
	}
}

void
ilo_text_escape(struct ilo_buf *out, const char *bytes, size_t count)
{
	escape(out, bytes, count, "\\\\");
}

void
ilo_text_escape_rest(struct ilo_buf *out, const char *bytes, size_t count)
{
	escape(out, bytes, count, "\\");
}

void
ilo_text_json(struct ilo_buf *out, const char *text)
{
	const unsigned char *p, *plain = (const unsigned char *)text;

	ilo_buf_puts(out, "\"");
	for (p = plain; *p != '\0'; p++) {
		if (*p != '"' && *p != '\\' && *p >= 0x20 && *p != 0x7f)
			continue;
		ilo_buf_add(out, plain, (size_t)(p - plain));
		if (*p == '"' || *p == '\\')
			ilo_buf_printf(out, "\\%c", *p);
		else
			ilo_buf_printf(out, "\\u%04x", *p);
		plain = p + 1;
	}
	ilo_buf_add(out, plain, (size_t)(p - plain));
	ilo_buf_puts(out, "\"");
}

static const char *
normalised(struct ilo_arena *arena, const char *text, const UNormalizer2 *nfc)
{
	int32_t size = (int32_t)strlen(text), length = 0, written = 0;
	UChar *wide = ilo_xcalloc((size_t)size + 1, sizeof(*wide));
	UChar *folded = ilo_xcalloc((size_t)size * 3 + 1, sizeof(*folded));
	char *narrow = ilo_arena_alloc(arena, (size_t)size * 9 + 1);
	UErrorCode error = U_ZERO_ERROR;

	u_strFromUTF8(wide, size + 1, &length, text, size, &error);
	length = unorm2_normalize(nfc, wide, length, folded, size * 3, &error);
	u_strToUTF8(narrow, size * 9 + 1, &written, folded, length, &error);
	free(folded);
	free(wide);
	return U_FAILURE(error) ? text : narrow;
}

const char *
ilo_text_nfc(struct ilo_arena *arena, const char *text)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfc;
	const char *p;

	for (p = text; *p != '\0'; p++)
		if ((unsigned char)*p >= 0x80)
			break;
	if (*p == '\0')
		return ilo_arena_strdup(arena, text);
	nfc = unorm2_getNFCInstance(&error);
	return U_FAILURE(error) ? ilo_arena_strdup(arena, text)
	                        : normalised(arena, text, nfc);
}
