/* Office Open XML: a part a sheet, texts in the cells themselves. */

#include "driver/book.h"

#include <string.h>

#include "common/sheet.h"
#include "common/xmlio.h"
#include "driver/book_zip.h"

#define OOXML "http://schemas.openxmlformats.org/"
static const char ns_main[] = OOXML "spreadsheetml/2006/main";
static const char ns_types[] = OOXML "package/2006/content-types";
static const char ns_package[] = OOXML "package/2006/relationships";
static const char ns_office[] = OOXML "officeDocument/2006/relationships";
#define TYPES "application/vnd.openxmlformats-officedocument.spreadsheetml."

struct xlsx {
	const struct book *book;
	struct book_zip *zip;
	struct ilo_diag *diag;
	enum ilo_status status;
};

static struct ilo_xmlwriter *
begin(struct xlsx *xlsx, const char *part, const char *root, const char *ns)
{
	return ilo_xmlwriter_new(book_zip_part(xlsx->zip, part, false), root,
	                         ns);
}

static void
finish(struct xlsx *xlsx, struct ilo_xmlwriter *writer)
{
	const enum ilo_status status =
		ilo_xmlwriter_finish(&writer, xlsx->diag);

	if (xlsx->status == ILO_OK)
		xlsx->status = status;
}

/* An empty element; names and values by turns, ended by NULL. */
static void
element(struct ilo_xmlwriter *writer, const char *name,
        const char *const attributes[])
{
	ilo_xmlwriter_start(writer, name);
	for (size_t i = 0; attributes[i] != NULL; i += 2)
		ilo_xmlwriter_attr(writer, attributes[i], attributes[i + 1]);
	ilo_xmlwriter_end(writer);
}

#define ELEMENT(writer, name, ...)                                             \
	element(writer, name, (const char *const[]){__VA_ARGS__, NULL})

static const char *
numbered(const struct xlsx *xlsx, const char *before, size_t number,
         const char *after)
{
	return ilo_arena_printf(xlsx->book->arena, "%s%zu%s", before, number,
	                        after);
}

static void
write_types(struct xlsx *xlsx)
{
	struct ilo_xmlwriter *writer =
		begin(xlsx, "[Content_Types].xml", "Types", ns_types);

	ELEMENT(writer, "Default", "Extension", "rels", "ContentType",
	        "application/vnd.openxmlformats-package.relationships+xml");
	ELEMENT(writer, "Default", "Extension", "xml", "ContentType",
	        "application/xml");
	ELEMENT(writer, "Override", "PartName", "/xl/workbook.xml",
	        "ContentType", TYPES "sheet.main+xml");
	ELEMENT(writer, "Override", "PartName", "/xl/styles.xml", "ContentType",
	        TYPES "styles+xml");
	for (size_t i = 1; i <= xlsx->book->count; i++)
		ELEMENT(writer, "Override", "PartName",
		        numbered(xlsx, "/xl/worksheets/sheet", i, ".xml"),
		        "ContentType", TYPES "worksheet+xml");
	finish(xlsx, writer);
}

static void
write_relations(struct xlsx *xlsx)
{
	struct ilo_xmlwriter *writer =
		begin(xlsx, "_rels/.rels", "Relationships", ns_package);

	ELEMENT(writer, "Relationship", "Id", "rId1", "Type",
	        OOXML "officeDocument/2006/relationships/officeDocument",
	        "Target", "xl/workbook.xml");
	finish(xlsx, writer);
	writer = begin(xlsx, "xl/_rels/workbook.xml.rels", "Relationships",
	               ns_package);
	for (size_t i = 1; i <= xlsx->book->count; i++)
		ELEMENT(writer, "Relationship", "Id",
		        numbered(xlsx, "rId", i, ""), "Type",
		        OOXML "officeDocument/2006/relationships/worksheet",
		        "Target",
		        numbered(xlsx, "worksheets/sheet", i, ".xml"));
	ELEMENT(writer, "Relationship", "Id",
	        numbered(xlsx, "rId", xlsx->book->count + 1, ""), "Type",
	        OOXML "officeDocument/2006/relationships/styles", "Target",
	        "styles.xml");
	finish(xlsx, writer);
}

