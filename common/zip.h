/*
 * The libzip seam: a foreign zip container, be it a spreadsheet or a parcel of
 * submissions, looked over whole before anything in it is unpacked.  Never
 * writes, never makes a path of a name.
 */

#ifndef ILO_COMMON_ZIP_H
#define ILO_COMMON_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/faults.h"
#include "common/limits.h"

/* Below this an entry may be packed as tightly as it likes: a sheet of a
 * thousand like rows is. */
#define ILO_ZIP_RATIO_FROM ((size_t)2 * 1024 * 1024)

struct ilo_zip;

/* Whether the bytes are a zip container whose first entry's name begins so: no
 * more of a foreign file is looked at to tell its kind. */
bool ilo_zip_begins(const char *bytes, size_t count, const char *name);

/*
 * Refuses, with a finding for each cause: damage, too many entries or none,
 * names that are twice there or lead outside, links, what is encrypted or
 * packed in an unusual way, entries that overlap, and what says itself that it
 * is packed too tightly.  ILO_OK
 * gives *out, which borrows the bytes and the limits (NULL: the defaults) and
 * is ended by ilo_zip_close().
 */
ILO_MUST_CHECK enum ilo_status ilo_zip_open(const char *bytes, size_t count,
                                            const struct ilo_limits *limits,
                                            struct ilo_faults *faults,
                                            struct ilo_zip **out);

/* The limits that it was opened with; never NULL. */
const struct ilo_limits *ilo_zip_limits(const struct ilo_zip *zip);
void ilo_zip_close(struct ilo_zip *zip);

bool ilo_zip_has(const struct ilo_zip *zip, const char *name);

/* Append the entry of that name, its checksum checked.  ILO_FINDINGS, reported,
 * when there is none or it is not as its header says. */
ILO_MUST_CHECK enum ilo_status ilo_zip_read(struct ilo_zip *zip,
                                            const char *name,
                                            struct ilo_faults *faults,
                                            struct ilo_buf *out);

/* The files, in the order of the container and without its folders; their names
 * as they stand there, escaped by nobody. */
size_t ilo_zip_count(const struct ilo_zip *zip);
const char *ilo_zip_name(const struct ilo_zip *zip, size_t i);

/* Takes the bytes of a file piece by piece; not ILO_OK ends it. */
struct ilo_zip_sink {
	enum ilo_status (*take)(void *context, const char *bytes, size_t count);
	void *context;
};

/* Give the i-th file to a sink, counted and its checksum checked.  ILO_FINDINGS
 * as above, or what the sink returned. */
ILO_MUST_CHECK enum ilo_status ilo_zip_unpack(struct ilo_zip *zip, size_t i,
                                              const struct ilo_zip_sink *sink,
                                              struct ilo_faults *faults);

#endif
