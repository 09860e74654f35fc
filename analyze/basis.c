/* Looks for rows; a file that lists no zeros counts as rows everywhere. */

#include "analyze/basis.h"

/* Whether host (NULL: any) has a block of that kind; reporter NULL: any. */
static bool
has_block(const struct term *term, const struct symbol *host,
          const struct symbol *indicator, const struct basis *basis)
{
	size_t first, end, i;

	tables_span(term->tables, indicator, host, &first, &end);
	for (i = first; i < end; i++) {
		const struct block *block =
			&term->tables->blocks[term->tables->by_indicator[i]];

		if (block->counted_by == basis->counted_by &&
		    (basis->agency == NULL || block->reporter == basis->agency))
			return true;
	}
	return false;
}

/* Keep the first by code and count the different ones. */
static void
consider(const struct symbol *reporter, const struct symbol **first,
         const struct symbol **second)
{
	if (*first == NULL || symbol_order(reporter, *first) < 0) {
		*second = *first;
		*first = reporter;
	} else if (reporter != *first) {
		*second = reporter;
	}
}

const struct symbol *
basis_agency(const struct term *term, const struct symbol *indicator,
             size_t *count)
{
	const struct symbol *first = NULL, *second = NULL;
	size_t i;

	for (i = 0; i < term->agency_count; i++)
		if (term->agencies[i].indicator == indicator)
			consider(term->agencies[i].reporter, &first, &second);
	*count = second != NULL ? 2 : first != NULL ? 1 : 0;
	return first;
}

bool
basis_second(const struct history *history, const struct term *term,
             const struct symbol *host, const struct symbol *indicator,
             struct basis *out)
{
	size_t count;

	out->counted_by = history->agency;
	out->agency = basis_agency(term, indicator, &count);
	if (out->agency == NULL)
		return false;
	return has_block(term, host, indicator, out) ||
	       term_zero_months(term, indicator, out->counted_by,
	                        out->agency) != 0;
}

bool
basis_find(const struct history *history, const struct term *term,
           const struct symbol *host, const struct symbol *indicator,
           struct basis *out)
{
	const struct basis own = {history->own, NULL};

	if (!has_block(term, host, indicator, &own) &&
	    basis_second(history, term, host, indicator, out))
		return true;
	*out = own;
	return has_block(term, host, indicator, &own);
}
