/*
 * Rows of plain structs whose strings are interned, so that a row costs no
 * allocation and comparing two of them compares small numbers.  Knows nothing
 * of submissions; what a column means is said in schema/flows-dsd.xml.
 */

#include "common/flows.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/flows_columns.h"
#include "common/mem.h"
#include "common/names.h"
#include "common/num.h"
#include "common/semester.h"

static const char row_start[] = "dataflow," ILO_FLOWS_STRUCTURE ",I,";

/* An interned string: what a row points to is text, so that the rest is found
 * from the pointer alone. */
struct word {
	uint64_t hash;
	uint32_t rank; /* among the sorted words, after rank_words() */
	uint32_t length;
	bool quoted; /* whether CSV needs quotes around it */
	char text[];
};

struct words {
	struct word **slots; /* open addressing; a power of two of them */
	size_t count, capacity;
};

struct ilo_flows {
	struct ilo_arena *arena;
	struct words codes;
	struct words locators; /* apart: many, and never ranked */
	struct ilo_flow *rows;
	size_t count, capacity;
};

struct ilo_flows *
ilo_flows_new(void)
{
	struct ilo_flows *flows = ilo_xcalloc(1, sizeof(*flows));

	flows->arena = ilo_arena_new();
	return flows;
}

void
ilo_flows_free(struct ilo_flows *flows)
{
	if (flows == NULL)
		return;
	free(flows->rows);
	free(flows->locators.slots);
	free(flows->codes.slots);
	ilo_arena_free(flows->arena);
	free(flows);
}

/* FNV-1a: the words are short and come from checked documents. */
static uint64_t
hash_of(const char *text, size_t length)
{
	uint64_t hash = 14695981039346656037u;
	size_t i;

	for (i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
	return hash ^ hash >> 32;
}

static void
enlarge(struct words *words)
{
	size_t capacity = words->capacity == 0 ? 256 : words->capacity * 2;
	struct word **slots = ilo_xcalloc(capacity, sizeof(struct word *));
	size_t i, at;

	for (i = 0; i < words->capacity; i++) {
		if (words->slots[i] == NULL)
			continue;
		at = words->slots[i]->hash & (capacity - 1);
		while (slots[at] != NULL)
			at = (at + 1) & (capacity - 1);
		slots[at] = words->slots[i];
	}
	free(words->slots);
	words->slots = slots;
	words->capacity = capacity;
}

static const char *
intern(struct ilo_arena *arena, struct words *words, const char *text)
{
	size_t length = strlen(text), at;
	uint64_t hash = hash_of(text, length);
	struct word *word;

	if (words->count * 2 >= words->capacity)
		enlarge(words);
	for (at = hash & (words->capacity - 1); words->slots[at] != NULL;
	     at = (at + 1) & (words->capacity - 1)) {
		word = words->slots[at];
		if (word->hash == hash && strcmp(word->text, text) == 0)
			return word->text;
	}
	word = ilo_arena_alloc(arena, sizeof(*word) + length + 1);
	word->hash = hash;
	word->length = (uint32_t)length;
	word->quoted = strpbrk(text, ",\"\r\n") != NULL;
	memcpy(word->text, text, length + 1);
	words->slots[at] = word;
	words->count++;
	return word->text;
}

static const struct word *
word_of(const char *text)
{
	return (const struct word *)(const void *)(text -
	                                           offsetof(struct word, text));
}

/* The word for text; most rows repeat the word of the row before. */
static const char *
code(struct ilo_flows *flows, const char *text, const char *before)
{
	if (before != NULL && strcmp(before, text) == 0)
		return before;
	return intern(flows->arena, &flows->codes, text);
}

void
ilo_flows_add(struct ilo_flows *flows, const struct ilo_flow *flow)
{
	struct ilo_flow before = {0}, *row;

	if (flows->count > 0)
		before = flows->rows[flows->count - 1];
	flows->rows = ilo_grow(flows->rows, flows->count, &flows->capacity,
	                       sizeof(*flows->rows));
	row = &flows->rows[flows->count++];
	*row = *flow;
	row->host = code(flows, flow->host, before.host);
	row->indicator = code(flows, flow->indicator, before.indicator);
	row->counted_by = code(flows, flow->counted_by, before.counted_by);
	row->reporter = code(flows, flow->reporter, before.reporter);
	row->citizenship = code(flows, flow->citizenship, before.citizenship);
	row->route = code(flows, flow->route, before.route);
	row->border = code(flows, flow->border, before.border);
	row->period = code(flows, flow->period, before.period);
	row->unit = code(flows, flow->unit, before.unit);
	row->source = code(flows, flow->source, before.source);
	row->locator = intern(flows->arena, &flows->locators, flow->locator);
	if (!row->has_value)
		row->value = 0;
}

size_t
ilo_flows_count(const struct ilo_flows *flows)
{
	return flows->count;
}

const struct ilo_flow *
ilo_flows_at(const struct ilo_flows *flows, size_t i)
{
	return &flows->rows[i];
}

#define KEY_COUNT 9

static void
key_texts(const struct ilo_flow *flow, const char *texts[KEY_COUNT])
{
	texts[0] = flow->host;
	texts[1] = flow->indicator;
	texts[2] = flow->counted_by;
	texts[3] = flow->reporter;
	texts[4] = flow->citizenship;
	texts[5] = flow->route;
	texts[6] = flow->border;
	texts[7] = flow->period;
	texts[8] = flow->source;
}

int
ilo_flow_compare(const struct ilo_flow *a, const struct ilo_flow *b)
{
	const char *left[KEY_COUNT], *right[KEY_COUNT];
	int i, order;

	key_texts(a, left);
	key_texts(b, right);
	for (i = 0; i < KEY_COUNT; i++) {
		if (left[i] == right[i])
			continue;
		order = strcmp(left[i], right[i]);
		if (order != 0)
			return order;
	}
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return strcmp(a->locator, b->locator);
}

/* A row's place as small numbers, which compare faster than its words. */
struct key {
	uint32_t ranks[KEY_COUNT];
	long line;
	const struct ilo_flow *row;
};

static int
compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;
	int i;

	for (i = 0; i < KEY_COUNT; i++)
		if (a->ranks[i] != b->ranks[i])
			return a->ranks[i] < b->ranks[i] ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return strcmp(a->row->locator, b->row->locator);
}

