/*
 * Text as bytes: UTF-8 checks, escaping for people and for JSON, Unicode
 * normalisation.  Knows nothing of files, XML or languages.
 */

#ifndef ILO_COMMON_TEXT_H
#define ILO_COMMON_TEXT_H

#include <stddef.h>

#include "common/buf.h"
#include "common/mem.h"

/* Offset of the first byte that is not UTF-8, or count when all is well. */
size_t ilo_text_utf8_span(const char *bytes, size_t count);

/* Append so that a terminal or log line can show it: what is not a printable
 * character comes out byte by byte as \xHH, a backslash doubled. */
void ilo_text_escape(struct ilo_buf *out, const char *bytes, size_t count);

/* The same for text that was escaped before, which comes out as it is: a
 * backslash stays one. */
void ilo_text_escape_rest(struct ilo_buf *out, const char *bytes, size_t count);

/* Append as a JSON string with its quotes.  text is UTF-8. */
void ilo_text_json(struct ilo_buf *out, const char *text);

/* Unicode normalisation form C, in the arena.  text is UTF-8. */
const char *ilo_text_nfc(struct ilo_arena *arena, const char *text);

#endif
