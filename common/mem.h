/*
 * Memory: an arena for what lives and dies together, and allocation that ends
 * the process with ILO_FAILED when there is none left.  Safe because no output
 * is visible under its final name before it is committed (see outfile.h).
 */

#ifndef ILO_COMMON_MEM_H
#define ILO_COMMON_MEM_H

#include <stddef.h>

struct ilo_arena;

/* Say so and end the process: for libraries that tell their callers. */
_Noreturn void ilo_out_of_memory(void);

/* An empty arena; end it with ilo_arena_free(). */
struct ilo_arena *ilo_arena_new(void);
void ilo_arena_free(struct ilo_arena *arena);

/* Zeroed, aligned for any type, valid until the arena is freed. */
void *ilo_arena_alloc(struct ilo_arena *arena, size_t size_bytes);

/* A copy of text in the arena; NULL gives NULL. */
char *ilo_arena_strdup(struct ilo_arena *arena, const char *text);

/* A terminated copy of the first size_bytes bytes of text. */
char *ilo_arena_strndup(struct ilo_arena *arena, const char *text,
                        size_t size_bytes);

/* A printed string in the arena. */
char *ilo_arena_printf(struct ilo_arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Zeroed heap memory of count * size_bytes, overflow checked; free() ends it.
 */
void *ilo_xcalloc(size_t count, size_t size_bytes);

/* A heap copy of text; NULL gives NULL; free() ends it. */
char *ilo_xstrdup(const char *text);

/*
 * Make room for one more item in a heap array: returns items, moved if need
 * be, with *capacity > count.  free() ends it.
 */
void *ilo_grow(void *items, size_t count, size_t *capacity, size_t size_bytes);

#endif
