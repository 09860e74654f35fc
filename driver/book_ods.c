/* OpenDocument: everything in content.xml but the container's own parts. */

#include "driver/book.h"

#include <string.h>

#include "common/sheet.h"
#include "common/xmlio.h"
#include "driver/book_zip.h"

#define NS "urn:oasis:names:tc:opendocument:xmlns:"
static const char mimetype[] = "application/vnd.oasis.opendocument.spreadsheet";
static const char version[] = "1.2";

static const char *const style_names[BOOK_STYLES] = {
	[BOOK_PLAIN] = "plain",          [BOOK_MARK] = "mark",
	[BOOK_TITLE] = "title",          [BOOK_HEADING] = "heading",
	[BOOK_WRAPPED] = "wrapped",      [BOOK_ENTRY] = "entry",
	[BOOK_ENTRY_DATE] = "entryDate", [BOOK_ENTRY_COUNT] = "entryCount",
};

struct ods {
	const struct book *book;
	struct ilo_xmlwriter *writer;
};

/* An empty element; names and values by turns, ended by NULL. */
static void
element(const struct ods *ods, const char *name, const char *const attributes[])
{
	ilo_xmlwriter_start(ods->writer, name);
	for (size_t i = 0; attributes[i] != NULL; i += 2)
		ilo_xmlwriter_attr(ods->writer, attributes[i],
		                   attributes[i + 1]);
	ilo_xmlwriter_end(ods->writer);
}

#define ELEMENT(ods, name, ...)                                                \
	element(ods, name, (const char *const[]){__VA_ARGS__, NULL})

/* ---- styles ---- */

static void
write_number_styles(const struct ods *ods)
{
	struct ilo_xmlwriter *writer = ods->writer;

	ilo_xmlwriter_start(writer, "number:date-style");
	ilo_xmlwriter_attr(writer, "style:name", "day");
	ELEMENT(ods, "number:year", "number:style", "long");
	ilo_xmlwriter_start(writer, "number:text");
	ilo_xmlwriter_text(writer, "-");
	ilo_xmlwriter_end(writer);
	ELEMENT(ods, "number:month", "number:style", "long");
	ilo_xmlwriter_start(writer, "number:text");
	ilo_xmlwriter_text(writer, "-");
	ilo_xmlwriter_end(writer);
	ELEMENT(ods, "number:day", "number:style", "long");
	ilo_xmlwriter_end(writer);
	ilo_xmlwriter_start(writer, "number:number-style");
	ilo_xmlwriter_attr(writer, "style:name", "count");
	ELEMENT(ods, "number:number", "number:decimal-places", "0",
	        "number:min-integer-digits", "1");
	ilo_xmlwriter_end(writer);
	ilo_xmlwriter_start(writer, "number:text-style");
	ilo_xmlwriter_attr(writer, "style:name", "text");
	ELEMENT(ods, "number:text-content", NULL);
	ilo_xmlwriter_end(writer);
}

static void
write_cell_style(const struct ods *ods, enum book_style style)
{
	static const struct {
		const char *number, *size, *colour, *weight, *fill, *wrap;
	} looks[BOOK_STYLES] = {
		[BOOK_PLAIN] = {NULL, "10pt", NULL, NULL, NULL, NULL},
		[BOOK_MARK] = {"text", "6pt", "#9a9a9a", NULL, NULL, NULL},
		[BOOK_TITLE] = {NULL, "13pt", "#1f3864", "bold", NULL, NULL},
		[BOOK_HEADING] = {NULL, "10pt", NULL, "bold", "#d9e2f3",
	                          "wrap"},
		[BOOK_WRAPPED] = {NULL, "10pt", NULL, NULL, NULL, "wrap"},
		[BOOK_ENTRY] = {"text", "10pt", NULL, NULL, "#fffbe6", "wrap"},
		[BOOK_ENTRY_DATE] = {"day", "10pt", NULL, NULL, "#fffbe6",
	                             NULL},
		[BOOK_ENTRY_COUNT] = {"count", "10pt", NULL, NULL, "#fffbe6",
	                              NULL},
	};
	struct ilo_xmlwriter *writer = ods->writer;

	ilo_xmlwriter_start(writer, "style:style");
	ilo_xmlwriter_attr(writer, "style:name", style_names[style]);
	ilo_xmlwriter_attr(writer, "style:family", "table-cell");
	ilo_xmlwriter_attr(writer, "style:data-style-name",
	                   looks[style].number);
	ilo_xmlwriter_start(writer, "style:table-cell-properties");
	ilo_xmlwriter_attr(writer, "fo:background-color", looks[style].fill);
	ilo_xmlwriter_attr(writer, "fo:wrap-option", looks[style].wrap);
	ilo_xmlwriter_attr(writer, "style:vertical-align", "top");
	if (looks[style].fill != NULL)
		ilo_xmlwriter_attr(writer, "fo:border", "0.5pt solid #bfbfbf");
	ilo_xmlwriter_end(writer);
	ilo_xmlwriter_start(writer, "style:text-properties");
	ilo_xmlwriter_attr(writer, "fo:font-size", looks[style].size);
	ilo_xmlwriter_attr(writer, "fo:color", looks[style].colour);
	ilo_xmlwriter_attr(writer, "fo:font-weight", looks[style].weight);
	ilo_xmlwriter_end(writer);
	ilo_xmlwriter_end(writer);
}

