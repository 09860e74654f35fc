/*
 * Checks run from the coarsest to the finest, and the first that fails is the
 * one reported: what follows it would only repeat the cause.
 */

#include "common/gate.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "common/markup.h"
#include "common/text.h"

#define DECLARATION_BYTES 400u

struct gate {
	const char *bytes;
	size_t count;
	const struct ilo_limits *limits;
	const char *file;
	struct ilo_diag *diag;
	const struct ilo_plain_rows *plain; /* NULL: not looked for */
};

struct magic {
	const char *bytes;
	size_t count;
	enum ilo_code code;
	const char *name;
};

#define MAGIC(bytes, code, name)                                               \
	{                                                                      \
		bytes, sizeof(bytes) - 1, code, name                           \
	}

/* The first of them hold files, of whatever kind. */
#define PACKERS 7u
static const struct magic magics[] = {
	MAGIC("\x1f\x8b", ILO_D_GATE_PACKED, "gzip"),
	MAGIC("PK\x03\x04", ILO_D_GATE_PACKED, "zip"),
	MAGIC("PK\x05\x06", ILO_D_GATE_PACKED, "zip"),
	MAGIC("\xfd"
              "7zXZ",
              ILO_D_GATE_PACKED, "xz"),
	MAGIC("BZh", ILO_D_GATE_PACKED, "bzip2"),
	MAGIC("7z\xbc\xaf", ILO_D_GATE_PACKED, "7-Zip"),
	MAGIC("\x28\xb5\x2f\xfd", ILO_D_GATE_PACKED, "zstd"),
	MAGIC("%PDF-", ILO_D_GATE_PACKED, "PDF"),
	MAGIC("\x89PNG", ILO_D_GATE_PACKED, "PNG picture"),
	MAGIC("\xd0\xcf\x11\xe0", ILO_D_GATE_PACKED, "old Office document"),
	MAGIC("\xff\xfe", ILO_D_GATE_ENCODING, "UTF-16, little end first"),
	MAGIC("\xfe\xff", ILO_D_GATE_ENCODING, "UTF-16, big end first"),
	MAGIC("<\0", ILO_D_GATE_ENCODING, "UTF-16, little end first"),
	MAGIC("\0<", ILO_D_GATE_ENCODING, "UTF-16, big end first"),
};

static long
line_of(const struct gate *gate, size_t offset)
{
	long line = 1;

	for (size_t i = 0; i < offset; i++)
		line += gate->bytes[i] == '\n';
	return line;
}

static enum ilo_status
refuse(const struct gate *gate, enum ilo_code code, size_t offset,
       const char *what)
{
	ilo_diag_report(gate->diag, code, gate->file, line_of(gate, offset),
	                "at byte offset %zu%s%s", offset,
	                *what == '\0' ? "" : ": ", what);
	return ILO_FINDINGS;
}

static const struct magic *
find_magic(const char *bytes, size_t count)
{
	for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
		if (count >= magics[i].count &&
		    memcmp(bytes, magics[i].bytes, magics[i].count) == 0)
			return &magics[i];
	}
	return NULL;
}

bool
ilo_gate_is_packed(const char *bytes, size_t count)
{
	const struct magic *magic = find_magic(bytes, count);

	return magic != NULL && magic < magics + PACKERS;
}

static enum ilo_status
check_text(const struct gate *gate)
{
	const struct magic *magic = find_magic(gate->bytes, gate->count);
	const char *nul;
	size_t valid;

	if (gate->count > gate->limits->bytes) {
		ilo_diag_report(gate->diag, ILO_D_LIMIT_BYTES, gate->file, 0,
		                "%zu bytes, at most %zu", gate->count,
		                gate->limits->bytes);
		return ILO_FINDINGS;
	}
	if (gate->count == ilo_gate_mark(gate->bytes, gate->count)) {
		ilo_diag_report(gate->diag, ILO_D_GATE_EMPTY, gate->file, 0,
		                NULL);
		return ILO_FINDINGS;
	}
	if (magic != NULL)
		return refuse(gate, magic->code, 0, magic->name);
	nul = memchr(gate->bytes, '\0', gate->count);
	if (nul != NULL)
		return refuse(gate, ILO_D_GATE_NUL, (size_t)(nul - gate->bytes),
		              "");
	valid = ilo_text_utf8_span(gate->bytes, gate->count);
	if (valid < gate->count)
		return refuse(gate, ILO_D_GATE_UTF8, valid, "");
	return ILO_OK;
}

