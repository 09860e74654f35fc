/* What the register holds of one file: a row of submission with its findings.
 */

#ifndef ILO_INGEST_RECORD_H
#define ILO_INGEST_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "common/diag.h"
#include "common/mem.h"
#include "common/submission.h"

struct remark {
	const char *id; /* "ING201" */
	const char *severity;
	int64_t line; /* 0: none */
	const char *text;
	const char *detail;
};

/* Bytes to be kept as an object of the archive beside the file itself: what a
 * verdict on a signature rests on. */
struct evidence {
	const char *bytes; /* NULL: there is none */
	size_t count;
};

/*
 * Texts are as shown to people (see ilo_text_escape()); NULL is "not said".
 * Digests are of 64 hexadecimal digits.
 */
struct record {
	int64_t id;
	int64_t size;
	int64_t revision;   /* 0: not said */
	int64_t run;        /* id of the first row of its run; 0: not said */
	const char *sha256; /* NULL: never read, no plain file */
	const char *file;
	const char *kind;
	const char *fate;
	const char *received;
	const char *ingested;
	const char *sender;
	const char *report;
	const char *nature;
	const char *host;
	const char *region;
	const char *first;
	const char *last;
	const char *document;
	const char *language;
	const char *marking;
	const char *published;
	const char *zero_from;
	const char *zero_to;
	const char *part; /* of what its sender says in this kind; not a
	                   * column, but in series */
	const char *series;
	const char *version;
	const char *tool;
	const char *source;    /* its name in ilo.conf */
	const char *container; /* SHA-256 of the zip or gzip file it came in */
	const char *canonical; /* SHA-256 of its canonical form */
	const char *content;   /* SHA-256 of what it says, whatever its kind */
	const char *signature; /* none, valid, invalid, untrusted, expired,
	                        * revoked */
	const char *signature_method; /* xmldsig, cms; NULL: not signed */
	const char *signer;           /* the subject of the certificate */
	const char *signer_sha256;    /* of the certificate */
	struct evidence evidence;
	const char *evidence_sha256; /* of it, when it is kept */
	const struct remark *remarks;
	size_t remark_count;
};

/* Gathers findings as a diagnostic sink; start from {.arena = …}. */
struct remarks {
	struct ilo_arena *arena; /* for the texts */
	struct remark *items;
	size_t count, capacity;
};

ilo_diag_sink remarks_gather;
void remarks_release(struct remarks *remarks);

/* Bring findings of one rule together, in the order of their first ones. */
void remarks_group(struct remarks *remarks);

/* Put into record what the cover says, copied into the arena, cut where it is
 * absurdly long. */
void record_describe(struct record *record, const struct ilo_cover *cover,
                     struct ilo_arena *arena);

/* Put into record what follows from the rest: the series it is a version of,
 * where sender and subject are known. */
void record_place(struct record *record, struct ilo_arena *arena);

/* Text as it is shown, in the arena; NULL gives NULL. */
const char *record_text(struct ilo_arena *arena, const char *text);

#endif