static const char *
column_style(const struct ods *ods, unsigned width)
{
	return ilo_arena_printf(ods->book->arena, "width%u", width);
}

/* One for each width that some sheet has. */
static void
write_column_styles(const struct ods *ods)
{
	bool written[256] = {false};

	for (size_t s = 0; s < ods->book->count; s++) {
		for (size_t i = 1; i < 32; i++) {
			const unsigned width = ods->book->sheets[s].widths[i];

			if (width == 0 || width > 255 || written[width])
				continue;
			written[width] = true;
			ilo_xmlwriter_start(ods->writer, "style:style");
			ilo_xmlwriter_attr(ods->writer, "style:name",
			                   column_style(ods, width));
			ilo_xmlwriter_attr(ods->writer, "style:family",
			                   "table-column");
			ELEMENT(ods, "style:table-column-properties",
			        "style:column-width",
			        ilo_arena_printf(ods->book->arena, "%umm",
			                         width * 2));
			ilo_xmlwriter_end(ods->writer);
		}
	}
}

static void
write_styles(const struct ods *ods)
{
	ilo_xmlwriter_start(ods->writer, "office:automatic-styles");
	write_number_styles(ods);
	write_column_styles(ods);
	for (int i = 0; i < BOOK_STYLES; i++)
		write_cell_style(ods, (enum book_style)i);
	ilo_xmlwriter_end(ods->writer);
}

/* ---- what may be chosen ---- */

static const char *
choice_name(const struct ods *ods, size_t choice)
{
	return ilo_arena_printf(ods->book->arena, "choice%zu", choice);
}

static void
write_choices(const struct ods *ods)
{
	const struct book *book = ods->book;
	const char *codes = book->sheets[book->count - 1].name;

	ilo_xmlwriter_start(ods->writer, "table:content-validations");
	for (size_t i = 0; i < book->choice_count; i++) {
		const struct book_choice *choice = &book->choices[i];
		char column[ILO_ADDRESS_SIZE];

		(void)ilo_sheet_address(0, choice->column, column);
		column[strcspn(column, "0")] = '\0';
		ilo_xmlwriter_start(ods->writer, "table:content-validation");
		ilo_xmlwriter_attr(ods->writer, "table:name",
		                   choice_name(ods, i + 1));
		ilo_xmlwriter_attr(
			ods->writer, "table:condition",
			ilo_arena_printf(
				book->arena,
				"of:cell-content-is-in-list([$%s.$%s$%u:.$"
				"%s$%u])",
				codes, column, choice->first, column,
				choice->last));
		ilo_xmlwriter_attr(ods->writer, "table:allow-empty-cell",
		                   "true");
		ilo_xmlwriter_attr(ods->writer, "table:base-cell-address",
		                   ilo_arena_printf(book->arena, "$%s.$A$1",
		                                    book->sheets[0].name));
		ELEMENT(ods, "table:error-message", "table:message-type",
		        "warning", "table:display", "true");
		ilo_xmlwriter_end(ods->writer);
	}
	ilo_xmlwriter_end(ods->writer);
}

/* ---- cells ---- */

static void
write_columns(const struct ods *ods, const struct book_sheet *sheet)
{
	for (size_t i = 1; i < 32; i++) {
		ilo_xmlwriter_start(ods->writer, "table:table-column");
		if (sheet->widths[i] != 0)
			ilo_xmlwriter_attr(ods->writer, "table:style-name",
			                   column_style(ods, sheet->widths[i]));
		ilo_xmlwriter_end(ods->writer);
	}
}

