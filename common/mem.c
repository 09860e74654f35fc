/*
 * Blocks of an arena are chained; large requests get a block of their own.
 * The only file, with each main.c, that may end the process.
 */

#include "common/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/status.h"

/* The first block of an arena, and what they grow to: most hold little. */
#define BLOCK_LEAST 2048u
#define BLOCK_MOST 65536u

struct block {
	struct block *next;
	size_t used_bytes;
	size_t size_bytes;
	alignas(max_align_t) unsigned char bytes[];
};

struct ilo_arena {
	struct block *head;
};

_Noreturn void
ilo_out_of_memory(void)
{
	(void)fputs("ilo: out of memory; nothing was published\n", stderr);
	exit(ILO_FAILED);
}

void *
ilo_xcalloc(size_t count, size_t size_bytes)
{
	void *memory = calloc(count == 0 ? 1 : count, size_bytes);

	if (memory == NULL)
		ilo_out_of_memory();
	return memory;
}

char *
ilo_xstrdup(const char *text)
{
	char *copy;

	if (text == NULL)
		return NULL;
	copy = strdup(text);
	if (copy == NULL)
		ilo_out_of_memory();
	return copy;
}

void *
ilo_grow(void *items, size_t count, size_t *capacity, size_t size_bytes)
{
	size_t wanted = *capacity == 0 ? 16 : *capacity;
	void *grown;

	if (count < *capacity)
		return items;
	while (wanted <= count) {
		if (wanted > SIZE_MAX / 2 / size_bytes)
			ilo_out_of_memory();
		wanted *= 2;
	}
	grown = realloc(items, wanted * size_bytes);
	if (grown == NULL)
		ilo_out_of_memory();
	*capacity = wanted;
	return grown;
}

struct ilo_arena *
ilo_arena_new(void)
{
	return ilo_xcalloc(1, sizeof(struct ilo_arena));
}

void
ilo_arena_free(struct ilo_arena *arena)
{
	struct block *block, *next;

	if (arena == NULL)
		return;
	for (block = arena->head; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

/* For size_bytes at least; twice as large as the one before. */
static struct block *
add_block(struct ilo_arena *arena, size_t size_bytes)
{
	struct block *block;
	size_t usual = BLOCK_LEAST;

	if (arena->head != NULL)
		usual = arena->head->size_bytes < BLOCK_MOST / 2
		                ? 2 * arena->head->size_bytes
		                : BLOCK_MOST;
	if (size_bytes < usual)
		size_bytes = usual;
	if (size_bytes > SIZE_MAX - sizeof(*block))
		ilo_out_of_memory();
	block = ilo_xcalloc(1, sizeof(*block) + size_bytes);
	block->size_bytes = size_bytes;
	block->next = arena->head;
	arena->head = block;
	return block;
}

void *
ilo_arena_alloc(struct ilo_arena *arena, size_t size_bytes)
{
	const size_t align = alignof(max_align_t);
	struct block *block = arena->head;
	void *memory;

	if (size_bytes > SIZE_MAX - align)
		ilo_out_of_memory();
	size_bytes = (size_bytes + align - 1) / align * align;
	if (block == NULL || block->size_bytes - block->used_bytes < size_bytes)
		block = add_block(arena, size_bytes);
	memory = block->bytes + block->used_bytes;
	block->used_bytes += size_bytes;
	return memory;
}

char *
ilo_arena_strndup(struct ilo_arena *arena, const char *text, size_t size_bytes)
{
	char *copy = ilo_arena_alloc(arena, size_bytes + 1);

	memcpy(copy, text, size_bytes);
	copy[size_bytes] = '\0';
	return copy;
}

char *
ilo_arena_strdup(struct ilo_arena *arena, const char *text)
{
	return text == NULL ? NULL
	                    : ilo_arena_strndup(arena, text, strlen(text));
}

char *
ilo_arena_printf(struct ilo_arena *arena, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		ilo_out_of_memory();
	text = ilo_arena_alloc(arena, (size_t)length + 1);
	va_start(args, format);
	(void)vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}
