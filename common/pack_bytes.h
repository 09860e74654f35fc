/* The bytes of flows.pack, for its writer and its reader alone. */

#ifndef ILO_COMMON_PACK_BYTES_H
#define ILO_COMMON_PACK_BYTES_H

#include <stdint.h>

#include "common/digest.h"
#include "common/pack.h"

#define PACK_MAGIC "ilo flows.pack 1\n"
#define PACK_MAGIC_BYTES (sizeof PACK_MAGIC - 1)
#define PACK_COUNT_BYTES 8u /* the lowest first */

/* Then digest and size of flows.csv, rows, texts; at the end of the file stands
 * the digest of all before. */
#define PACK_HEAD_BYTES                                                        \
	(PACK_MAGIC_BYTES + ILO_DIGEST_BYTES + (size_t)3 * PACK_COUNT_BYTES)

#define PACK_TEXT_BYTES_MAX 30u

/* The mask of a row. */
#define PACK_MASK_STATUS 1u /* it changed */
#define PACK_MASK_VALUE 2u  /* there is one */
#define PACK_MASK_COLUMNS 2 /* columns from this bit on */
#define PACK_ALL_COLUMNS ((1u << ILO_PACK_COLUMNS) - 1)
#define PACK_MASK_MAX ((1u << (PACK_MASK_COLUMNS + ILO_PACK_COLUMNS)) - 1)

#define PACK_VALUE_MAX UINT64_C(999999999999999)
/* Mask, columns, status, value. */
#define PACK_ROW_BYTES_MAX ((size_t)2 + 5 * ILO_PACK_COLUMNS + 1 + 8)

#endif
