/* Rules alone: who reads what they are asked of is not known here. */

#include "common/expected.h"

#include <string.h>

int
ilo_posting_order(const struct ilo_posting *a, const struct ilo_posting *b)
{
	if (a->own != b->own)
		return a->own ? -1 : 1;
	return (a->officers < b->officers) - (a->officers > b->officers);
}

bool
ilo_state_is_obliged(const char *group, bool bound)
{
	return bound && strcmp(group, "member") == 0;
}

bool
ilo_posting_obliges(const struct ilo_posting *posting)
{
	return posting->officers > 0;
}
