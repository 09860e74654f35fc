/*
 * What of a statistics.xml is published: reads one that is whole, withholds
 * what could point to persons and whatever would give that away, and writes
 * it again.
 *
 * Knows only the document: every number in it names what it was made from, so
 * an analysis that is added later is covered without a line here.
 */

#ifndef ILO_ANALYZE_PUBLICATION_H
#define ILO_ANALYZE_PUBLICATION_H

#include <libxml/tree.h>

#include "common/codelist.h"
#include "common/xmlio.h"

struct publication;

/* Of the document, which must outlive it; indicators say which of them are
 * about persons (property "disclosure" with the value "persons").  End it with
 * publication_free(). */
struct publication *publication_new(const xmlDoc *document,
                                    const struct ilo_codelist *indicators,
                                    double threshold);
void publication_free(struct publication *publication);

/* Write the document, what is withheld left out, into a writer whose root is
 * open; at the end of its analyses one named "disclosure". */
void publication_write(const struct publication *publication,
                       struct ilo_xmlwriter *writer);

#endif
