/*
 * A page without script, picture or link.  Blocks of a kind that stand together
 * share a list; foreign text is isolated from the direction of its
 * surroundings.
 */

#include <string.h>

#include "ingest/letter.h"

static const char head[] =
	"<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
	"'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
	"'none'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n"
	"<style>\n"
	"body { max-width: 45em; margin: 2em auto; padding: 0 1em; "
	"font-family: sans-serif; line-height: 1.45; overflow-wrap: anywhere "
	"}\n"
	"dt { font-weight: bold }\n"
	"dd { margin: 0 0 .4em 1.5em }\n"
	"h3 { font-size: 1em; margin-bottom: .3em }\n"
	"</style>\n";

/* Text for an element or a quoted attribute. */
static void
add_text(struct ilo_buf *out, const char *text)
{
	size_t plain;

	for (; *text != '\0'; text++) {
		plain = strcspn(text, "&<>\"'");
		ilo_buf_add(out, text, plain);
		text += plain;
		if (*text == '\0')
			return;
		ilo_buf_printf(out, "&#%d;", *text);
	}
}

/* The start of an element, with the block's language where it has one. */
static void
start(struct ilo_buf *out, const char *name, const char *language)
{
	ilo_buf_printf(out, "<%s", name);
	if (language != NULL) {
		ilo_buf_puts(out, " lang=\"");
		add_text(out, language);
		ilo_buf_puts(out, "\" dir=\"ltr\"");
	}
	ilo_buf_puts(out, ">");
}

static void
element_in(struct ilo_buf *out, const char *name, const char *language,
           const char *text)
{
	start(out, name, language);
	add_text(out, text);
	ilo_buf_printf(out, "</%s>\n", name);
}

static void
element(struct ilo_buf *out, const char *name, const char *text)
{
	element_in(out, name, NULL, text);
}

static void
print_block(struct ilo_buf *out, const struct letter_block *block)
{
	switch (block->kind) {
	case LETTER_TITLE:
		element(out, "h1", block->text);
		break;
	case LETTER_HEADING:
		element(out, "h2", block->text);
		break;
	case LETTER_PARAGRAPH:
		element_in(out, "p", block->language, block->text);
		break;
	case LETTER_FACT:
		element(out, "dt", block->label);
		ilo_buf_puts(out, "<dd><bdi>");
		add_text(out, block->text);
		ilo_buf_puts(out, "</bdi></dd>\n");
		break;
	case LETTER_FINDING:
		ilo_buf_puts(out, "<h3>");
		add_text(out, block->label);
		ilo_buf_puts(out, ": ");
		start(out, "span", block->language);
		add_text(out, block->text);
		ilo_buf_puts(out, "</span></h3>\n");
		break;
	case LETTER_PLACE:
		ilo_buf_puts(out, "<li>");
		add_text(out, block->label != NULL ? block->label : "");
		ilo_buf_puts(out, block->label != NULL && block->text[0] != '\0'
		                          ? ": "
		                          : "");
		start(out, "bdi", block->language);
		add_text(out, block->text);
		ilo_buf_puts(out, "</bdi></li>\n");
		break;
	}
}

/* The list that blocks of that kind stand in; NULL: none. */
static const char *
list_of(enum letter_kind kind)
{
	if (kind == LETTER_FACT)
		return "dl";
	return kind == LETTER_PLACE ? "ul" : NULL;
}

void
letter_print_html(const struct letter *letter, struct ilo_buf *out)
{
	const char *open = NULL, *list;
	size_t i;

	ilo_buf_puts(out, "<!DOCTYPE html>\n<html lang=\"");
	add_text(out, letter->language);
	ilo_buf_puts(out, "\" dir=\"");
	add_text(out, letter->direction);
	ilo_buf_puts(out, "\">\n<head>\n");
	ilo_buf_puts(out, head);
	element(out, "title", letter->blocks[0].text);
	ilo_buf_puts(out, "</head>\n<body>\n<main>\n");
	for (i = 0; i <= letter->count; i++) {
		list = i < letter->count ? list_of(letter->blocks[i].kind)
		                         : NULL;
		if (open != NULL && open != list)
			ilo_buf_printf(out, "</%s>\n", open);
		if (list != NULL && open != list)
			ilo_buf_printf(out, "<%s>\n", list);
		open = list;
		if (i < letter->count)
			print_block(out, &letter->blocks[i]);
	}
	ilo_buf_puts(out, "</main>\n</body>\n</html>\n");
}
