/*
 * The only file that may call strtod() or print a double.  No program calls
 * setlocale(), so the point is always '.'.
 */

#include "common/num.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t
digits(const char *text)
{
	return strspn(text, "0123456789");
}

bool
ilo_num_count(const char *text, int64_t *value)
{
	return ilo_num_count_span(text, strlen(text), value);
}

bool
ilo_num_count_span(const char *text, size_t size_bytes, int64_t *value)
{
	int64_t count = 0;

	if (size_bytes == 0 || size_bytes > 15)
		return false;
	for (size_t i = 0; i < size_bytes; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		count = count * 10 + (text[i] - '0');
	}
	*value = count;
	return true;
}

static bool
real_grammar(const char *text)
{
	const char *p = text + (*text == '-');
	size_t whole = digits(p), part;

	if (whole == 0)
		return false;
	p += whole;
	if (*p == '.') {
		part = digits(p + 1);
		if (part == 0)
			return false;
		p += 1 + part;
	}
	if (*p == 'e') {
		p += 1;
		p += *p == '-' || *p == '+';
		part = digits(p);
		if (part == 0 || part > 3)
			return false;
		p += part;
	}
	return *p == '\0' && p - text < ILO_NUM_SIZE;
}

bool
ilo_num_real(const char *text, double *value)
{
	if (!real_grammar(text))
		return false;
	*value = strtod(text, NULL);
	return isfinite(*value) != 0;
}

/* Under 10^15; without a sign for -0. */
static void
print_whole(int64_t value, char text[ILO_NUM_SIZE])
{
	char digits[ILO_NUM_SIZE];
	uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
	size_t at = sizeof digits;

	digits[--at] = '\0';
	do
		digits[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (value < 0)
		digits[--at] = '-';
	memcpy(text, digits + at, sizeof digits - at);
}

const char *
ilo_num_print(double value, char text[ILO_NUM_SIZE])
{
	int precision = 15;

	if (fabs(value) < 1e15 && value == floor(value)) {
		print_whole((int64_t)value, text);
		return text;
	}
	/* A shorter text that reads back is what 15 digits print, less their
	 * zeros, which %g drops; not so where a double has fewer digits. */
	if (!isnormal(value))
		precision = 1;
	for (; precision < 17; precision++) {
		double back;

		(void)snprintf(text, ILO_NUM_SIZE, "%.*g", precision, value);
		back = strtod(text, NULL);
		if (!(back < value) && !(back > value))
			return text;
	}
	(void)snprintf(text, ILO_NUM_SIZE, "%.17g", value);
	return text;
}

const char *
ilo_num_print_short(double value, char text[ILO_NUM_SIZE])
{
	if (fabs(value) < 1e15 && value == floor(value))
		return ilo_num_print(value, text);
	(void)snprintf(text, ILO_NUM_SIZE, "%.6g", value);
	return text;
}
