/* The bytes of one field.  Columns of numbers and times are read elsewhere. */

#include "common/flows_field.h"

#include <stdint.h>
#include <string.h>

#include "common/digest.h"
#include "common/names.h"
#include "common/text.h"

#define CODE_BYTES_MAX 30

static bool
is(const struct ilo_flow_field *field, const char *text)
{
	return field->size_bytes == strlen(text) &&
	       memcmp(field->text, text, field->size_bytes) == 0;
}

static bool
is_code(const struct ilo_flow_field *field)
{
	size_t i;

	if (field->size_bytes == 0 || field->size_bytes > CODE_BYTES_MAX)
		return false;
	for (i = 0; i < field->size_bytes; i++) {
		const char c = field->text[i];
		const bool digit = (c >= '0' && c <= '9') || c == '-';

		if (!(c >= 'A' && c <= 'Z') && c != '_' && !(digit && i > 0))
			return false;
	}
	return true;
}

static bool
is_flag(const struct ilo_flow_field *field)
{
	return field->size_bytes == 1 && field->text[0] >= 'A' &&
	       field->text[0] <= 'Z';
}

static bool
is_source(const struct ilo_flow_field *field)
{
	size_t i;

	for (i = 0; i < field->size_bytes; i++)
		if (!(field->text[i] >= '0' && field->text[i] <= '9') &&
		    !(field->text[i] >= 'a' && field->text[i] <= 'f'))
			return false;
	return field->size_bytes == ILO_SOURCE_ID_SIZE - 1;
}

static bool
is_counter(const struct ilo_flow_field *field)
{
	return is(field, "own") || is(field, "agency") || is(field, "host") ||
	       is(field, "other");
}

/* Eight characters of ASCII from the space on. */
static bool
is_printable(const char *text)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t highs = ones << 7;
	uint64_t word, erased;

	memcpy(&word, text, sizeof word);
	erased = word ^ ones * 0x7f;
	return ((word | (word - ones * 0x20) | (erased - ones)) & highs) == 0;
}

static bool
is_locator(const struct ilo_flow_field *field)
{
	bool ascii = true;
	size_t i = 0;

	while (i + 8 <= field->size_bytes && is_printable(field->text + i))
		i += 8;
	for (; i < field->size_bytes; i++) {
		const unsigned char c = (unsigned char)field->text[i];

		if (c < 0x20 || c == 0x7f)
			return false;
		ascii = ascii && c < 0x80;
	}
	return field->size_bytes > 0 &&
	       (ascii || ilo_text_utf8_span(field->text, field->size_bytes) ==
	                         field->size_bytes);
}

bool
ilo_flow_field_is_good(const struct ilo_flow_field *field, enum column column)
{
	switch (column) {
	case COLUMN_STRUCTURE:
		return is(field, "dataflow");
	case COLUMN_STRUCTURE_ID:
		return is(field, ILO_FLOWS_STRUCTURE);
	case COLUMN_ACTION:
		return is(field, "I");
	case COLUMN_COUNTED_BY:
		return is_counter(field);
	case COLUMN_STATUS:
	case COLUMN_CONFIDENTIALITY:
		return is_flag(field);
	case COLUMN_SOURCE:
		return is_source(field);
	case COLUMN_LOCATOR:
		return is_locator(field);
	default:
		return is_code(field);
	}
}