static int
compare_words(const void *left, const void *right)
{
	const struct word *const *a = left, *const *b = right;

	return strcmp((*a)->text, (*b)->text);
}

static void
rank_words(const struct words *words)
{
	struct word **sorted = ilo_xcalloc(words->count, sizeof(*sorted));
	size_t i, count = 0;

	for (i = 0; i < words->capacity; i++)
		if (words->slots[i] != NULL)
			sorted[count++] = words->slots[i];
	qsort(sorted, count, sizeof(struct word *), compare_words);
	for (i = 0; i < count; i++)
		sorted[i]->rank = (uint32_t)i;
	free(sorted);
}

static struct key *
make_keys(const struct ilo_flows *flows)
{
	struct key *keys = ilo_xcalloc(flows->count, sizeof(*keys));
	const char *texts[KEY_COUNT];
	size_t i, k;

	for (i = 0; i < flows->count; i++) {
		key_texts(&flows->rows[i], texts);
		for (k = 0; k < KEY_COUNT; k++)
			keys[i].ranks[k] = word_of(texts[k])->rank;
		keys[i].line = flows->rows[i].line;
		keys[i].row = &flows->rows[i];
	}
	return keys;
}

void
ilo_flows_sort(struct ilo_flows *flows)
{
	struct ilo_flow *rows = ilo_xcalloc(flows->count, sizeof(*rows));
	struct key *keys;
	size_t i;

	rank_words(&flows->codes);
	keys = make_keys(flows);
	qsort(keys, flows->count, sizeof(*keys), compare_keys);
	for (i = 0; i < flows->count; i++)
		rows[i] = *keys[i].row;
	free(keys);
	free(flows->rows);
	flows->rows = rows;
	flows->capacity = flows->count == 0 ? 1 : flows->count;
}

/* ===== Writing ===== */

#define FLUSH_BYTES ((size_t)1 << 18)

static void
put_word(struct ilo_buf *out, const char *text)
{
	const struct word *word = word_of(text);
	const char *p;

	if (!word->quoted) {
		ilo_buf_add(out, text, word->length);
	} else {
		ilo_buf_add(out, "\"", 1);
		for (p = text; *p != '\0'; p++)
			ilo_buf_add(out, *p == '"' ? "\"\"" : p,
			            *p == '"' ? 2 : 1);
		ilo_buf_add(out, "\"", 1);
	}
}

/* The number's digits; counts and lines are never negative. */
static void
put_number(struct ilo_buf *out, int64_t value)
{
	char digits[ILO_NUM_SIZE];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	ilo_buf_add(out, digits + at, sizeof(digits) - at);
}

static void
put_row(struct ilo_buf *out, const struct ilo_flow *row)
{
	const char *dimensions[KEY_COUNT];
	const char frequency[] = {ilo_period_frequency(row->period), ','};
	const char flags[] = {',', row->status, ',', row->confidentiality, ','};
	size_t i;

	ilo_buf_add(out, row_start, sizeof(row_start) - 1);
	key_texts(row, dimensions);
	for (i = 0; i < 7; i++) {
		put_word(out, dimensions[i]);
		ilo_buf_add(out, ",", 1);
	}
	ilo_buf_add(out, frequency, sizeof(frequency));
	put_word(out, row->period);
	ilo_buf_add(out, ",", 1);
	if (row->has_value)
		put_number(out, row->value);
	ilo_buf_add(out, ",", 1);
	put_word(out, row->unit);
	ilo_buf_add(out, flags, sizeof(flags));
	put_word(out, row->source);
	ilo_buf_add(out, ",", 1);
	put_number(out, row->line);
	ilo_buf_add(out, ",", 1);
	put_word(out, row->locator);
	ilo_buf_add(out, "\n", 1);
}

static void
flush(struct ilo_buf *out, FILE *stream)
{
	/* A short write leaves the stream's error flag, as the header says. */
	(void)fwrite(ilo_buf_text(out), 1, out->count, stream);
	ilo_buf_clear(out);
}

void
ilo_flows_write(const struct ilo_flows *flows, FILE *stream)
{
	struct ilo_buf out = ILO_BUF_INIT;
	size_t i;

	ilo_buf_puts(&out, ILO_FLOWS_HEADER);
	ilo_buf_puts(&out, "\n");
	for (i = 0; i < flows->count; i++) {
		put_row(&out, &flows->rows[i]);
		if (out.count >= FLUSH_BYTES)
			flush(&out, stream);
	}
	flush(&out, stream);
	ilo_buf_release(&out);
}
