/*
 * Rows of SDMX messages, whatever their syntax: the components of our data
 * structure (schema/flows-dsd.xml) become rows of one semester, judged as those
 * of a native submission are.  A message has one sender and many host
 * countries.
 */

#ifndef ILO_COMMON_SDMX_ROWS_H
#define ILO_COMMON_SDMX_ROWS_H

#include "common/rows.h"

enum ilo_component {
	ILO_SDMX_HOST_COUNTRY,
	ILO_SDMX_INDICATOR,
	ILO_SDMX_COUNTED_BY,
	ILO_SDMX_REPORTER,
	ILO_SDMX_CITIZENSHIP,
	ILO_SDMX_ROUTE,
	ILO_SDMX_BORDER,
	ILO_SDMX_FREQ,
	ILO_SDMX_TIME_PERIOD,
	ILO_SDMX_OBS_VALUE,
	ILO_SDMX_UNIT_MEASURE,
	ILO_SDMX_OBS_STATUS,
	ILO_SDMX_CONF_STATUS,
	ILO_SDMX_COMPONENTS,
	ILO_SDMX_IGNORED = ILO_SDMX_COMPONENTS, /* lineage of flows.csv */
	ILO_SDMX_UNKNOWN
};

/* The component of that id. */
enum ilo_component ilo_sdmx_component(const char *id, size_t size_bytes);

/* The id of one of ILO_SDMX_COMPONENTS. */
const char *ilo_sdmx_component_id(enum ilo_component component);

struct ilo_sdmx_row {
	struct ilo_span values[ILO_SDMX_COMPONENTS]; /* empty: not there */
	long line;
	const char *locator;
};

/* What the message says of itself; NULL where it does not. */
struct ilo_sdmx_header {
	const char *id, *sender,
		*prepared; /* prepared begins with an ISO date */
	bool is_test;
};

/* Must not be moved between _init() and _release(). */
struct ilo_sdmx {
	const struct ilo_reading *reading;
	struct ilo_faults *faults;
	struct ilo_reading own; /* with a sink of ours */
	struct ilo_cover cover; /* as the rows are judged by it */
	struct ilo_rows rows;
	bool ready; /* the first row has said which semester */
	const struct ilo_sdmx_row *row;
	char status, confidentiality; /* of an absence; '\0': as judged */
	long number;
};

/* The header's strings must live in the reading's arena. */
void ilo_sdmx_init(struct ilo_sdmx *sdmx, const struct ilo_reading *reading,
                   const struct ilo_sdmx_header *header,
                   struct ilo_faults *faults);

/* Judge one row and pass it on; what the sink returns is returned. */
ILO_MUST_CHECK enum ilo_status ilo_sdmx_take(struct ilo_sdmx *sdmx,
                                             const struct ilo_sdmx_row *row);

/* Say what can be said only of the whole, and fill the cover of the message. */
void ilo_sdmx_conclude(struct ilo_sdmx *sdmx, struct ilo_cover *cover);
void ilo_sdmx_release(struct ilo_sdmx *sdmx);

#endif
