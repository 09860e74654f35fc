/* A zip container round parts, made anew for each input: a mutated one has a
 * wrong checksum and is refused at its door. */

#ifndef ILO_TESTS_FUZZ_CONTAINER_H
#define ILO_TESTS_FUZZ_CONTAINER_H

#include "common/buf.h"
#include "tests/fuzz/fuzz.h"

struct fuzz_part {
	const char *name;
	const char *bytes;
	size_t count;
};

static inline void
fuzz_little(struct ilo_buf *out, uint32_t value, int size)
{
	for (int i = 0; i < size; i++) {
		const char byte = (char)(value >> (8 * i) & 0xff);

		ilo_buf_add(out, &byte, 1);
	}
}

static inline uint32_t
fuzz_crc(const char *bytes, size_t count)
{
	uint32_t crc = 0xffffffffu;

	for (size_t i = 0; i < count; i++) {
		crc ^= (unsigned char)bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xedb88320u & (0u - (crc & 1u)));
	}
	return ~crc;
}

/* What the local and the central header have in common. */
static inline void
fuzz_header(struct ilo_buf *out, const struct fuzz_part *part)
{
	fuzz_little(out, 20, 2);         /* version needed */
	fuzz_little(out, 0, 4);          /* flags, stored */
	fuzz_little(out, 0x00210000, 4); /* 1980-01-01 */
	fuzz_little(out, fuzz_crc(part->bytes, part->count), 4);
	fuzz_little(out, (uint32_t)part->count, 4);
	fuzz_little(out, (uint32_t)part->count, 4);
	fuzz_little(out, (uint32_t)strlen(part->name), 2);
	fuzz_little(out, 0, 2); /* extra field */
}

/* A container of parts that are stored as they are. */
static inline void
fuzz_zip(struct ilo_buf *out, const struct fuzz_part parts[], size_t count)
{
	struct ilo_buf central = ILO_BUF_INIT;
	uint32_t start;

	for (size_t i = 0; i < count; i++) {
		const uint32_t offset = (uint32_t)out->count;

		ilo_buf_add(out, "PK\3\4", 4);
		fuzz_header(out, &parts[i]);
		ilo_buf_puts(out, parts[i].name);
		ilo_buf_add(out, parts[i].bytes, parts[i].count);
		ilo_buf_add(&central, "PK\1\2", 4);
		fuzz_little(&central, 20, 2); /* version made by */
		fuzz_header(&central, &parts[i]);
		fuzz_little(&central, 0, 4); /* comment, disk */
		fuzz_little(&central, 0, 2); /* internal attributes */
		fuzz_little(&central, 0, 4); /* external attributes */
		fuzz_little(&central, offset, 4);
		ilo_buf_puts(&central, parts[i].name);
	}
	start = (uint32_t)out->count;
	ilo_buf_add(out, ilo_buf_text(&central), central.count);
	ilo_buf_add(out, "PK\5\6", 4);
	fuzz_little(out, 0, 4);
	fuzz_little(out, (uint32_t)count, 2);
	fuzz_little(out, (uint32_t)count, 2);
	fuzz_little(out, (uint32_t)central.count, 4);
	fuzz_little(out, start, 4);
	fuzz_little(out, 0, 2);
	ilo_buf_release(&central);
}

#endif
