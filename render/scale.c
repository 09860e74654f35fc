/* Round numbers on axes. */

#include "render/scale.h"

#include <math.h>

double
scale_at(const struct scale *scale, double value)
{
	double part;

	if (value < scale->low)
		value = scale->low;
	if (value > scale->high)
		value = scale->high;
	if (scale->logarithmic)
		part = log(value / scale->low) / log(scale->high / scale->low);
	else
		part = (value - scale->low) / (scale->high - scale->low);
	return scale->from + part * (scale->to - scale->from);
}

/* The smallest of 1, 2, 5 times a power of ten that is not under step. */
static double
round_step(double step)
{
	static const double factors[] = {1, 2, 5, 10};
	double power = 1;
	size_t i = 0;

	while (power * 10 <= step)
		power *= 10;
	while (i < 3 && factors[i] * power < step)
		i++;
	return factors[i] * power;
}

size_t
scale_ticks(double high, size_t wanted, double ticks[SCALE_TICKS_MAX])
{
	double step;
	size_t count = 0;

	if (!(high > 0))
		high = 1;
	if (wanted == 0)
		wanted = 1;
	if (wanted > SCALE_TICKS_MAX - 2)
		wanted = SCALE_TICKS_MAX - 2;
	step = round_step(high / (double)wanted);
	do {
		ticks[count] = (double)count * step;
		count++;
	} while (ticks[count - 1] < high && count < SCALE_TICKS_MAX);
	return count;
}

size_t
scale_ratio_ticks(double low, double high, double ticks[SCALE_TICKS_MAX])
{
	int from = -1, to = 1;
	size_t count = 0;

	while (from > -3 && ldexp(1, from) > low)
		from--;
	while (to < 3 && ldexp(1, to) < high)
		to++;
	for (int power = from; power <= to; power++)
		ticks[count++] = ldexp(1, power);
	return count;
}
