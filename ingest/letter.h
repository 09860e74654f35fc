/*
 * The letter to a sender: what receipts say, for people, in words of their
 * language.  Made from rows of the register alone, first as a list of blocks,
 * then as HTML and as text; whatever a file or its sender said is foreign text
 * in both, never markup.
 */

#ifndef ILO_INGEST_LETTER_H
#define ILO_INGEST_LETTER_H

#include "common/buf.h"
#include "ingest/wording.h"

enum letter_kind {
	LETTER_TITLE,
	LETTER_PARAGRAPH,
	LETTER_HEADING,
	LETTER_FACT,    /* label and foreign text */
	LETTER_FINDING, /* label ("Error ING201") and message */
	LETTER_PLACE    /* label ("line 12", or NULL) and foreign text */
};

struct letter_block {
	enum letter_kind kind;
	const char *label; /* NULL: none */
	const char *text;
	const char *language; /* of the text; NULL: the letter's */
};

struct letter {
	const char *language, *direction;
	struct letter_block *blocks;
	size_t count, capacity;
};

/* Whether a letter speaks of what has this fate. */
bool letter_is_due(const char *fate);

/*
 * On files of one sender that came together and are of one nature, all real or
 * all an exercise; at least one of them is due a letter.  Texts that are made
 * live in the arena, the others in records and wordings.  End it with
 * letter_release().
 */
void letter_make(const struct record *records, size_t count,
                 const struct wordings *wordings, struct ilo_arena *arena,
                 struct letter *out);
void letter_release(struct letter *letter);

/* Append to out, in UTF-8. */
void letter_print_html(const struct letter *letter, struct ilo_buf *out);
/* Wrapped at LETTER_COLUMNS. */
void letter_print_text(const struct letter *letter, struct ilo_buf *out);

#define LETTER_COLUMNS 76

#endif
