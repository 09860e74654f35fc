/*
 * flows.pack: what an analysis needs of flows.csv in a thirtieth of its bytes,
 * made from it and kept beside it so that an earlier semester is parsed once.
 * ilo-analyze(1) describes the bytes.
 */

#ifndef ILO_COMMON_PACK_H
#define ILO_COMMON_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/diag.h"
#include "common/digest.h"

/* The columns that hold codes, times or sources; what changes most comes
 * first. */
enum ilo_pack_column {
	ILO_PACK_PERIOD,
	ILO_PACK_CITIZENSHIP,
	ILO_PACK_ROUTE,
	ILO_PACK_BORDER,
	ILO_PACK_REPORTER,
	ILO_PACK_SOURCE,
	ILO_PACK_UNIT,
	ILO_PACK_INDICATOR,
	ILO_PACK_COUNTED_BY,
	ILO_PACK_HOST,
	ILO_PACK_COLUMNS
};

/* A row: column by column the number of a text. */
struct ilo_pack_row {
	size_t number; /* from 0, as in flows.csv */
	uint32_t texts[ILO_PACK_COLUMNS];
	unsigned changed; /* columns since the row before, as bits */
	uint64_t value;   /* meaningful only with has_value */
	bool has_value;
	char status;
};

/* Make the pack of a flows.csv; appended to out.  ILO_FAILED, reported, when
 * the file is not as ilo-transform writes it. */
ILO_MUST_CHECK enum ilo_status
ilo_pack_make(const char *flows, struct ilo_diag *diag, struct ilo_buf *out);

struct ilo_pack;

/*
 * Begin to read a pack.  NULL when these are not the whole bytes of one of this
 * version.  Bytes are borrowed until ilo_pack_free().
 */
struct ilo_pack *ilo_pack_new(const void *bytes, size_t size_bytes);
void ilo_pack_free(struct ilo_pack *pack);

/* Of the flows.csv that it was made from. */
const char *ilo_pack_sha256(const struct ilo_pack *pack);
uint64_t ilo_pack_size_bytes(const struct ilo_pack *pack);

size_t ilo_pack_rows(const struct ilo_pack *pack);

/* The texts are letters, digits, "-" and "_", numbered from 0. */
size_t ilo_pack_texts(const struct ilo_pack *pack);
const char *ilo_pack_text(const struct ilo_pack *pack, size_t number);

/* The next row; NULL after the last, and where there is none that is well
 * formed: then ilo_pack_damaged(). */
const struct ilo_pack_row *ilo_pack_next(struct ilo_pack *pack);
bool ilo_pack_damaged(const struct ilo_pack *pack);

#endif
