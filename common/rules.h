/*
 * The rules on what a native submission says, its rows apart: cover (ING201 to
 * ING213) and narrative (ING210, ING214 to ING216).  Form is the schema's: a
 * value that it refuses is passed over here.
 */

#ifndef ILO_COMMON_RULES_H
#define ILO_COMMON_RULES_H

#include "common/faults.h"
#include "common/submission.h"

struct ilo_native_place;

struct ilo_judged {
	const struct ilo_reading *reading;
	const xmlNode *root;
	const struct ilo_cover *cover;
	struct ilo_faults *faults;
	struct ilo_native_place *place; /* told which node is judged; or NULL */
	char start[ILO_DATE_SIZE];      /* of the semester; "" when not known */
	char end[ILO_DATE_SIZE];
};

void ilo_judged_init(struct ilo_judged *judged,
                     const struct ilo_reading *reading, const xmlNode *root,
                     const struct ilo_cover *cover, struct ilo_faults *faults);

void ilo_rules_cover(const struct ilo_judged *judged);
void ilo_rules_narrative(const struct ilo_judged *judged);

/* Whether code was valid on any day from start to end; empty dates are open. */
bool ilo_rules_valid(const struct ilo_code_entry *code, const char *start,
                     const char *end);

/* The language's code for a tag of it ("pt-PT" is pt); NULL when unknown. */
const struct ilo_code_entry *ilo_rules_language(const struct ilo_judged *judged,
                                                const char *tag);

#endif
