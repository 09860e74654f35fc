/*
 * A published run as `ilo why` needs it: the figures of statistics.xml by id,
 * the rows of each flows.csv by number, the sources of each networks.xml.
 * Every file is checked against manifest.json before it is believed.
 */

#ifndef ILO_DRIVER_EDITION_H
#define ILO_DRIVER_EDITION_H

#include <libxml/tree.h>
#include <stddef.h>

#include "common/diag.h"
#include "common/flows.h"
#include "common/mem.h"
#include "common/semester.h"

struct edition;

/* One figure or point of a series; attributes are read from node, those that a
 * point leaves to its series from series (NULL for a figure). */
struct edition_figure {
	const char *id;
	const xmlNode *node;
	const xmlNode *series;
};

/* Who a source was; strings live as long as the edition. */
struct edition_source {
	const char *id;
	const char *sha256;
	const char *file;
	const char *sender;
	const char *kind;
	const char *fate;
	const char
		*zero_from;  /* months within which an unlisted cell is zero; */
	const char *zero_to; /* NULL when the source lists zeros */
};

/* Where to look for one: run, or else the latest run of the semester in the
 * archive. */
struct edition_place {
	const char *archive, *run, *semester;
};

/* Open it.  ILO_USAGE, reported, when neither is named or the semester is not
 * one; ILO_FAILED when there is none.  End it with edition_close(). */
ILO_MUST_CHECK enum ilo_status edition_open(const struct edition_place *place,
                                            struct ilo_diag *diag,
                                            struct edition **out);
void edition_close(struct edition *edition);

/* The folder of the run. */
const char *edition_folder(const struct edition *edition);

/* All figures, by id. */
size_t edition_count(const struct edition *edition);
const struct edition_figure *edition_at(const struct edition *edition,
                                        size_t index);
const struct edition_figure *edition_find(const struct edition *edition,
                                          const char *id);

/* The element of statistics.xml that they all stand in, and the folder. */
const xmlNode *edition_root(const struct edition *edition);

/* Index of the first figure whose id is not before text. */
size_t edition_search(const struct edition *edition, const char *text);

/* The attribute of the figure or of its series, NULL if neither has it; lives
 * as long as the edition. */
const char *edition_attr(struct edition *edition,
                         const struct edition_figure *figure, const char *name);

/* Row number (from 1) of a semester's flows.csv and the source it names; both
 * live as long as the edition.  Read when first asked for. */
ILO_MUST_CHECK enum ilo_status
edition_row(struct edition *edition, ilo_semester semester, size_t number,
            struct ilo_diag *diag, const struct ilo_flow **row,
            const struct edition_source **source);

/* Of a semester's sources in force, the first that vouches for zeros of period
 * (a semester or a month); *source NULL when none does. */
ILO_MUST_CHECK enum ilo_status
edition_zero_source(struct edition *edition, const char *period,
                    struct ilo_diag *diag,
                    const struct edition_source **source);

#endif
