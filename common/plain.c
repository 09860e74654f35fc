/*
 * What is certain is the part of the schema's value spaces that needs no
 * normalising: tests/common/test_plain.c holds this file against libxml2's
 * validator, value by value and document by document.
 */

#include "common/plain.h"

#include <string.h>

#include "common/markup.h"

enum { OBSERVATION = 1, ABSENCE = 2, BOTH = OBSERVATION | ABSENCE };

/* Attributes that no rule looks at have no field. */
enum { NO_FIELD = ILO_FIELD_COUNT, ATTRIBUTE_COUNT = ILO_FIELD_COUNT + 2 };

struct ilo_plain_attribute {
	const char *name;
	size_t name_bytes;
	bool (*is_plain)(const char *text, size_t size_bytes);
	unsigned of, required_of; /* kinds of rows */
	int field;
};

/* ---- values: the types of schema/types.xsd ---- */

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_code(const char *text, size_t size_bytes)
{
	bool plain = size_bytes >= 1 && size_bytes <= 30 &&
	             (is_upper(text[0]) || text[0] == '_');

	for (size_t i = 1; i < size_bytes && plain; i++)
		plain = is_upper(text[i]) || is_digit(text[i]) ||
		        text[i] == '_' || text[i] == '-';
	return plain;
}

static bool
is_country(const char *text, size_t size_bytes)
{
	return size_bytes == 2 && is_upper(text[0]) && is_upper(text[1]);
}

static bool
is_letter(const char *text, size_t size_bytes)
{
	return size_bytes == 1 && is_upper(text[0]);
}

static bool
is_count(const char *text, size_t size_bytes)
{
	bool plain = size_bytes >= 1 && size_bytes <= 15;

	for (size_t i = 0; i < size_bytes && plain; i++)
		plain = is_digit(text[i]);
	return plain;
}

static bool
is_period(const char *text, size_t size_bytes)
{
	if (size_bytes != 7 || text[4] != '-' ||
	    (memcmp(text, "19", 2) != 0 && memcmp(text, "20", 2) != 0) ||
	    !is_digit(text[2]) || !is_digit(text[3]))
		return false;
	if (text[5] == 'S')
		return text[6] == '1' || text[6] == '2';
	return (text[5] == '0' && text[6] >= '1' && text[6] <= '9') ||
	       (text[5] == '1' && text[6] >= '0' && text[6] <= '2');
}

static bool
is_one_of(const char *text, size_t size_bytes, const char *const names[])
{
	while (*names != NULL && (strlen(*names) != size_bytes ||
	                          memcmp(text, *names, size_bytes) != 0))
		names++;
	return *names != NULL;
}

static bool
is_counter(const char *text, size_t size_bytes)
{
	static const char *const names[] = {"own", "agency", "host", "other",
	                                    NULL};

	return is_one_of(text, size_bytes, names);
}

static bool
is_reason(const char *text, size_t size_bytes)
{
	static const char *const names[] = {"not-available",  "not-collected",
	                                    "not-applicable", "confidential",
	                                    "suppressed",     NULL};

	return is_one_of(text, size_bytes, names);
}

/* Printable ASCII without markup: that many bytes are that many letters. */
static bool
is_short(const char *text, size_t size_bytes)
{
	bool plain = size_bytes >= 1 && size_bytes <= 200 && text[0] != ' ';

	for (size_t i = 0; i < size_bytes && plain; i++)
		plain = text[i] >= ' ' && text[i] <= '~' && text[i] != '<' &&
		        text[i] != '&';
	return plain;
}

#define ATTRIBUTE(name, is_plain, of, required_of, field)                      \
	{                                                                      \
		name, sizeof(name) - 1, is_plain, of, required_of, field       \
	}

