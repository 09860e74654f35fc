/* What the harnesses of whole kinds share: codelists and schema read once, one
 * reading, and a zip container round a part. */

#ifndef ILO_TESTS_FUZZ_KINDS_XML_H
#define ILO_TESTS_FUZZ_KINDS_XML_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/submission.h"
#include "common/xmlio.h"
#include "common/xsd.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

#define KINDS_CHECK(condition)                                                 \
	((condition) ? (void)0                                                 \
	             : ((void)fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, \
	                              __LINE__, #condition),                   \
	                abort()))

struct kinds_part {
	const char *name;
	const char *bytes;
	size_t count;
};

static inline void
kinds_little(struct ilo_buf *out, uint32_t value, int size)
{
	for (int i = 0; i < size; i++) {
		const char byte = (char)(value >> (8 * i) & 0xff);

		ilo_buf_add(out, &byte, 1);
	}
}

static inline uint32_t
kinds_crc(const char *bytes, size_t count)
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
kinds_header(struct ilo_buf *out, const struct kinds_part *part)
{
	kinds_little(out, 20, 2);         /* version needed */
	kinds_little(out, 0, 4);          /* flags, stored */
	kinds_little(out, 0x00210000, 4); /* 1980-01-01 */
	kinds_little(out, kinds_crc(part->bytes, part->count), 4);
	kinds_little(out, (uint32_t)part->count, 4);
	kinds_little(out, (uint32_t)part->count, 4);
	kinds_little(out, (uint32_t)strlen(part->name), 2);
	kinds_little(out, 0, 2); /* extra field */
}

/* A container of parts that are stored as they are. */
static inline void
kinds_zip(struct ilo_buf *out, const struct kinds_part parts[], size_t count)
{
	struct ilo_buf central = ILO_BUF_INIT;
	uint32_t start;

	for (size_t i = 0; i < count; i++) {
		const uint32_t offset = (uint32_t)out->count;

		ilo_buf_add(out, "PK\3\4", 4);
		kinds_header(out, &parts[i]);
		ilo_buf_puts(out, parts[i].name);
		ilo_buf_add(out, parts[i].bytes, parts[i].count);
		ilo_buf_add(&central, "PK\1\2", 4);
		kinds_little(&central, 20, 2); /* version made by */
		kinds_header(&central, &parts[i]);
		kinds_little(&central, 0, 4); /* comment, disk */
		kinds_little(&central, 0, 2); /* internal attributes */
		kinds_little(&central, 0, 4); /* external attributes */
		kinds_little(&central, offset, 4);
		ilo_buf_puts(&central, parts[i].name);
	}
	start = (uint32_t)out->count;
	ilo_buf_add(out, ilo_buf_text(&central), central.count);
	ilo_buf_add(out, "PK\5\6", 4);
	kinds_little(out, 0, 4);
	kinds_little(out, (uint32_t)count, 2);
	kinds_little(out, (uint32_t)count, 2);
	kinds_little(out, (uint32_t)central.count, 4);
	kinds_little(out, start, 4);
	kinds_little(out, 0, 2);
	ilo_buf_release(&central);
}

/* Read once for all inputs: they are the program's own. */
static struct ilo_codebook *kinds_codebook;
static struct ilo_xsd *kinds_schema;

static inline enum ilo_status
kinds_take(void *context, const struct ilo_row *row)
{
	size_t *rows = context;

	KINDS_CHECK(row->host != NULL && row->indicator != NULL);
	KINDS_CHECK(row->line > 0 && strlen(row->locator) > 0);
	KINDS_CHECK(row->value >= 0);
	return ++*rows < 100000 ? ILO_OK : ILO_FAILED;
}

/* Judged: an error and a refusal come together, and what is taken is taken
 * again when it is trusted. */
static inline void
kinds_read(const char *kind, const char *bytes, size_t count)
{
	const enum ilo_trust trusts[] = {ILO_JUDGE, ILO_TRUSTED};
	enum ilo_status status = ILO_OK;
	size_t rows[2] = {0, 0};

	if (kinds_codebook == NULL) {
		struct ilo_diag diag;

		ilo_diag_init(&diag, "fuzz", stderr);
		ilo_xml_init();
		KINDS_CHECK(ilo_codebook_read(".", &diag, &kinds_codebook) ==
		            ILO_OK);
		KINDS_CHECK(ilo_xsd_read("schema/submission.xsd", &diag,
		                         &kinds_schema) == ILO_OK);
	}
	for (int i = 0; i < 2 && status == ILO_OK; i++) {
		struct ilo_submission submission;
		struct ilo_diag diag;
		struct ilo_reading reading = {.file = "given",
		                              .bytes = bytes,
		                              .count = count,
		                              .trust = trusts[i],
		                              .codebook = kinds_codebook,
		                              .schema = kinds_schema,
		                              .sink = kinds_take,
		                              .sink_context = &rows[i]};

		ilo_diag_init(&diag, "fuzz", NULL);
		reading.arena = ilo_arena_new();
		status = ilo_kind_find(kinds_codebook, kind)
		                 ->read(&reading, &diag, &submission);
		KINDS_CHECK(status == ILO_OK || status == ILO_FINDINGS);
		KINDS_CHECK((ilo_diag_count(&diag, ILO_ERROR) > 0) ==
		            (status != ILO_OK));
		KINDS_CHECK(i == 0 || status == ILO_OK);
		ilo_submission_release(&submission);
		ilo_arena_free(reading.arena);
	}
	KINDS_CHECK(status != ILO_OK || rows[0] == rows[1]);
}

#endif