static void
write_workbook(struct xlsx *xlsx)
{
	struct ilo_xmlwriter *writer =
		begin(xlsx, "xl/workbook.xml", "workbook", ns_main);

	ilo_xmlwriter_attr(writer, "xmlns:r", ns_office);
	ilo_xmlwriter_start(writer, "sheets");
	for (size_t i = 1; i <= xlsx->book->count; i++)
		ELEMENT(writer, "sheet", "name", xlsx->book->sheets[i - 1].name,
		        "sheetId", numbered(xlsx, "", i, ""), "r:id",
		        numbered(xlsx, "rId", i, ""));
	finish(xlsx, writer);
}

/* ---- styles: one <xf> for each enum book_style, in its order ---- */

static void
write_fonts(struct ilo_xmlwriter *writer)
{
	static const struct {
		const char *size, *colour;
		bool bold;
	} fonts[] = {{"10", "FF000000", false},
	             {"6", "FF9A9A9A", false},
	             {"13", "FF1F3864", true},
	             {"10", "FF000000", true}};

	ilo_xmlwriter_start(writer, "fonts");
	for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++) {
		ilo_xmlwriter_start(writer, "font");
		if (fonts[i].bold)
			ilo_xmlwriter_start(writer, "b");
		if (fonts[i].bold)
			ilo_xmlwriter_end(writer);
		ELEMENT(writer, "sz", "val", fonts[i].size);
		ELEMENT(writer, "color", "rgb", fonts[i].colour);
		ELEMENT(writer, "name", "val", "Calibri");
		ilo_xmlwriter_end(writer);
	}
	ilo_xmlwriter_end(writer);
}

static void
write_fills(struct ilo_xmlwriter *writer)
{
	static const char *const colours[] = {"FFD9E2F3", "FFFFFBE6"};
	static const char *const usual[] = {"none", "gray125"};

	ilo_xmlwriter_start(writer, "fills");
	for (size_t i = 0; i < 2; i++) {
		ilo_xmlwriter_start(writer, "fill");
		ELEMENT(writer, "patternFill", "patternType", usual[i]);
		ilo_xmlwriter_end(writer);
	}
	for (size_t i = 0; i < 2; i++) {
		ilo_xmlwriter_start(writer, "fill");
		ilo_xmlwriter_start(writer, "patternFill");
		ilo_xmlwriter_attr(writer, "patternType", "solid");
		ELEMENT(writer, "fgColor", "rgb", colours[i]);
		ilo_xmlwriter_end(writer);
		ilo_xmlwriter_end(writer);
	}
	ilo_xmlwriter_end(writer);
}

static void
write_borders(struct ilo_xmlwriter *writer)
{
	static const char *const sides[] = {"left", "right", "top", "bottom"};

	ilo_xmlwriter_start(writer, "borders");
	for (size_t i = 0; i < 2; i++) {
		ilo_xmlwriter_start(writer, "border");
		for (size_t s = 0; s < 4; s++) {
			ilo_xmlwriter_start(writer, sides[s]);
			if (i == 1) {
				ilo_xmlwriter_attr(writer, "style", "thin");
				ELEMENT(writer, "color", "rgb", "FFBFBFBF");
			}
			ilo_xmlwriter_end(writer);
		}
		ilo_xmlwriter_end(writer);
	}
	ilo_xmlwriter_end(writer);
}