static void
write_cell(const struct ods *ods, const struct book_cell *cell)
{
	struct ilo_xmlwriter *writer = ods->writer;

	ilo_xmlwriter_start(writer, "table:table-cell");
	ilo_xmlwriter_attr(writer, "table:style-name",
	                   style_names[cell->style]);
	if (cell->choice != 0)
		ilo_xmlwriter_attr(writer, "table:content-validation-name",
		                   choice_name(ods, cell->choice));
	if (cell->open_formula != NULL)
		ilo_xmlwriter_attr(writer, "table:formula", cell->open_formula);
	if (cell->text != NULL) {
		ilo_xmlwriter_attr(writer, "office:value-type", "string");
		ilo_xmlwriter_start(writer, "text:p");
		ilo_xmlwriter_text(writer, cell->text);
		ilo_xmlwriter_end(writer);
	}
	ilo_xmlwriter_end(writer);
}

static void
skip(const struct ods *ods, const char *name, const char *attribute,
     uint32_t count)
{
	if (count == 0)
		return;
	ilo_xmlwriter_start(ods->writer, name);
	ilo_xmlwriter_attr_count(ods->writer, attribute, count);
	if (strcmp(name, "table:table-row") == 0)
		ELEMENT(ods, "table:table-cell", NULL);
	ilo_xmlwriter_end(ods->writer);
}

static void
write_sheet(const struct ods *ods, const struct book_sheet *sheet)
{
	uint32_t row = 0, column = 0;

	ilo_xmlwriter_start(ods->writer, "table:table");
	ilo_xmlwriter_attr(ods->writer, "table:name", sheet->name);
	write_columns(ods, sheet);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct book_cell *cell = &sheet->cells[i];

		if (cell->row != row) {
			if (row != 0)
				ilo_xmlwriter_end(ods->writer);
			skip(ods, "table:table-row",
			     "table:number-rows-repeated", cell->row - row - 1);
			ilo_xmlwriter_start(ods->writer, "table:table-row");
			row = cell->row;
			column = 0;
		}
		skip(ods, "table:table-cell", "table:number-columns-repeated",
		     cell->column - column - 1);
		write_cell(ods, cell);
		column = cell->column;
	}
	if (row != 0)
		ilo_xmlwriter_end(ods->writer);
	ilo_xmlwriter_end(ods->writer);
}

/* ---- parts ---- */

static enum ilo_status
write_content(const struct book *book, FILE *stream, struct ilo_diag *diag)
{
	static const char *const prefixes[] = {
		"table",  NS "table:1.0",
		"text",   NS "text:1.0",
		"style",  NS "style:1.0",
		"fo",     NS "xsl-fo-compatible:1.0",
		"number", NS "datastyle:1.0",
		"of",     NS "of:1.2",
	};
	struct ods ods = {.book = book};

	ods.writer = ilo_xmlwriter_new(stream, "office:document-content", NULL);
	ilo_xmlwriter_attr(ods.writer, "xmlns:office", NS "office:1.0");
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i += 2)
		ilo_xmlwriter_attr(
			ods.writer,
			ilo_arena_printf(book->arena, "xmlns:%s", prefixes[i]),
			prefixes[i + 1]);
	ilo_xmlwriter_attr(ods.writer, "office:version", version);
	write_styles(&ods);
	ilo_xmlwriter_start(ods.writer, "office:body");
	ilo_xmlwriter_start(ods.writer, "office:spreadsheet");
	write_choices(&ods);
	for (size_t i = 0; i < book->count; i++)
		write_sheet(&ods, &book->sheets[i]);
	return ilo_xmlwriter_finish(&ods.writer, diag);
}

static enum ilo_status
write_manifest(const struct book *book, FILE *stream, struct ilo_diag *diag)
{
	struct ods ods = {.book = book};

	ods.writer = ilo_xmlwriter_new(stream, "manifest:manifest", NULL);
	ilo_xmlwriter_attr(ods.writer, "xmlns:manifest", NS "manifest:1.0");
	ilo_xmlwriter_attr(ods.writer, "manifest:version", version);
	ELEMENT(&ods, "manifest:file-entry", "manifest:full-path", "/",
	        "manifest:version", version, "manifest:media-type", mimetype);
	ELEMENT(&ods, "manifest:file-entry", "manifest:full-path",
	        "content.xml", "manifest:media-type", "text/xml");
	return ilo_xmlwriter_finish(&ods.writer, diag);
}

enum ilo_status
book_write_ods(const struct book *book, struct ilo_diag *diag,
               struct ilo_buf *out)
{
	struct book_zip *zip = book_zip_new();
	enum ilo_status status, finished;

	/* _finish() asks the stream. */
	(void)fputs(mimetype, book_zip_part(zip, "mimetype", true));
	status = write_content(book, book_zip_part(zip, "content.xml", false),
	                       diag);
	if (status == ILO_OK)
		status = write_manifest(
			book,
			book_zip_part(zip, "META-INF/manifest.xml", false),
			diag);
	finished = book_zip_finish(zip, diag, out);
	return status == ILO_OK ? finished : status;
}
