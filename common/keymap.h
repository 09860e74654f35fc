/* A map from packed keys to numbers, for finding what stands twice. */

#ifndef ILO_COMMON_KEYMAP_H
#define ILO_COMMON_KEYMAP_H

#include <stddef.h>
#include <stdint.h>

struct ilo_keymap;

/* Empty; end it with ilo_keymap_free(). */
struct ilo_keymap *ilo_keymap_new(void);
void ilo_keymap_free(struct ilo_keymap *map);

/*
 * Enter key with value (not 0) unless it is there: the value that it had
 * before, 0 when it is new.
 */
long ilo_keymap_add(struct ilo_keymap *map, uint64_t key, long value);

/* The value of a key, 0 when it is not there. */
long ilo_keymap_find(const struct ilo_keymap *map, uint64_t key);

#endif
