/* A sheet is told by its mark in A1, never by its name. */

#include "common/form_sheets.h"

#include <string.h>

static bool
is_plain_name(const char *name)
{
	const size_t length = strlen(name);

	return length > 0 && length <= 31 &&
	       strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw"
	                    "xyz0123456789_-") == length;
}

/* The id in the mark of the sheet ("ilo-form 1.0 cover"), or NULL. */
static const char *
mark_of(const struct ilo_sheet *sheet, const char **version)
{
	const struct ilo_sheet_cell *cell = ilo_sheet_at(sheet, 1, 1);
	static const char start[] = ILO_FORM_MARK " ";

	if (cell == NULL || strncmp(cell->text, start, sizeof start - 1) != 0)
		return NULL;
	*version = cell->text + sizeof start - 1;
	return strchr(*version, ' ') == NULL ? "" : strchr(*version, ' ') + 1;
}

/* Whether the version that a mark begins with is among them. */
static bool
is_among(const char *version, const char *versions)
{
	const size_t length = strcspn(version, " ");

	while (versions != NULL && *versions != '\0') {
		const size_t size = strcspn(versions, " ");

		if (size == length && strncmp(version, versions, size) == 0)
			return true;
		versions += size + strspn(versions + size, " ");
	}
	return false;
}

const char *
ilo_form_place_text(const struct ilo_form_fill *fill,
                    const struct ilo_form_place *place)
{
	const char *name = place->sheet->name, *version, *mark;
	const struct ilo_form_sheet *model = NULL;
	char address[ILO_ADDRESS_SIZE];

	if (!is_plain_name(name)) {
		mark = mark_of(place->sheet, &version);
		model = mark == NULL ? NULL : ilo_form_sheet(fill->form, mark);
		name = model == NULL ? "sheet"
		                     : ilo_form_label(&model->label, "en");
	}
	return ilo_arena_printf(
		fill->arena, "%s!%s", name,
		ilo_sheet_address(place->row, place->column, address));
}

void
ilo_form_fault(const struct ilo_form_fill *fill, enum ilo_code code,
               const struct ilo_form_place *place, const char *what)
{
	ilo_fault(fill->faults, code, 0, "%s%s%s",
	          ilo_form_place_text(fill, place), *what == '\0' ? "" : ": ",
	          what);
}

const struct ilo_sheet *
ilo_form_find_sheet(const struct ilo_form_fill *fill,
                    const struct ilo_workbook *workbook, const char *id)
{
	const struct ilo_sheet *found = NULL;
	const char *version;

	for (size_t i = 0; i < workbook->count; i++) {
		const char *mark = mark_of(&workbook->sheets[i], &version);

		if (mark == NULL || strcmp(mark, id) != 0)
			continue;
		if (found != NULL) {
			ilo_fault(fill->faults, ILO_D_FORM_SHEET, 0,
			          "'%s' is there twice", id);
			return NULL;
		}
		found = &workbook->sheets[i];
	}
	if (found == NULL)
		ilo_fault(fill->faults, ILO_D_FORM_SHEET, 0, "'%s' is missing",
		          id);
	return found;
}

enum ilo_status
ilo_form_recognise(const struct ilo_form_fill *fill,
                   const struct ilo_workbook *workbook)
{
	const struct ilo_form *form = fill->form;
	size_t marked = 0;

	for (size_t i = 0; i < workbook->count; i++) {
		const char *version = NULL;

		if (mark_of(&workbook->sheets[i], &version) == NULL)
			continue;
		marked++;
		if (is_among(version, form->version) ||
		    is_among(version, form->reads))
			continue;
		ilo_fault(fill->faults, ILO_D_FORM_VERSION, 0,
		          "'%.40s', taken is %s%s%s", version, form->version,
		          form->reads == NULL ? "" : " ",
		          form->reads == NULL ? "" : form->reads);
		return ILO_FINDINGS;
	}
	if (marked == 0) {
		ilo_fault(fill->faults, ILO_D_FORM_UNKNOWN, 0,
		          "no cell A1 begins with '%s'", ILO_FORM_MARK);
		return ILO_FINDINGS;
	}
	for (size_t i = 0; i < workbook->count; i++) {
		const struct ilo_sheet *sheet = &workbook->sheets[i];
		const struct ilo_form_place place = {
			sheet, sheet->count == 0 ? 0 : sheet->cells->row,
			sheet->count == 0 ? 0 : sheet->cells->column};
		const char *version;

		if (sheet->count > 0 && mark_of(sheet, &version) == NULL)
			ilo_form_fault(fill, ILO_D_FORM_STRAY, &place,
			               "a sheet that is not of the form");
	}
	return ILO_OK;
}
