/*
 * Foreign XML other than the native submission, as events: the lexical gate,
 * then SAX without DOCTYPE, entities or network, within bounds.  Nothing is
 * kept, no tree is made.
 */

#ifndef ILO_COMMON_SAXGUARD_H
#define ILO_COMMON_SAXGUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "common/faults.h"
#include "common/limits.h"
#include "common/mem.h"

/* Office programs declare some forty namespaces in a part of a container; the
 * other bounds are those of common/limits.h. */
#define ILO_SAX_NAMESPACES ((size_t)64)

/* A start tag; lives until the handler returns. */
struct ilo_sax_tag {
	const char *name; /* without its prefix */
	const char *uri;  /* of its namespace; "" without */
	long line;        /* where the tag begins */
	unsigned depth;   /* 1: the root */
	int attribute_count;
	const void *attributes; /* for ilo_sax_attribute() */
};

/* Anything but ILO_OK ends the reading and is returned. */
struct ilo_sax_handlers {
	enum ilo_status (*start)(void *context, const struct ilo_sax_tag *tag);
	enum ilo_status (*end)(void *context, unsigned depth);
	void (*text)(void *context, const char *text, size_t size_bytes);
};

struct ilo_sax_input {
	const char *bytes;
	size_t count;
	const char *part; /* in a container: findings name it; NULL: the file */
	const struct ilo_limits *limits; /* NULL: the defaults */
};

/* ILO_FINDINGS, reported, when the document is refused or not well-formed. */
ILO_MUST_CHECK enum ilo_status
ilo_sax_read(const struct ilo_sax_input *input,
             const struct ilo_sax_handlers *handlers, void *context,
             struct ilo_faults *faults);

/* The attribute of that name, of that namespace or of none (NULL), in the
 * arena; NULL when it is not there. */
const char *ilo_sax_attribute(const struct ilo_sax_tag *tag,
                              struct ilo_arena *arena, const char *uri,
                              const char *name);

/* One attribute by its position; the value is not terminated. */
struct ilo_sax_value {
	const char *name, *uri; /* uri "" without a namespace */
	const char *text;
	size_t size_bytes;
};
struct ilo_sax_value ilo_sax_at(const struct ilo_sax_tag *tag, int index);

#endif
