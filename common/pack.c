/*
 * A row is what changed since the row before: a mask, then only that.  Numbers
 * are written seven bits a byte, the lowest first (LEB128), but for those of
 * the head.
 */

#include "common/pack.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"
#include "common/pack_bytes.h"

struct ilo_pack {
	char sha256[ILO_DIGEST_SIZE];
	uint64_t size_bytes;
	size_t rows, text_count;
	char *room; /* of the texts */
	const char **texts;
	const unsigned char *at, *end;
	struct ilo_pack_row row;
	bool damaged;
};

void
ilo_pack_free(struct ilo_pack *pack)
{
	if (pack == NULL)
		return;
	free(pack->room);
	free(pack->texts);
	free(pack);
}

/* ---- the head ---------------------------------------------------------- */

static uint64_t
count_at(const unsigned char *at)
{
	uint64_t count = 0;
	size_t i;

	for (i = PACK_COUNT_BYTES; i > 0; i--)
		count = count << 8 | at[i - 1];
	return count;
}

static void
print_digest(const unsigned char *bytes, char text[ILO_DIGEST_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < ILO_DIGEST_BYTES; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
	text[2 * ILO_DIGEST_BYTES] = '\0';
}

static bool
is_whole(const unsigned char *bytes, size_t size_bytes)
{
	char stated[ILO_DIGEST_SIZE], own[ILO_DIGEST_SIZE];
	struct ilo_diag silent;

	if (size_bytes < PACK_HEAD_BYTES + ILO_DIGEST_BYTES ||
	    memcmp(bytes, PACK_MAGIC, PACK_MAGIC_BYTES) != 0)
		return false;
	ilo_diag_init(&silent, "", NULL); /* no digest, no pack */
	size_bytes -= ILO_DIGEST_BYTES;
	print_digest(bytes + size_bytes, stated);
	return ilo_digest_bytes(bytes, size_bytes, &silent, own) == ILO_OK &&
	       strcmp(stated, own) == 0;
}

static bool
is_plain(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!(text[i] >= 'A' && text[i] <= 'Z') &&
		    !(text[i] >= 'a' && text[i] <= 'z') &&
		    !(text[i] >= '0' && text[i] <= '9') && text[i] != '_' &&
		    text[i] != '-')
			return false;
	return true;
}

/* Each a length and so many characters. */
static bool
take_texts(struct ilo_pack *pack)
{
	const size_t left = (size_t)(pack->end - pack->at);
	char *room;
	size_t i, length;

	if (pack->text_count > left / 2)
		return false;
	room = pack->room = ilo_xcalloc(left + 1, 1);
	pack->texts = ilo_xcalloc(pack->text_count + 1, sizeof(*pack->texts));
	for (i = 0; i < pack->text_count; i++) {
		length = pack->at < pack->end ? *pack->at++ : 0;
		if (length == 0 || length > PACK_TEXT_BYTES_MAX ||
		    length > (size_t)(pack->end - pack->at))
			return false;
		memcpy(room, pack->at, length);
		if (!is_plain(room, length))
			return false;
		pack->texts[i] = room;
		pack->at += length;
		room += length + 1; /* its length byte made the room */
	}
	return true;
}

struct ilo_pack *
ilo_pack_new(const void *bytes, size_t size_bytes)
{
	const unsigned char *head = bytes;
	struct ilo_pack *pack;

	if (!is_whole(bytes, size_bytes))
		return NULL;
	pack = ilo_xcalloc(1, sizeof(*pack));
	head += PACK_MAGIC_BYTES;
	print_digest(head, pack->sha256);
	head += ILO_DIGEST_BYTES;
	pack->size_bytes = count_at(head);
	pack->rows = (size_t)count_at(head + PACK_COUNT_BYTES);
	pack->text_count =
		(size_t)count_at(head + (size_t)2 * PACK_COUNT_BYTES);
	pack->at = head + (size_t)3 * PACK_COUNT_BYTES;
	pack->end =
		(const unsigned char *)bytes + size_bytes - ILO_DIGEST_BYTES;
	if (take_texts(pack) && pack->rows <= (size_t)(pack->end - pack->at))
		return pack; /* a row has a byte at least */
	ilo_pack_free(pack);
	return NULL;
}

const char *
ilo_pack_sha256(const struct ilo_pack *pack)
{
	return pack->sha256;
}

uint64_t
ilo_pack_size_bytes(const struct ilo_pack *pack)
{
	return pack->size_bytes;
}

size_t
ilo_pack_rows(const struct ilo_pack *pack)
{
	return pack->rows;
}

size_t
ilo_pack_texts(const struct ilo_pack *pack)
{
	return pack->text_count;
}

const char *
ilo_pack_text(const struct ilo_pack *pack, size_t number)
{
	return pack->texts[number];
}

bool
ilo_pack_damaged(const struct ilo_pack *pack)
{
	return pack->damaged;
}

/* ---- rows -------------------------------------------------------------- */

/* False beyond the end, or over max. */
static bool
take_number(struct ilo_pack *pack, uint64_t max, uint64_t *out)
{
	uint64_t number = 0;
	unsigned shift;

	for (shift = 0; shift < 64 && pack->at < pack->end; shift += 7) {
		const unsigned char byte = *pack->at++;

		number |= (uint64_t)(byte & 0x7fU) << shift;
		if (byte < 0x80) {
			*out = number;
			return number <= max;
		}
	}
	return false;
}

static bool
take_row(struct ilo_pack *pack)
{
	struct ilo_pack_row *row = &pack->row;
	uint64_t mask, number;
	unsigned left;

	if (!take_number(pack, PACK_MASK_MAX, &mask))
		return false;
	row->changed = (unsigned)mask >> PACK_MASK_COLUMNS;
	row->has_value = (mask & PACK_MASK_VALUE) != 0;
	for (left = row->changed; left != 0; left &= left - 1) {
		if (!take_number(pack, (uint64_t)pack->text_count - 1, &number))
			return false;
		row->texts[__builtin_ctz(left)] = (uint32_t)number;
	}
	if ((mask & PACK_MASK_STATUS) != 0) {
		if (!take_number(pack, 'Z', &number) || number < 'A')
			return false;
		row->status = (char)number;
	}
	return !row->has_value ||
	       take_number(pack, PACK_VALUE_MAX, &row->value);
}

const struct ilo_pack_row *
ilo_pack_next(struct ilo_pack *pack)
{
	struct ilo_pack_row *row = &pack->row;
	const bool first = row->status == '\0';

	if (!first)
		row->number++;
	if (pack->damaged)
		return NULL;
	if (row->number >= pack->rows) {
		pack->damaged = pack->at != pack->end;
		return NULL;
	}
	/* In the first row all is new. */
	if (pack->text_count > 0 && take_row(pack) && row->status != '\0' &&
	    (!first || row->changed == PACK_ALL_COLUMNS))
		return row;
	pack->damaged = true;
	return NULL;
}
