/* Rows as flows_scan.h gives them, each text once with a number. */

#include <stdlib.h>
#include <string.h>

#include "common/flows_scan.h"
#include "common/mem.h"
#include "common/pack.h"
#include "common/pack_bytes.h"

enum { FIRST_SLOTS = 1024 }; /* a power of two */

#define NONE UINT32_MAX

struct word {
	size_t at; /* in the texts, behind its length */
	size_t length;
	uint32_t next; /* which followed it last; NONE: none did */
};

struct making {
	struct ilo_buf texts, rows;
	struct word *words;
	size_t count, capacity;
	uint32_t *slots; /* number of a word; NONE where free */
	size_t slot_count;
	uint32_t last[ILO_PACK_COLUMNS]; /* of the row before */
	char status;
	size_t row_count;
};

static const enum column columns[ILO_PACK_COLUMNS] = {
	[ILO_PACK_PERIOD] = COLUMN_PERIOD,
	[ILO_PACK_CITIZENSHIP] = COLUMN_CITIZENSHIP,
	[ILO_PACK_ROUTE] = COLUMN_ROUTE,
	[ILO_PACK_BORDER] = COLUMN_BORDER,
	[ILO_PACK_REPORTER] = COLUMN_REPORTER,
	[ILO_PACK_SOURCE] = COLUMN_SOURCE,
	[ILO_PACK_UNIT] = COLUMN_UNIT,
	[ILO_PACK_INDICATOR] = COLUMN_INDICATOR,
	[ILO_PACK_COUNTED_BY] = COLUMN_COUNTED_BY,
	[ILO_PACK_HOST] = COLUMN_HOST,
};

/* ---- texts ------------------------------------------------------------- */

static bool
is_word(const struct making *making, uint32_t number,
        const struct ilo_flow_field *field)
{
	const struct word *word = &making->words[number];

	return word->length == field->size_bytes &&
	       memcmp(making->texts.bytes + word->at, field->text,
	              word->length) == 0;
}

