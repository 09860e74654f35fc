/* Whole plain files into memory: foreign ones with every guard, own ones. */

#ifndef ILO_COMMON_FILE_H
#define ILO_COMMON_FILE_H

#include "common/buf.h"
#include "common/diag.h"

/* The most that is read of one foreign file. */
#define ILO_FILE_MAX_BYTES ((size_t)64 * 1024 * 1024)

enum ilo_file_trust {
	ILO_FILE_FOREIGN, /* no links, one name, not growing, size limit */
	ILO_FILE_OWN      /* a file this project wrote or ships */
};

/*
 * Append the bytes of the plain file at path to out.  ILO_FAILED, reported,
 * when it cannot be read, is no plain file, or breaks the rules of trust.
 */
ILO_MUST_CHECK enum ilo_status ilo_file_read(const char *path,
                                             enum ilo_file_trust trust,
                                             struct ilo_diag *diag,
                                             struct ilo_buf *out);

#endif
