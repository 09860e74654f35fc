/* The whole way from networks.xml and statistics.xml to a report in memory. */

#ifndef ILO_RENDER_REPORT_H
#define ILO_RENDER_REPORT_H

#include "common/buf.h"
#include "common/diag.h"

enum report_target { REPORT_HTML, REPORT_FO, REPORT_PDF };

struct report_options {
	const char *datadir;
	const char *language;
	const char *networks, *statistics; /* paths */
	enum report_target target;
};

/* Append the report to out. */
ILO_MUST_CHECK enum ilo_status report_make(const struct report_options *options,
                                           struct ilo_diag *diag,
                                           struct ilo_buf *out);

#endif
