/* Parts are independent: other reporters, or other categories of events. */

#include "analyze/addition.h"

#include <math.h>

#include "analyze/estimate/poisson.h"

#define VALUE_MAX UINT64_C(999999999999999)

void
addition_add(struct addition *addition, const struct rules *rules,
             const struct level *level)
{
	const double value = (double)level->value;
	size_t i;

	addition->flag =
		addition->flag == '\0'
			? level->flag
			: rules_worse_flag(rules, addition->flag, level->flag);
	for (i = 0; i < level->rows.count; i++)
		lineage_add(&addition->rows, level->rows.rows[i]);
	if (level->state == LEVEL_TOO_LARGE ||
	    addition->value + level->value > VALUE_MAX) {
		addition->too_large = true;
		return;
	}
	if (level->state != LEVEL_VALUE) {
		addition->missing++;
		return;
	}
	addition->value += level->value;
	addition->n += level->n;
	addition->parts++;
	if (level->exact.state != EST_OK)
		return;
	addition->below +=
		(value - level_lower(level)) * (value - level_lower(level));
	addition->above +=
		(level_upper(level) - value) * (level_upper(level) - value);
}

void
addition_release(struct addition *addition)
{
	lineage_release(&addition->rows);
	*addition = (struct addition){0};
}

void
addition_take(const struct addition *addition, const struct rules *rules,
              struct result *result)
{
	struct interval interval;

	result->flag = addition->flag == '\0' ? 'O' : addition->flag;
	result->n = addition->n;
	result->state = EST_UNDEFINED;
	result->reason = addition->too_large ? "too-large" : "missing";
	if (addition->too_large || addition->parts == 0)
		return;
	interval = poisson_interval((struct poisson_sample){addition->value, 1},
	                            rules->confidence);
	if (interval.state == EST_OK) {
		interval.lower =
			fmax(0, fmin(interval.lower,
		                     interval.value - sqrt(addition->below)));
		interval.upper = fmax(interval.upper,
		                      interval.value + sqrt(addition->above));
	}
	result_take_interval(result, interval);
}
