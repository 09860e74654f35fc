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

const char *
ilo_num_print_whole(int64_t value, char text[ILO_NUM_SIZE])
{
	char digits[ILO_NUM_SIZE];
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	size_t at = sizeof digits;

	digits[--at] = '\0';
	do
		digits[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (value < 0)
		digits[--at] = '-';
	memcpy(text, digits + at, sizeof digits - at);
	return text;
}

/* ---- reals -------------------------------------------------------------- */

__extension__ typedef unsigned __int128 wide;

/* digits 10^exponent */
struct decimal {
	uint64_t digits;
	int exponent;
};

static uint64_t
five_to(int power)
{
	uint64_t result = 1;

	while (power-- > 0)
		result *= 5;
	return result;
}

/*
 * Round mantissa 2^exponent to so many places behind the point, halves to even,
 * exactly: it is whole in units of 2^exponent 10^-places.  Whether it reads
 * back, being nearest to this double: half the distance to the next is half a
 * unit of the mantissa.
 */
static bool
round_to(uint64_t mantissa, int exponent, int places, struct decimal *out)
{
	const uint64_t scale = five_to(places);
	const wide scaled = (wide)mantissa * scale;
	const int shift = -(exponent + places);
	const wide one = (wide)1 << shift;
	uint64_t digits = (uint64_t)(scaled >> shift);
	wide off = scaled & (one - 1);

	if (off > one / 2 || (off == one / 2 && digits % 2 == 1)) {
		off = one - off;
		digits++;
	}
	*out = (struct decimal){digits, -places};
	return 2 * off < scale || (2 * off == scale && mantissa % 2 == 0);
}

/* The fewest digits from 15 on that read back, of a value for which all this
 * fits into 128 bits. */
static struct decimal
shortest(double value)
{
	int exponent, places;
	const uint64_t mantissa = (uint64_t)ldexp(frexp(value, &exponent), 53);
	struct decimal result;

	exponent -= 53;
	places = 16 - (int)floor(log10(value));
	(void)round_to(mantissa, exponent, places, &result); /* to count */
	places += (result.digits < UINT64_C(10000000000000000)) -
	          (result.digits > UINT64_C(100000000000000000));
	if (!round_to(mantissa, exponent, places - 2, &result) &&
	    !round_to(mantissa, exponent, places - 1, &result))
		(void)round_to(mantissa, exponent, places, &result); /* does */
	return result;
}

/* As %g prints it, of a value that is not whole and not under 10^-9. */
static void
put_decimal(struct decimal decimal, char *text)
{
	char digits[ILO_NUM_SIZE];
	int first, i; /* of a digit: the power of ten it stands for */
	bool scientific;

	while (decimal.digits % 10 == 0) {
		decimal.digits /= 10;
		decimal.exponent++;
	}
	(void)ilo_num_print_whole((int64_t)decimal.digits, digits);
	first = (int)strlen(digits) - 1 + decimal.exponent;
	scientific = first < -4;
	for (i = first < 0 && !scientific ? 0 : first; i >= decimal.exponent;
	     i--) {
		*text++ = i > first ? '0' : digits[first - i];
		if (i == (scientific ? first : 0) && i > decimal.exponent)
			*text++ = '.';
	}
	if (scientific) {
		memcpy(text, "e-0", 3);
		text[3] = (char)('0' - first);
		text += 4;
	}
	*text = '\0';
}

/* By the library, which knows all doubles. */
static void
print_slowly(double value, char text[ILO_NUM_SIZE])
{
	int precision = 15;

	/* A shorter text that reads back is what 15 digits print, less their
	 * zeros, which %g drops; not so where a double has fewer digits. */
	if (!isnormal(value))
		precision = 1;
	for (; precision < 17; precision++) {
		double back;

		(void)snprintf(text, ILO_NUM_SIZE, "%.*g", precision, value);
		back = strtod(text, NULL);
		if (!(back < value) && !(back > value))
			return;
	}
	(void)snprintf(text, ILO_NUM_SIZE, "%.17g", value);
}

const char *
ilo_num_print(double value, char text[ILO_NUM_SIZE])
{
	const double size = fabs(value);
	int exponent;

	if (size < 1e15 && value == floor(value))
		return ilo_num_print_whole((int64_t)value, text);
	/* Below a power of two the next double is nearer. */
	if (!(size < 1e15) || size < 1e-9 || !(frexp(size, &exponent) > 0.5)) {
		print_slowly(value, text);
		return text;
	}
	text[0] = '-';
	put_decimal(shortest(size), value < 0 ? text + 1 : text);
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
