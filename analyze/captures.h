/*
 * What reports tell of lists that overlap: the linkages of field B13 of
 * networks.xml.
 */

#ifndef ILO_ANALYZE_CAPTURES_H
#define ILO_ANALYZE_CAPTURES_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "analyze/symbols.h"
#include "common/mem.h"

enum { CAPTURE_LISTS = 6, CAPTURE_PATTERNS = 63 };

/* One reporter's, on one host country and indicator. */
struct capture {
	const struct symbol *host, *indicator, *reporter;
	size_t ordinal; /* among those of the same three; 0 the first */
	bool linkable, same_scope;
	size_t lists;
	size_t count;                     /* patterns given */
	unsigned cells[CAPTURE_PATTERNS]; /* bit i: on list i */
	double counts[CAPTURE_PATTERNS];
};

struct captures {
	struct capture *items; /* as in networks.xml */
	size_t count, capacity;
};

void captures_release(struct captures *captures);

/* Add those of a network element; what ilo-transform would not write is passed
 * over. */
void captures_read(const xmlNode *network, const struct symbol *host,
                   struct symbols *symbols, struct ilo_arena *arena,
                   struct captures *captures);

#endif
