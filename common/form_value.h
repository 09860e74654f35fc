/* The text of a cell as a submission has it, by the shape of its column. */

#ifndef ILO_COMMON_FORM_VALUE_H
#define ILO_COMMON_FORM_VALUE_H

#include "common/form.h"
#include "common/sheet.h"

/*
 * Names divided by commas of which one has a blank in it: one name or two?
 * Where there is no comma, blanks divide.
 */
bool ilo_form_is_unclear(const struct ilo_form_column *column,
                         const char *text);

/*
 * text is the cell's without white space at its ends.  Codes lose the label
 * behind their dash, several are divided by a blank, a month that a program
 * took for a day is a month again; NULL when nothing is left.  In the arena.
 */
const char *ilo_form_value(struct ilo_arena *arena,
                           const struct ilo_form_column *column,
                           const struct ilo_sheet_cell *cell, const char *text);

#endif