static void
write_formats(struct ilo_xmlwriter *writer)
{
	static const struct {
		const char *number, *font, *fill, *border;
		bool wrapped;
	} formats[BOOK_STYLES] = {
		[BOOK_PLAIN] = {"0", "0", "0", "0", false},
		[BOOK_MARK] = {"49", "1", "0", "0", false},
		[BOOK_TITLE] = {"0", "2", "0", "0", false},
		[BOOK_HEADING] = {"0", "3", "2", "1", true},
		[BOOK_WRAPPED] = {"0", "0", "0", "0", true},
		[BOOK_ENTRY] = {"49", "0", "3", "1", true},
		[BOOK_ENTRY_DATE] = {"164", "0", "3", "1", false},
		[BOOK_ENTRY_COUNT] = {"1", "0", "3", "1", false},
	};

	ilo_xmlwriter_start(writer, "cellXfs");
	for (size_t i = 0; i < BOOK_STYLES; i++) {
		ilo_xmlwriter_start(writer, "xf");
		ilo_xmlwriter_attr(writer, "numFmtId", formats[i].number);
		ilo_xmlwriter_attr(writer, "fontId", formats[i].font);
		ilo_xmlwriter_attr(writer, "fillId", formats[i].fill);
		ilo_xmlwriter_attr(writer, "borderId", formats[i].border);
		ilo_xmlwriter_attr(writer, "xfId", "0");
		ilo_xmlwriter_attr(writer, "applyNumberFormat", "1");
		ilo_xmlwriter_attr(writer, "applyFont", "1");
		ilo_xmlwriter_attr(writer, "applyFill", "1");
		ilo_xmlwriter_attr(writer, "applyBorder", "1");
		if (formats[i].wrapped) {
			ilo_xmlwriter_attr(writer, "applyAlignment", "1");
			ELEMENT(writer, "alignment", "vertical", "top",
			        "wrapText", "1");
		}
		ilo_xmlwriter_end(writer);
	}
	ilo_xmlwriter_end(writer);
}

static void
write_styles(struct xlsx *xlsx)
{
	struct ilo_xmlwriter *writer =
		begin(xlsx, "xl/styles.xml", "styleSheet", ns_main);

	ilo_xmlwriter_start(writer, "numFmts");
	ELEMENT(writer, "numFmt", "numFmtId", "164", "formatCode",
	        "yyyy\\-mm\\-dd");
	ilo_xmlwriter_end(writer);
	write_fonts(writer);
	write_fills(writer);
	write_borders(writer);
	ilo_xmlwriter_start(writer, "cellStyleXfs");
	ELEMENT(writer, "xf", "numFmtId", "0", "fontId", "0", "fillId", "0",
	        "borderId", "0");
	ilo_xmlwriter_end(writer);
	write_formats(writer);
	finish(xlsx, writer);
}

/* ---- sheets ---- */

static void
write_columns(struct ilo_xmlwriter *writer, const struct book_sheet *sheet)
{
	bool any = false;

	for (size_t i = 1; i < 32; i++) {
		if (sheet->widths[i] == 0)
			continue;
		if (!any)
			ilo_xmlwriter_start(writer, "cols");
		any = true;
		ilo_xmlwriter_start(writer, "col");
		ilo_xmlwriter_attr_count(writer, "min", (int64_t)i);
		ilo_xmlwriter_attr_count(writer, "max", (int64_t)i);
		ilo_xmlwriter_attr_count(writer, "width", sheet->widths[i]);
		ilo_xmlwriter_attr(writer, "customWidth", "1");
		ilo_xmlwriter_end(writer);
	}
	if (any)
		ilo_xmlwriter_end(writer);
}

static void
write_cell(struct ilo_xmlwriter *writer, const struct book_cell *cell)
{
	char address[ILO_ADDRESS_SIZE];

	ilo_xmlwriter_start(writer, "c");
	ilo_xmlwriter_attr(writer, "r",
	                   ilo_sheet_address(cell->row, cell->column, address));
	ilo_xmlwriter_attr_count(writer, "s", (int64_t)cell->style);
	if (cell->formula != NULL) {
		ilo_xmlwriter_attr(writer, "t", "str");
		ilo_xmlwriter_start(writer, "f");
		ilo_xmlwriter_text(writer, cell->formula);
		ilo_xmlwriter_end(writer);
		ilo_xmlwriter_start(writer, "v");
		ilo_xmlwriter_end(writer);
	} else if (cell->text != NULL) {
		ilo_xmlwriter_attr(writer, "t", "inlineStr");
		ilo_xmlwriter_start(writer, "is");
		ilo_xmlwriter_start(writer, "t");
		ilo_xmlwriter_attr(writer, "xml:space", "preserve");
		ilo_xmlwriter_text(writer, cell->text);
		ilo_xmlwriter_end(writer);
		ilo_xmlwriter_end(writer);
	}
	ilo_xmlwriter_end(writer);
}