static const struct ilo_plain_attribute attributes[ATTRIBUTE_COUNT] = {
	ATTRIBUTE("indicator", is_code, BOTH, BOTH, ILO_FIELD_INDICATOR),
	ATTRIBUTE("unit", is_code, BOTH, BOTH, ILO_FIELD_UNIT),
	ATTRIBUTE("counted-by", is_counter, BOTH, BOTH, ILO_FIELD_COUNTED_BY),
	ATTRIBUTE("period", is_period, BOTH, BOTH, ILO_FIELD_PERIOD),
	ATTRIBUTE("host", is_country, BOTH, 0, ILO_FIELD_HOST),
	ATTRIBUTE("citizenship", is_code, BOTH, 0, ILO_FIELD_CITIZENSHIP),
	ATTRIBUTE("route", is_code, BOTH, 0, ILO_FIELD_ROUTE),
	ATTRIBUTE("border", is_code, BOTH, 0, ILO_FIELD_BORDER),
	ATTRIBUTE("source", is_short, BOTH, 0, NO_FIELD),
	ATTRIBUTE("note", is_short, BOTH, 0, NO_FIELD),
	ATTRIBUTE("value", is_count, OBSERVATION, OBSERVATION, ILO_FIELD_VALUE),
	ATTRIBUTE("status", is_letter, OBSERVATION, 0, ILO_FIELD_STATUS),
	ATTRIBUTE("confidentiality", is_letter, OBSERVATION, 0,
                  ILO_FIELD_CONFIDENTIALITY),
	ATTRIBUTE("reason", is_reason, ABSENCE, ABSENCE, ILO_FIELD_REASON),
};

/* ---- a row ---- */

struct row {
	const char *at;
	long line; /* of at */
	unsigned kind;
	unsigned met; /* one bit an attribute */
	size_t count;
	struct ilo_rowtext *text;
};

static bool
skip_white(const char **at, const char *end, long *line)
{
	const char *from = *at;

	for (; *at < end && ilo_markup_is_white(**at); (*at)++)
		*line += **at == '\n';
	return *at > from;
}

static const struct ilo_plain_attribute *
find_attribute(const char *name, size_t size_bytes)
{
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		if (attributes[i].name_bytes == size_bytes &&
		    memcmp(attributes[i].name, name, size_bytes) == 0)
			return &attributes[i];
	}
	return NULL;
}

/* Take its name: the one that stood there in the row before, or another. */
static bool
read_name(const char *at, const char *end, const struct ilo_plain_seen *last,
          struct ilo_plain_seen *seen)
{
	const char *sign;

	*seen = (struct ilo_plain_seen){.text = at};
	if (last != NULL &&
	    ilo_markup_begins(at, end, last->text, last->name_bytes + 1)) {
		seen->name_bytes = last->name_bytes;
		seen->attribute = last->attribute;
		return true;
	}
	sign = memchr(at, '=', (size_t)(end - at));
	if (sign == NULL)
		return false;
	seen->name_bytes = (size_t)(sign - at);
	seen->attribute = find_attribute(at, seen->name_bytes);
	return seen->attribute != NULL;
}

/* Take it apart and judge it. */
static bool
read_attribute(const char *at, const char *end,
               const struct ilo_plain_seen *last, struct ilo_plain_seen *seen)
{
	const char *close, *value;

	if (end - at > 300)
		end = at + 300;
	if (!read_name(at, end, last, seen))
		return false;
	value = at + seen->name_bytes + 2;
	if (end - value < 1 || (value[-1] != '"' && value[-1] != '\''))
		return false;
	close = memchr(value, value[-1], (size_t)(end - value));
	if (close == NULL)
		return false;
	seen->size_bytes = (size_t)(close + 1 - at);
	return seen->attribute->is_plain(value, (size_t)(close - value));
}

static bool
take_attribute(struct ilo_plain *plain, struct row *row)
{
	struct ilo_plain_seen *seen = &plain->seen[row->count], now;
	const struct ilo_plain_attribute *attribute;
	unsigned bit;

	if (row->count == ILO_PLAIN_ATTRIBUTES ||
	    row->count == plain->limits->attributes)
		return false;
	if (row->count >= plain->seen_count ||
	    !ilo_markup_begins(row->at, plain->end, seen->text,
	                       seen->size_bytes)) {
		if (!read_attribute(row->at, plain->end,
		                    row->count < plain->seen_count ? seen
		                                                   : NULL,
		                    &now)) {
			plain->seen_count = row->count;
			return false;
		}
		*seen = now;
		if (row->count == plain->seen_count)
			plain->seen_count++;
	}
	attribute = seen->attribute;
	bit = 1u << (attribute - attributes);
	if ((attribute->of & row->kind) == 0 || (row->met & bit) != 0)
		return false;
	row->met |= bit;
	if (attribute->field != NO_FIELD)
		row->text->fields[attribute->field] = (struct ilo_span){
			row->at + seen->name_bytes + 2,
			seen->size_bytes - seen->name_bytes - 3};
	row->at += seen->size_bytes;
	row->count++;
	return true;
}

