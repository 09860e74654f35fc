/*
 * Lines of at most LETTER_COLUMNS columns.  Foreign text is indented wherever
 * it wraps, so that nothing in it can pass for a line of the letter.
 */

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "ingest/letter.h"

/* Where the next character goes. */
struct page {
	struct ilo_buf *out;
	size_t column;
	size_t indent; /* of lines after the first */
	bool fresh;    /* nothing stands on the first line yet */
};

/* How wide a terminal shows it. */
static size_t
width(UChar32 c)
{
	const int wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
	const int8_t type = u_charType(c);

	if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK)
		return 0;
	return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

/* The columns of count bytes at text. */
static size_t
columns(const char *text, size_t count)
{
	size_t i = 0, total = 0;
	UChar32 c;

	while (i < count) {
		U8_NEXT((const uint8_t *)text, i, count, c);
		total += c < 0 ? 1 : width(c);
	}
	return total;
}

static void
new_line(struct page *page)
{
	ilo_buf_printf(page->out, "\n%*s", (int)page->indent, "");
	page->column = page->indent;
}

/* A word that is longer than a line is broken where the line ends. */
static void
put_long(struct page *page, const char *word, size_t count)
{
	size_t i = 0, start, wide;
	UChar32 c;

	while (i < count) {
		start = i;
		U8_NEXT((const uint8_t *)word, i, count, c);
		wide = c < 0 ? 1 : width(c);
		if (page->column + wide > LETTER_COLUMNS)
			new_line(page);
		ilo_buf_add(page->out, word + start, i - start);
		page->column += wide;
	}
}

static void
put_word(struct page *page, const char *word, size_t count)
{
	const size_t wide = columns(word, count);

	if (!page->fresh && page->column + 1 + wide > LETTER_COLUMNS) {
		new_line(page);
	} else if (!page->fresh) {
		ilo_buf_puts(page->out, " ");
		page->column++;
	}
	page->fresh = false;
	put_long(page, word, count);
}

static void
put_text(struct page *page, const char *text)
{
	size_t count;

	while (*text != '\0') {
		count = strcspn(text, " ");
		if (count > 0)
			put_word(page, text, count);
		text += count;
		text += strspn(text, " ");
	}
}

/* A paragraph that begins at one column and goes on at another. */
static void
put(struct ilo_buf *out, size_t first, size_t rest, const char *text)
{
	struct page page = {
		.out = out, .column = first, .indent = rest, .fresh = true};

	ilo_buf_printf(out, "%*s", (int)first, "");
	put_text(&page, text);
	ilo_buf_puts(out, "\n");
}

static void
print_block(struct ilo_buf *out, const struct letter_block *block,
            struct ilo_arena *arena)
{
	const char *text = block->text;

	if (block->label != NULL)
		text = ilo_arena_printf(arena, "%s%s%s", block->label,
		                        *text == '\0' ? "" : ": ", text);
	switch (block->kind) {
	case LETTER_TITLE:
		put(out, 0, 0, text);
		break;
	case LETTER_HEADING:
	case LETTER_PARAGRAPH:
	case LETTER_FINDING:
		ilo_buf_puts(out, "\n");
		put(out, 0, block->kind == LETTER_FINDING ? 4 : 0, text);
		break;
	case LETTER_FACT:
		put(out, 2, 6, text);
		break;
	case LETTER_PLACE:
		put(out, 4, 8, text);
		break;
	}
}

/* Underlined as far as the last line goes. */
static void
underline(struct ilo_buf *out, const char *text, char line)
{
	size_t wide = columns(text, strlen(text));

	for (wide = wide < LETTER_COLUMNS ? wide : LETTER_COLUMNS; wide > 0;
	     wide--)
		ilo_buf_add(out, &line, 1);
	ilo_buf_puts(out, "\n");
}

void
letter_print_text(const struct letter *letter, struct ilo_buf *out)
{
	struct ilo_arena *arena = ilo_arena_new();
	size_t i;

	for (i = 0; i < letter->count; i++) {
		const struct letter_block *block = &letter->blocks[i];

		print_block(out, block, arena);
		if (block->kind == LETTER_TITLE)
			underline(out, block->text, '=');
		else if (block->kind == LETTER_HEADING)
			underline(out, block->text, '-');
	}
	ilo_arena_free(arena);
}