size_t
ilo_gate_mark(const char *bytes, size_t count)
{
	return count >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* The value of a pseudo-attribute of the declaration; its length, or 0. */
static size_t
pseudo_attribute(const char *from, size_t count, const char *name,
                 const char **value)
{
	const size_t length = strlen(name);

	for (size_t i = 1; i + length < count; i++) {
		size_t at = i + length, end;

		if (memcmp(from + i, name, length) != 0 ||
		    isspace((unsigned char)from[i - 1]) == 0)
			continue;
		while (at < count && (isspace((unsigned char)from[at]) != 0 ||
		                      from[at] == '='))
			at++;
		if (at >= count || (from[at] != '"' && from[at] != '\''))
			return 0;
		end = at + 1;
		while (end < count && from[end] != from[at])
			end++;
		*value = from + at + 1;
		return end < count ? end - at - 1 : 0;
	}
	return 0;
}

static bool
is_one_of(const char *value, size_t length, const char *const names[])
{
	for (; *names != NULL; names++) {
		if (strlen(*names) == length &&
		    strncasecmp(value, *names, length) == 0)
			return true;
	}
	return false;
}

/* libxml2 would end the document at the first other character. */
static enum ilo_status
check_ascii(const struct gate *gate)
{
	for (size_t i = ilo_gate_mark(gate->bytes, gate->count);
	     i < gate->count; i++) {
		if ((unsigned char)gate->bytes[i] >= 0x80)
			return refuse(gate, ILO_D_GATE_ENCODING, i,
			              "declared US-ASCII, but not all is");
	}
	return ILO_OK;
}

/* *body is where the document goes on behind its declaration. */
static enum ilo_status
check_declaration(const struct gate *gate, size_t *body)
{
	static const char *const versions[] = {"1.0", NULL};
	static const char *const encodings[] = {"UTF-8", "US-ASCII", NULL};
	const size_t start = ilo_gate_mark(gate->bytes, gate->count);
	const char *from = gate->bytes + start, *value = from;
	size_t count = gate->count - start, end = 0, length;

	*body = start;
	if (count < 6 || memcmp(from, "<?xml", 5) != 0 ||
	    isspace((unsigned char)from[5]) == 0)
		return ILO_OK;
	count = count < DECLARATION_BYTES ? count : DECLARATION_BYTES;
	while (end + 1 < count && (from[end] != '?' || from[end + 1] != '>'))
		end++;
	if (end + 1 >= count)
		return refuse(gate, ILO_D_GATE_DECLARATION, start,
		              "it does not end within 400 bytes");
	length = pseudo_attribute(from, end, "version", &value);
	if (!is_one_of(value, length, versions))
		return refuse(gate, ILO_D_GATE_DECLARATION,
		              (size_t)(value - gate->bytes),
		              "version is not 1.0");
	length = pseudo_attribute(from, end, "encoding", &value);
	if (length > 0 && !is_one_of(value, length, encodings))
		return refuse(gate, ILO_D_GATE_ENCODING,
		              (size_t)(value - gate->bytes),
		              "the declaration says neither UTF-8 nor "
		              "US-ASCII");
	*body = start + end + 2;
	if (length == strlen(encodings[1]))
		return check_ascii(gate);
	return ILO_OK;
}

static enum ilo_status
check_markup(const struct gate *gate, size_t body)
{
	static const char doctype[] = "<!DOCTYPE";
	const char *end = gate->bytes + gate->count;
	const char *at = gate->bytes + body, *close;
	const size_t limit = gate->limits->tag_bytes;
	char most[40];

	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		if (gate->plain != NULL && gate->plain->from != NULL &&
		    at >= gate->plain->from && at < gate->plain->to) {
			at = gate->plain->to;
			continue;
		}
		if ((size_t)(end - at) >= sizeof doctype - 1 &&
		    strncasecmp(at, doctype, sizeof doctype - 1) == 0)
			return refuse(gate, ILO_D_GATE_DOCTYPE,
			              (size_t)(at - gate->bytes), "");
		close = ilo_markup_end(at, end, limit);
		if (close == NULL && (size_t)(end - at) > limit &&
		    ilo_markup_is_tag(at, end)) {
			(void)snprintf(most, sizeof most, "more than %zu bytes",
			               limit); /* fits */
			return refuse(gate, ILO_D_GATE_TAG,
			              (size_t)(at - gate->bytes), most);
		}
		if (close == NULL)
			return ILO_OK;
		at = close + 1;
	}
	return ILO_OK;
}

enum ilo_status
ilo_gate_text(const char *bytes, size_t count, const struct ilo_limits *limits,
              const char *file, struct ilo_diag *diag)
{
	return check_text(&(struct gate){
		bytes, count, ilo_limits_or_default(limits), file, diag, NULL});
}

static enum ilo_status
check_xml(const struct gate *gate)
{
	const size_t mark = ilo_gate_mark(gate->bytes, gate->count);
	enum ilo_status status = check_text(gate);
	size_t body = 0;

	if (status == ILO_OK && gate->bytes[mark] != '<')
		status = refuse(gate, ILO_D_GATE_NOT_XML, mark, "");
	if (status == ILO_OK)
		status = check_declaration(gate, &body);
	if (status == ILO_OK)
		status = check_markup(gate, body);
	return status;
}

enum ilo_status
ilo_gate_xml(const char *bytes, size_t count, const struct ilo_limits *limits,
             const char *file, struct ilo_diag *diag)
{
	return check_xml(&(struct gate){
		bytes, count, ilo_limits_or_default(limits), file, diag, NULL});
}

enum ilo_status
ilo_gate_native(const struct ilo_reading *reading,
                const struct ilo_plain_rows *plain, struct ilo_diag *diag)
{
	return check_xml(&(struct gate){reading->bytes, reading->count,
	                                ilo_limits_or_default(reading->limits),
	                                reading->file, diag, plain});
}