/* One bit for each attribute that a row of that kind must have. */
static unsigned
required_of(unsigned kind)
{
	unsigned required = 0;

	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		if ((attributes[i].required_of & kind) != 0)
			required |= 1u << i;
	return required;
}

static bool
is_whole(const struct ilo_plain *plain, const struct row *row)
{
	const unsigned required = plain->required[row->kind == ABSENCE];

	return (row->met & required) == required;
}

/* A comment of plain ASCII; at is behind it, or where it was. */
static bool
skip_comment(const char **at, const char *end, long *line)
{
	const char *behind = *at + 4;
	long lines = 0;

	if (!ilo_markup_begins(*at, end, "<!--", 4))
		return false;
	while (behind < end && !ilo_markup_begins(behind, end, "--", 2)) {
		if ((*behind < ' ' || *behind > '~') &&
		    !ilo_markup_is_white(*behind))
			return false;
		lines += *behind++ == '\n';
	}
	if (!ilo_markup_begins(behind, end, "-->", 3))
		return false;
	*at = behind + 3;
	*line += lines;
	return true;
}

/* White space and comments, as the parser would pass them over. */
static void
skip_between(const char **at, const char *end, long *line)
{
	do {
		(void)skip_white(at, end, line); /* there may be none */
	} while (skip_comment(at, end, line));
}

/* The row's end: an empty tag, or an end tag right behind. */
static bool
skip_end(struct row *row, const char *end)
{
	static const char *const ends[] = {"/>", "></observation>",
	                                   "></absence>"};
	const char *met = ends[0];
	size_t length;

	if (row->at == end || (*row->at != '/' && *row->at != '>'))
		return false;
	if (*row->at == '>')
		met = ends[row->kind == OBSERVATION ? 1 : 2];
	length = strlen(met);
	if (!ilo_markup_begins(row->at, end, met, length))
		return false;
	row->at += length;
	return true;
}

/* Behind its name; row->at is behind the row afterwards. */
static bool
take_attributes(struct ilo_plain *plain, struct row *row)
{
	for (;;) {
		const bool apart = skip_white(&row->at, plain->end, &row->line);

		if (skip_end(row, plain->end))
			return is_whole(plain, row);
		if (!apart || !take_attribute(plain, row))
			return false;
	}
}

void
ilo_plain_begin(struct ilo_plain *plain, const char *at, const char *end,
                long line, const struct ilo_limits *limits)
{
	*plain = (struct ilo_plain){
		.at = at,
		.end = end,
		.line = line,
		.limits = limits,
		.required = {required_of(OBSERVATION), required_of(ABSENCE)}};
}

bool
ilo_plain_next(struct ilo_plain *plain, struct ilo_rowtext *text)
{
	static const char observation[] = "<observation",
			  absence[] = "<absence";
	struct row row = {.at = plain->at, .line = plain->line, .text = text};
	const char *start;

	skip_between(&row.at, plain->end, &row.line);
	start = row.at;
	*text = (struct ilo_rowtext){.line = row.line};
	if ((size_t)(start - plain->at) > plain->limits->run_bytes)
		return false;
	if (ilo_markup_begins(start, plain->end, observation,
	                      sizeof observation - 1)) {
		row.kind = OBSERVATION;
		row.at += sizeof observation - 1;
	} else if (ilo_markup_begins(start, plain->end, absence,
	                             sizeof absence - 1)) {
		row.kind = ABSENCE;
		row.at += sizeof absence - 1;
		text->is_absence = true;
	} else {
		return false;
	}
	if (!take_attributes(plain, &row) ||
	    (size_t)(row.at - start) > plain->limits->tag_bytes)
		return false;
	plain->at = row.at;
	plain->line = row.line;
	return true;
}
