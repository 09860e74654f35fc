/*
 * statistics.xml, of which a report prints a fraction: all figures as numbers,
 * to choose from, and as a tree only what is chosen.
 */

#ifndef ILO_RENDER_STATISTICS_H
#define ILO_RENDER_STATISTICS_H

#include <libxml/tree.h>

#include "common/diag.h"
#include "render/figures.h"

/*
 * All figures of the file, and a tree of all else that it says.  The caller
 * owns both: figures_free() and ilo_xml_free() end them.
 */
ILO_MUST_CHECK enum ilo_status statistics_read(const char *path,
                                               struct ilo_diag *diag,
                                               struct figures **figures,
                                               xmlDoc **rest);

/*
 * The tree that the stylesheets read: of the figures those that an attribute
 * of the page model names, or a result; of the months those of the semester;
 * no lineage.  rest is what statistics_read() gave.  The caller owns *out.
 */
ILO_MUST_CHECK enum ilo_status
statistics_read_named(const char *path, const xmlNode *page,
                      const xmlNode *rest, struct ilo_diag *diag, xmlDoc **out);

#endif
