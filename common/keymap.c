/* Open addressing, at most half full; a slot with value 0 is free. */

#include "common/keymap.h"

#include <assert.h>
#include <stdlib.h>

#include "common/mem.h"

struct slot {
	uint64_t key;
	long value;
};

struct ilo_keymap {
	struct slot *slots;
	size_t count;
	size_t capacity; /* a power of two */
};

#define CAPACITY_FIRST 64u

struct ilo_keymap *
ilo_keymap_new(void)
{
	struct ilo_keymap *map = ilo_xcalloc(1, sizeof *map);

	map->capacity = CAPACITY_FIRST;
	map->slots = ilo_xcalloc(map->capacity, sizeof *map->slots);
	return map;
}

void
ilo_keymap_free(struct ilo_keymap *map)
{
	if (map == NULL)
		return;
	free(map->slots);
	free(map);
}

/* The finaliser of SplitMix64: every bit of the key reaches every bit. */
static uint64_t
mix(uint64_t key)
{
	key = (key ^ key >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	key = (key ^ key >> 27) * UINT64_C(0x94d049bb133111eb);
	return key ^ key >> 31;
}

static struct slot *
find(struct slot *slots, size_t capacity, uint64_t key)
{
	size_t at = (size_t)mix(key) & (capacity - 1);

	while (slots[at].value != 0 && slots[at].key != key)
		at = (at + 1) & (capacity - 1);
	return &slots[at];
}

static void
widen(struct ilo_keymap *map)
{
	const size_t capacity = map->capacity * 2;
	struct slot *slots = ilo_xcalloc(capacity, sizeof *slots);

	for (size_t i = 0; i < map->capacity; i++) {
		if (map->slots[i].value != 0)
			*find(slots, capacity, map->slots[i].key) =
				map->slots[i];
	}
	free(map->slots);
	map->slots = slots;
	map->capacity = capacity;
}

long
ilo_keymap_add(struct ilo_keymap *map, uint64_t key, long value)
{
	struct slot *slot;

	assert(value != 0);
	slot = find(map->slots, map->capacity, key);
	if (slot->value != 0)
		return slot->value;
	*slot = (struct slot){key, value};
	map->count++;
	if (map->count * 2 > map->capacity)
		widen(map);
	return 0;
}

long
ilo_keymap_find(const struct ilo_keymap *map, uint64_t key)
{
	return find(map->slots, map->capacity, key)->value;
}
