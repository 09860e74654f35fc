/*
 * Plain rows: <observation .../> and <absence .../> written so plainly that
 * they are well-formed and valid by schema/submission.xsd for certain.  They
 * need neither parser nor validator; whatever is doubtful is left to both.
 */

#ifndef ILO_COMMON_PLAIN_H
#define ILO_COMMON_PLAIN_H

#include <stdbool.h>

#include "common/limits.h"
#include "common/rows.h"

/* More attributes than a plain row can have. */
#define ILO_PLAIN_ATTRIBUTES 16u
/* Of the longest name of one, "confidentiality". */
#define ILO_PLAIN_NAME_BYTES 15u

struct ilo_plain_attribute;

/* A walk over plain rows.  Bytes are borrowed. */
struct ilo_plain {
	const char *at, *end;
	long line; /* of at */
	const struct ilo_limits *limits;
	/* The attributes of the row before, which the next often repeats. */
	struct ilo_plain_seen {
		const char *text; /* name="value" */
		size_t size_bytes, name_bytes;
		const struct ilo_plain_attribute *attribute;
	} seen[ILO_PLAIN_ATTRIBUTES];
	size_t seen_count;
	unsigned required[2]; /* of an observation, of an absence */
};

/* From right behind the start tag of <statistics>, which is on that line. */
void ilo_plain_begin(struct ilo_plain *plain, const char *at, const char *end,
                     long line, const struct ilo_limits *limits);

/* The next row, but for its number.  False when what comes next is no plain
 * row: at is then where the last one ended. */
bool ilo_plain_next(struct ilo_plain *plain, struct ilo_rowtext *row);

/* The plain rows with which the statistics of a document begin, but for the
 * last of them: the validator is to know that there are rows. */
struct ilo_plain_rows {
	const char *from, *to; /* NULL: none */
	long lines;            /* line feeds in them */
};

/*
 * Find them without a parser, in a document whose root binds our namespace as
 * the default one.  Where the document is well-formed up to from, from is right
 * behind the start tag of the first <statistics> that is a child of the root,
 * and nothing before it is a row.
 */
void ilo_plain_find(const char *bytes, size_t count,
                    const struct ilo_limits *limits,
                    struct ilo_plain_rows *rows);

#endif
