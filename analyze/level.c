/* What a level says of itself, and sets of levels by category. */

#include "analyze/level.h"

#include <stdlib.h>

const char *
level_state_name(enum level_state state)
{
	switch (state) {
	case LEVEL_VALUE:
		return "value";
	case LEVEL_MISSING:
		return "missing";
	case LEVEL_TOO_LARGE:
		return "undefined";
	}
	return NULL;
}

double
level_lower(const struct level *level)
{
	return level->widened ? level->wide_lower : level->exact.lower;
}

double
level_upper(const struct level *level)
{
	return level->widened ? level->wide_upper : level->exact.upper;
}

bool
level_full(const struct level *level)
{
	return level->absent == 0 && level->months == level->months_expected &&
	       level->reported == level->expected;
}

int
level_order(const void *left, const void *right)
{
	const struct level *a = left, *b = right;

	return symbol_order(a->code, b->code);
}

const struct level *
levels_find(const struct levels *levels, const struct symbol *code)
{
	struct level key = {.code = code};

	if (levels->count == 0)
		return NULL;
	return bsearch(&key, levels->items, levels->count,
	               sizeof(*levels->items), level_order);
}

static void
level_release(struct level *level)
{
	lineage_release(&level->rows);
	lineage_release(&level->dispersion_rows);
	free(level->givers);
}

void
levels_release(struct levels *levels)
{
	size_t i;

	for (i = 0; i < levels->count; i++)
		level_release(&levels->items[i]);
	level_release(&levels->rest);
	free(levels->items);
	*levels = (struct levels){0};
}
