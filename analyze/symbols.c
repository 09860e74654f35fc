/* An open hash table of texts.  It must not know what the codes mean. */

#include "analyze/symbols.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

enum { FIRST_SLOTS = 1024 }; /* a power of two */

struct symbols {
	struct ilo_arena *arena;
	struct symbol **slots; /* NULL where free */
	size_t slot_count;     /* a power of two, at least twice count */
	size_t count;
	const struct symbol **numbered; /* by number */
	size_t numbered_capacity;
	pthread_mutex_t lock;
};

struct symbols *
symbols_new(void)
{
	struct symbols *symbols = ilo_xcalloc(1, sizeof(*symbols));

	symbols->arena = ilo_arena_new();
	symbols->slot_count = FIRST_SLOTS;
	symbols->slots = ilo_xcalloc(FIRST_SLOTS, sizeof(struct symbol *));
	(void)pthread_mutex_init(&symbols->lock, NULL); /* cannot fail */
	return symbols;
}

void
symbols_free(struct symbols *symbols)
{
	if (symbols == NULL)
		return;
	ilo_arena_free(symbols->arena);
	free(symbols->slots);
	free(symbols->numbered);
	(void)pthread_mutex_destroy(&symbols->lock); /* nobody holds it */
	free(symbols);
}

/* FNV-1a; the order of slots never reaches an output. */
static size_t
hash(const char *text)
{
	uint64_t sum = UINT64_C(14695981039346656037);

	for (; *text != '\0'; text++)
		sum = (sum ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return (size_t)(sum ^ (sum >> 32));
}

/* The slot of text, or the free one where it belongs. */
static struct symbol **
slot_of(struct symbol **slots, size_t slot_count, const char *text)
{
	size_t i = hash(text) & (slot_count - 1);

	while (slots[i] != NULL && strcmp(slots[i]->text, text) != 0)
		i = (i + 1) & (slot_count - 1);
	return &slots[i];
}

static void
widen(struct symbols *symbols)
{
	size_t slot_count = symbols->slot_count * 2, i;
	struct symbol **slots = ilo_xcalloc(slot_count, sizeof(*slots));

	for (i = 0; i < symbols->slot_count; i++)
		if (symbols->slots[i] != NULL)
			*slot_of(slots, slot_count, symbols->slots[i]->text) =
				symbols->slots[i];
	free(symbols->slots);
	symbols->slots = slots;
	symbols->slot_count = slot_count;
}

static const struct symbol *
get(struct symbols *symbols, const char *text)
{
	struct symbol **slot =
		slot_of(symbols->slots, symbols->slot_count, text);
	struct symbol *made;

	if (*slot != NULL)
		return *slot;
	made = ilo_arena_alloc(symbols->arena, sizeof(*made));
	made->text = ilo_arena_strdup(symbols->arena, text);
	made->number = symbols->count;
	*slot = made;
	symbols->numbered = ilo_grow(symbols->numbered, symbols->count,
	                             &symbols->numbered_capacity, sizeof(made));
	symbols->numbered[symbols->count++] = made;
	if (symbols->count * 2 > symbols->slot_count)
		widen(symbols);
	return made;
}

const struct symbol *
symbols_get(struct symbols *symbols, const char *text)
{
	const struct symbol *symbol;

	(void)pthread_mutex_lock(&symbols->lock); /* cannot fail */
	symbol = get(symbols, text);
	(void)pthread_mutex_unlock(&symbols->lock); /* nor this */
	return symbol;
}

const struct symbol *
symbols_at(const struct symbols *symbols, size_t number)
{
	return symbols->numbered[number];
}

size_t
symbols_count(const struct symbols *symbols)
{
	return symbols->count;
}

int
symbol_order(const struct symbol *a, const struct symbol *b)
{
	if (a == b)
		return 0;
	if (a == NULL || b == NULL)
		return a == NULL ? -1 : 1;
	return strcmp(a->text, b->text);
}

int
symbol_compare(const void *left, const void *right)
{
	return symbol_order(*(const struct symbol *const *)left,
	                    *(const struct symbol *const *)right);
}
