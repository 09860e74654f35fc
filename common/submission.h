/*
 * A submission as it was read, whatever its kind: what its cover says, its
 * narrative as a small tree, and its observations as a stream of rows.
 */

#ifndef ILO_COMMON_SUBMISSION_H
#define ILO_COMMON_SUBMISSION_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/codebook.h"
#include "common/diag.h"
#include "common/limits.h"
#include "common/mem.h"
#include "common/semester.h"

/* One observation.  Codes are canonical (ISO alpha-2, codelist ids); strings
 * live until the sink returns. */
struct ilo_row {
	const char *host;
	const char *indicator;
	const char *counted_by;
	const char *reporter;
	const char *citizenship; /* _T: not broken down */
	const char *route;
	const char *border;
	const char *period; /* "2024-S1", "2024-01" or "2024" */
	bool has_value;
	int64_t value; /* meaningful only with has_value */
	const char *unit;
	char status;          /* SDMX CL_OBS_STATUS */
	char confidentiality; /* SDMX CL_CONF_STATUS */
	long line;            /* in the submission */
	const char *locator;  /* XPath or "row N" */
};

/* Takes a row; anything but ILO_OK stops the reading and is returned. */
typedef enum ilo_status ilo_row_sink(void *context, const struct ilo_row *row);

/* What the submission says of itself.  Strings live in the reader's arena; NULL
 * is "does not say". */
struct ilo_cover {
	const char *sender; /* alpha-2 or FRONTEX */
	const char *report; /* contribution, network-report, detections,
	                     * statistics */
	const char *nature; /* real or exercise; ilo_kind_read() settles it */
	const char *host; /* NULL for a region or when every row has its own */
	const char *region;
	const char *const *covers; /* the region's countries */
	size_t cover_count;
	ilo_semester first, last; /* semesters it speaks of; 0 unknown */
	const char *document;
	int revision; /* 0 unknown */
	const char *language;
	const char *marking;
	const char *published; /* ISO date */
	const char
		*zero_from; /* months within which an unlisted cell is zero */
	const char *zero_to;
	const char *series; /* what, of all that its sender says in this kind,
	                     * it is a version of; NULL: of all */
	bool acting_presidency;
	const char *acting_reason;
};

enum ilo_trust {
	ILO_JUDGE,  /* apply every check; for ingest */
	ILO_TRUSTED /* judged before, its digest holds; for transform */
};

struct ilo_reading {
	const char *file; /* name for diagnostics */
	const char *bytes;
	size_t count;
	enum ilo_trust trust;
	const char *sender; /* stated by the operator; NULL: the file's own */
	const char *published; /* likewise */
	const char *nature;    /* of what does not say it; NULL: real */
	const struct ilo_codebook *codebook;
	const struct ilo_xsd *schema; /* schema/submission.xsd; for ILO_JUDGE */
	const struct ilo_layout *layout; /* of the kind; ilo_kind_read() */
	struct ilo_arena *arena;         /* for the cover */
	const struct ilo_limits *limits; /* NULL: the defaults */
	ilo_row_sink *sink;              /* may be NULL */
	void *sink_context;
};

struct ilo_submission {
	struct ilo_cover cover;
	xmlDoc *narrative; /* the tree without the rows; NULL for tables */
	bool is_signed;    /* an XML signature was met, and passed over */
};

void ilo_submission_release(struct ilo_submission *submission);

struct ilo_layout;

struct ilo_kind {
	const char *name; /* "native" */
	bool (*identify)(const char *bytes, size_t count);
	/*
	 * ILO_OK: taken, perhaps with warnings.  ILO_FINDINGS: at least one
	 * error was reported; as much of the cover as could be read is in *out.
	 * ILO_FAILED: the machine's fault.  *out is to be released always.
	 */
	enum ilo_status (*read)(const struct ilo_reading *reading,
	                        struct ilo_diag *diag,
	                        struct ilo_submission *out);
	/* What kinds of one family say are versions of each other; NULL: the
	 * kind's name. */
	const char *family;
};

/* The family of the kind of that name; NULL for none. */
const char *ilo_kind_family(const char *name);

/* By name, or by the first bytes; NULL when there is none. */
const struct ilo_kind *ilo_kind_find(const struct ilo_codebook *codebook,
                                     const char *name);
const struct ilo_kind *ilo_kind_identify(const struct ilo_codebook *codebook,
                                         const char *bytes, size_t count);

/* Read as that kind; see struct ilo_kind. */
ILO_MUST_CHECK enum ilo_status ilo_kind_read(const struct ilo_kind *kind,
                                             const struct ilo_reading *reading,
                                             struct ilo_diag *diag,
                                             struct ilo_submission *out);

#endif