static void
write_cells(struct ilo_xmlwriter *writer, const struct book_sheet *sheet)
{
	uint32_t row = 0;

	ilo_xmlwriter_start(writer, "sheetData");
	for (size_t i = 0; i < sheet->count; i++) {
		const struct book_cell *cell = &sheet->cells[i];

		if (cell->row != row && row != 0)
			ilo_xmlwriter_end(writer);
		if (cell->row != row) {
			ilo_xmlwriter_start(writer, "row");
			ilo_xmlwriter_attr_count(writer, "r", cell->row);
		}
		row = cell->row;
		write_cell(writer, cell);
	}
	if (row != 0)
		ilo_xmlwriter_end(writer);
	ilo_xmlwriter_end(writer);
}

/* The cells with that choice as ranges down their columns: "B5:B9 D5". */
static const char *
ranges(const struct book *book, const struct book_sheet *sheet, size_t choice)
{
	const char *all = "";

	for (uint32_t column = 1; column < 32; column++) {
		uint32_t first = 0, last = 0;

		for (size_t i = 0; i <= sheet->count; i++) {
			const struct book_cell *cell =
				i < sheet->count ? &sheet->cells[i] : NULL;
			const bool here = cell != NULL &&
			                  cell->column == column &&
			                  cell->choice == choice;
			char from[ILO_ADDRESS_SIZE], to[ILO_ADDRESS_SIZE];

			if (cell != NULL && !here)
				continue;
			if (here && first != 0 && cell->row == last + 1) {
				last++;
				continue;
			}
			if (first != 0)
				all = ilo_arena_printf(
					book->arena, "%s%s%s:%s", all,
					*all == '\0' ? "" : " ",
					ilo_sheet_address(first, column, from),
					ilo_sheet_address(last, column, to));
			if (here)
				first = last = cell->row;
		}
	}
	return all;
}

static void
write_choices(struct ilo_xmlwriter *writer, const struct book *book,
              const struct book_sheet *sheet)
{
	const char *codes = book->sheets[book->count - 1].name;
	bool any = false;

	for (size_t i = 0; i < book->choice_count; i++) {
		const struct book_choice *choice = &book->choices[i];
		const char *where = ranges(book, sheet, i + 1);
		char column[ILO_ADDRESS_SIZE];

		if (*where == '\0' || choice->last < choice->first)
			continue;
		if (!any)
			ilo_xmlwriter_start(writer, "dataValidations");
		any = true;
		(void)ilo_sheet_address(0, choice->column, column);
		column[strcspn(column, "0")] = '\0';
		ilo_xmlwriter_start(writer, "dataValidation");
		ilo_xmlwriter_attr(writer, "type", "list");
		ilo_xmlwriter_attr(writer, "errorStyle", "warning");
		ilo_xmlwriter_attr(writer, "allowBlank", "1");
		ilo_xmlwriter_attr(writer, "showErrorMessage", "1");
		ilo_xmlwriter_attr(writer, "sqref", where);
		ilo_xmlwriter_start(writer, "formula1");
		ilo_xmlwriter_text(writer,
		                   ilo_arena_printf(book->arena,
		                                    "%s!$%s$%u:$%s$%u", codes,
		                                    column, choice->first,
		                                    column, choice->last));
		ilo_xmlwriter_end(writer);
		ilo_xmlwriter_end(writer);
	}
	if (any)
		ilo_xmlwriter_end(writer);
}

static void
write_sheet(struct xlsx *xlsx, size_t number)
{
	const struct book_sheet *sheet = &xlsx->book->sheets[number - 1];
	struct ilo_xmlwriter *writer = begin(
		xlsx, numbered(xlsx, "xl/worksheets/sheet", number, ".xml"),
		"worksheet", ns_main);

	write_columns(writer, sheet);
	write_cells(writer, sheet);
	write_choices(writer, xlsx->book, sheet);
	finish(xlsx, writer);
}

enum ilo_status
book_write_xlsx(const struct book *book, struct ilo_diag *diag,
                struct ilo_buf *out)
{
	struct xlsx xlsx = {.book = book, .zip = book_zip_new(), .diag = diag};
	enum ilo_status status;

	write_types(&xlsx);
	write_relations(&xlsx);
	write_workbook(&xlsx);
	write_styles(&xlsx);
	for (size_t i = 1; i <= book->count; i++)
		write_sheet(&xlsx, i);
	status = book_zip_finish(xlsx.zip, diag, out);
	return xlsx.status == ILO_OK ? status : xlsx.status;
}
