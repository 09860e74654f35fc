/* One SAX reading for each part, each with handlers of its own. */

#include "common/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

#include "common/num.h"

const char ilo_xlsx_main[] =
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main";
static const char ns_relations[] = "http://schemas.openxmlformats.org/"
				   "officeDocument/2006/relationships";

#define STRINGS_MAX 500000u
#define STYLES_MAX 65536u

struct reading {
	struct ilo_xlsx_parts *parts;
	struct ilo_faults *faults;
	/* shared strings */
	unsigned in_string, in_text, in_phonetic;
	struct ilo_buf text;
	/* styles */
	unsigned in_formats;
	struct format {
		int64_t id;
		enum ilo_xlsx_style style;
	} * formats;
	size_t format_count, format_capacity;
};

static bool
is(const struct ilo_sax_tag *tag, const char *name)
{
	return strcmp(tag->name, name) == 0 &&
	       strcmp(tag->uri, ilo_xlsx_main) == 0;
}

static const char *
attribute(const struct reading *reading, const struct ilo_sax_tag *tag,
          const char *name)
{
	return ilo_sax_attribute(tag, reading->parts->arena, NULL, name);
}

static bool
is_true(const char *text)
{
	return text != NULL &&
	       (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

static enum ilo_status
on_nothing(void *context, unsigned depth)
{
	(void)context; /* nothing ends that matters */
	(void)depth;
	return ILO_OK;
}

/* ---- the workbook and its relationships ---- */

static enum ilo_status
on_workbook(void *context, const struct ilo_sax_tag *tag)
{
	struct reading *reading = context;
	struct ilo_xlsx_parts *parts = reading->parts;

	if (is(tag, "workbookPr"))
		parts->from_1904 = is_true(attribute(reading, tag, "date1904"));
	if (!is(tag, "sheet") || parts->sheet_count >= 64)
		return ILO_OK; /* the workbook takes fewer, and says so */
	parts->sheets = ilo_grow(parts->sheets, parts->sheet_count,
	                         &parts->sheet_capacity, sizeof *parts->sheets);
	parts->sheets[parts->sheet_count++] = (struct ilo_xlsx_sheet){
		.name = attribute(reading, tag, "name"),
		.id = ilo_sax_attribute(tag, parts->arena, ns_relations, "id")};
	return ILO_OK;
}

static enum ilo_status
on_relations(void *context, const struct ilo_sax_tag *tag)
{
	struct reading *reading = context;
	struct ilo_xlsx_parts *parts = reading->parts;
	const char *id, *target;

	if (strcmp(tag->name, "Relationship") != 0)
		return ILO_OK;
	id = attribute(reading, tag, "Id");
	target = attribute(reading, tag, "Target");
	if (id == NULL || target == NULL)
		return ILO_OK;
	for (size_t i = 0; i < parts->sheet_count; i++) {
		struct ilo_xlsx_sheet *sheet = &parts->sheets[i];

		if (sheet->id != NULL && strcmp(sheet->id, id) == 0)
			sheet->path =
				*target == '/'
					? target + 1
					: ilo_arena_printf(parts->arena,
			                                   "xl/%s", target);
	}
	return ILO_OK;
}

/* ---- shared strings ---- */

static enum ilo_status
on_string(void *context, const struct ilo_sax_tag *tag)
{
	struct reading *reading = context;

	if (is(tag, "si")) {
		reading->in_string = tag->depth;
		ilo_buf_clear(&reading->text);
	} else if (is(tag, "rPh")) {
		reading->in_phonetic = tag->depth;
	} else if (is(tag, "t") && reading->in_phonetic == 0) {
		reading->in_text = tag->depth;
	}
	return ILO_OK;
}

static enum ilo_status
on_string_end(void *context, unsigned depth)
{
	struct reading *reading = context;
	struct ilo_xlsx_parts *parts = reading->parts;
	struct ilo_buf plain = ILO_BUF_INIT;

	if (depth == reading->in_text)
		reading->in_text = 0;
	if (depth == reading->in_phonetic)
		reading->in_phonetic = 0;
	if (depth != reading->in_string)
		return ILO_OK;
	reading->in_string = 0;
	if (parts->string_count >= STRINGS_MAX) {
		ilo_fault(reading->faults, ILO_D_SHEET_GUARD, 0,
		          "more than 500,000 strings");
		return ILO_FINDINGS;
	}
	ilo_xlsx_unescape(&plain, ilo_buf_text(&reading->text));
	parts->strings =
		ilo_grow(parts->strings, parts->string_count,
	                 &parts->string_capacity, sizeof *parts->strings);
	parts->strings[parts->string_count++] =
		ilo_arena_strdup(parts->arena, ilo_buf_text(&plain));
	ilo_buf_release(&plain);
	return ILO_OK;
}

static void
on_string_text(void *context, const char *text, size_t size_bytes)
{
	struct reading *reading = context;

	if (reading->in_text != 0 && reading->text.count < ILO_LIMIT_RUN_BYTES)
		ilo_buf_add(&reading->text, text, size_bytes);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void
ilo_xlsx_unescape(struct ilo_buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		int code = 0;

		if (text[0] == '_' && text[1] == 'x' && strlen(text) >= 7 &&
		    text[6] == '_') {
			for (int i = 2; i < 6 && code >= 0; i++) {
				const int digit = hex_digit(text[i]);

				code = digit < 0 ? -1 : code * 16 + digit;
			}
		}
		if (code == '\t' || code == '\n' || code == '_' ||
		    code == '\r') {
			const char plain = (char)code;

			ilo_buf_add(out, &plain, code == '\r' ? 0 : 1);
			text += 6;
		} else {
			ilo_buf_add(out, text, 1);
		}
	}
}

/* ---- styles ---- */

/* By the letters of a format, outside of quotes, brackets and escapes: a day or
 * a year makes a date. */
static enum ilo_xlsx_style
style_of_code(const char *code)
{
	char until = '\0';

	for (; *code != '\0'; code++) {
		if (until != '\0') {
			if (*code == until)
				until = '\0';
		} else if (*code == '"') {
			until = '"';
		} else if (*code == '[') {
			until = ']';
		} else if ((*code == '\\' || *code == '_') && code[1] != '\0') {
			code++;
		} else if (strchr("dDyY", *code) != NULL) {
			return ILO_XLSX_DATE;
		} else if (*code == '%') {
			return ILO_XLSX_PERCENT;
		}
	}
	return ILO_XLSX_PLAIN;
}

static enum ilo_xlsx_style
style_of_id(const struct reading *reading, int64_t id)
{
	for (size_t i = 0; i < reading->format_count; i++) {
		if (reading->formats[i].id == id)
			return reading->formats[i].style;
	}
	if (id == 9 || id == 10)
		return ILO_XLSX_PERCENT;
	if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
	    id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
		return ILO_XLSX_DATE;
	return ILO_XLSX_PLAIN;
}

static enum ilo_status
on_style(void *context, const struct ilo_sax_tag *tag)
{
	struct reading *reading = context;
	struct ilo_xlsx_parts *parts = reading->parts;
	const char *id = attribute(reading, tag, "numFmtId");
	int64_t number = 0;

	if (id != NULL && !ilo_num_count(id, &number))
		number = 0;
	if (is(tag, "cellXfs"))
		reading->in_formats = tag->depth;
	if (is(tag, "numFmt") && reading->format_count < STYLES_MAX) {
		const char *code = attribute(reading, tag, "formatCode");

		reading->formats = ilo_grow(
			reading->formats, reading->format_count,
			&reading->format_capacity, sizeof *reading->formats);
		reading->formats[reading->format_count++] = (struct format){
			number, style_of_code(code == NULL ? "" : code)};
	}
	if (!is(tag, "xf") || reading->in_formats == 0 ||
	    parts->style_count >= STYLES_MAX)
		return ILO_OK;
	parts->styles = ilo_grow(parts->styles, parts->style_count,
	                         &parts->style_capacity, sizeof *parts->styles);
	parts->styles[parts->style_count++] = style_of_id(reading, number);
	return ILO_OK;
}

static enum ilo_status
on_style_end(void *context, unsigned depth)
{
	struct reading *reading = context;

	if (depth == reading->in_formats)
		reading->in_formats = 0;
	return ILO_OK;
}

/* ---- all of it ---- */

enum ilo_status
ilo_xlsx_part(struct ilo_zip *zip, const char *name,
              const struct ilo_sax_handlers *handlers, void *context,
              struct ilo_faults *faults)
{
	struct ilo_buf part = ILO_BUF_INIT;
	enum ilo_status status = ilo_zip_read(zip, name, faults, &part);

	if (status == ILO_OK)
		status = ilo_sax_read(
			&(struct ilo_sax_input){ilo_buf_text(&part), part.count,
		                                name, ilo_zip_limits(zip)},
			handlers, context, faults);
	ilo_buf_release(&part);
	return status;
}

enum ilo_status
ilo_xlsx_parts_read(struct ilo_zip *zip, struct ilo_arena *arena,
                    struct ilo_faults *faults, struct ilo_xlsx_parts *parts)
{
	static const struct {
		const char *name;
		struct ilo_sax_handlers handlers;
		bool needed;
	} readings[] = {
		{"xl/workbook.xml", {on_workbook, on_nothing, NULL}, true},
		{"xl/_rels/workbook.xml.rels",
	         {on_relations, on_nothing, NULL},
	         true},
		{"xl/sharedStrings.xml",
	         {on_string, on_string_end, on_string_text},
	         false},
		{"xl/styles.xml", {on_style, on_style_end, NULL}, false},
	};
	struct reading reading = {.parts = parts, .faults = faults};
	enum ilo_status status = ILO_OK;

	*parts = (struct ilo_xlsx_parts){.arena = arena};
	for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
		if (status == ILO_OK &&
		    (readings[i].needed || ilo_zip_has(zip, readings[i].name)))
			status = ilo_xlsx_part(zip, readings[i].name,
			                       &readings[i].handlers, &reading,
			                       faults);
	}
	free(reading.formats);
	ilo_buf_release(&reading.text);
	return status;
}

void
ilo_xlsx_parts_release(struct ilo_xlsx_parts *parts)
{
	free(parts->styles);
	free(parts->strings);
	free(parts->sheets);
	*parts = (struct ilo_xlsx_parts){.arena = NULL};
}