/* FNV-1a; the order of slots never reaches the file. */
static size_t
hash(const char *text, size_t length)
{
	uint64_t sum = UINT64_C(14695981039346656037);
	size_t i;

	for (i = 0; i < length; i++)
		sum = (sum ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
	return (size_t)(sum ^ (sum >> 32));
}

static void
widen(struct making *making)
{
	size_t i, at;

	making->slot_count =
		making->slot_count == 0 ? FIRST_SLOTS : making->slot_count * 2;
	free(making->slots);
	making->slots = ilo_xcalloc(making->slot_count, sizeof(*making->slots));
	memset(making->slots, 0xff, making->slot_count * sizeof(uint32_t));
	for (i = 0; i < making->count; i++) {
		at = hash(making->texts.bytes + making->words[i].at,
		          making->words[i].length);
		for (at &= making->slot_count - 1; making->slots[at] != NONE;)
			at = (at + 1) & (making->slot_count - 1);
		making->slots[at] = (uint32_t)i;
	}
}

static uint32_t
number_of(struct making *making, const struct ilo_flow_field *field)
{
	const char length = (char)field->size_bytes;
	size_t at;

	if (making->count * 2 >= making->slot_count)
		widen(making);
	for (at = hash(field->text, field->size_bytes) &
	          (making->slot_count - 1);
	     making->slots[at] != NONE;
	     at = (at + 1) & (making->slot_count - 1))
		if (is_word(making, making->slots[at], field))
			return making->slots[at];
	making->words = ilo_grow(making->words, making->count,
	                         &making->capacity, sizeof(*making->words));
	ilo_buf_add(&making->texts, &length, 1);
	making->words[making->count] =
		(struct word){making->texts.count, field->size_bytes, NONE};
	ilo_buf_add(&making->texts, field->text, field->size_bytes);
	making->slots[at] = (uint32_t)making->count;
	return (uint32_t)making->count++;
}

/* ---- rows -------------------------------------------------------------- */

static char *
put_number(char *at, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*at++ = (char)(0x80 | (number & 0x7f));
	*at++ = (char)number;
	return at;
}

/* The number of what stands in the column now; what followed the text before
 * the last time is most often what follows it again. */
static uint32_t
number_in(struct making *making, enum ilo_pack_column column,
          const struct ilo_flow_field *field)
{
	const uint32_t before = making->last[column];
	uint32_t number =
		making->row_count == 0 ? NONE : making->words[before].next;

	if (number == NONE || !is_word(making, number, field))
		number = number_of(making, field);
	if (making->row_count > 0)
		making->words[before].next = number;
	return number;
}

static bool
take_row(void *context, const struct ilo_flow_row *row)
{
	struct making *making = context;
	const char status = *ilo_flow_field(row, COLUMN_STATUS).text;
	unsigned mask = row->has_value ? PACK_MASK_VALUE : 0;
	uint32_t numbers[ILO_PACK_COLUMNS];
	char *start, *at;
	size_t i, count = 0;

	for (i = 0; i < ILO_PACK_COLUMNS; i++) {
		const struct ilo_flow_field field =
			ilo_flow_field(row, columns[i]);

		if (!ilo_flow_changed(row, columns[i]))
			continue;
		making->last[i] = numbers[count++] =
			number_in(making, (enum ilo_pack_column)i, &field);
		mask |= 1U << (PACK_MASK_COLUMNS + i);
	}
	mask |= status != making->status ? PACK_MASK_STATUS : 0;
	start = ilo_buf_room(&making->rows, PACK_ROW_BYTES_MAX);
	at = put_number(start, mask);
	for (i = 0; i < count; i++)
		at = put_number(at, numbers[i]);
	if (status != making->status)
		*at++ = status;
	if (row->has_value)
		at = put_number(at, (uint64_t)row->value);
	making->rows.count += (size_t)(at - start);
	making->status = status;
	making->row_count++;
	return true;
}

/* ---- the file ---------------------------------------------------------- */

static void
put_count(struct ilo_buf *out, uint64_t count)
{
	char bytes[PACK_COUNT_BYTES];
	size_t i;

	for (i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(count >> 8 * i & 0xff);
	ilo_buf_add(out, bytes, sizeof bytes);
}

static void
put_digest(struct ilo_buf *out, const char *text)
{
	static const char digits[] = "0123456789abcdef";
	char byte;
	size_t i;

	for (i = 0; i < ILO_DIGEST_BYTES; i++) {
		byte = (char)((strchr(digits, text[2 * i]) - digits) << 4 |
		              (strchr(digits, text[2 * i + 1]) - digits));
		ilo_buf_add(out, &byte, 1);
	}
}

static enum ilo_status
put_pack(const struct making *making, const struct ilo_flow_file *file,
         struct ilo_diag *diag, struct ilo_buf *out)
{
	const size_t start = out->count;
	char sha256[ILO_DIGEST_SIZE];
	enum ilo_status status;

	ilo_buf_add(out, PACK_MAGIC, PACK_MAGIC_BYTES);
	put_digest(out, file->sha256);
	put_count(out, file->size_bytes);
	put_count(out, making->row_count);
	put_count(out, making->count);
	ilo_buf_add(out, ilo_buf_text(&making->texts), making->texts.count);
	ilo_buf_add(out, ilo_buf_text(&making->rows), making->rows.count);
	status = ilo_digest_bytes(out->bytes + start, out->count - start, diag,
	                          sha256);
	if (status == ILO_OK)
		put_digest(out, sha256);
	return status;
}

enum ilo_status
ilo_pack_make(const char *flows, struct ilo_diag *diag, struct ilo_buf *out)
{
	struct making making = {.count = 0};
	struct ilo_flow_file file;
	enum ilo_status status;

	status = ilo_flows_scan(flows, diag, take_row, &making, &file);
	if (status == ILO_OK)
		status = put_pack(&making, &file, diag, out);
	ilo_buf_release(&making.texts);
	ilo_buf_release(&making.rows);
	free(making.words);
	free(making.slots);
	return status;
}
