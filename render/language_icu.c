/* Formatters are opened once and kept: opening costs fifty times a use. */

#include "render/language_icu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "common/buf.h"
#include "common/semester.h"

enum { DIGITS = 4, NAME_UNITS = 256, DATE_FORMS = 5 };

#define DAY_MILLISECONDS 86400000.0

struct date_form {
	const char *name, *skeleton;
};

/* Days are written long only; the others are for months. */
static const struct date_form date_forms[DATE_FORMS] = {{"day", "dMMMMy"},
                                                        {"long", "MMMMy"},
                                                        {"short", "MMMy"},
                                                        {"month", "LLL"},
                                                        {"year", "y"}};

struct icu {
	char locale[ULOC_FULLNAME_CAPACITY];
	UNumberFormat *numbers[DIGITS];
	UDateFormat *dates[DATE_FORMS];
	UCollator *collator;
	UPluralRules *plurals;
	UBreakIterator *words;
};

static const char *
to_utf8(struct ilo_arena *arena, const UChar *text, int32_t length)
{
	size_t room = (size_t)length * 3 + 1;
	char *copy = ilo_arena_alloc(arena, room);
	UErrorCode error = U_ZERO_ERROR;

	/* Three bytes a unit always suffice, and the text came from ICU. */
	(void)u_strToUTF8(copy, (int32_t)room, NULL, text, length, &error);
	return copy;
}

/* What is not UTF-8 becomes U+FFFD; libxml2 hands over none. */
static UChar *
from_utf8(struct ilo_arena *arena, const char *text, int32_t *length)
{
	size_t room = strlen(text) + 1;
	UChar *copy = ilo_arena_alloc(arena, room * sizeof(*copy));
	UErrorCode error = U_ZERO_ERROR;

	(void)u_strFromUTF8WithSub(copy, (int32_t)room, length, text, -1,
	                           0xFFFD, NULL, &error);
	return copy;
}

static void
open_numbers(struct icu *icu, UErrorCode *error)
{
	static const UChar minus[] = {0x2212, 0};

	for (int i = 0; i < DIGITS; i++) {
		icu->numbers[i] = unum_open(UNUM_DECIMAL, NULL, 0, icu->locale,
		                            NULL, error);
		if (U_FAILURE(*error))
			return;
		unum_setAttribute(icu->numbers[i], UNUM_MAX_FRACTION_DIGITS, i);
		unum_setAttribute(icu->numbers[i], UNUM_MIN_FRACTION_DIGITS, i);
		unum_setAttribute(icu->numbers[i], UNUM_ROUNDING_MODE,
		                  UNUM_ROUND_HALFEVEN);
		unum_setSymbol(icu->numbers[i], UNUM_MINUS_SIGN_SYMBOL, minus,
		               1, error);
	}
}

static void
open_dates(struct icu *icu, UErrorCode *error)
{
	UDateTimePatternGenerator *patterns = udatpg_open(icu->locale, error);
	static const UChar utc[] = {'U', 'T', 'C', 0};

	for (int i = 0; i < DATE_FORMS && U_SUCCESS(*error); i++) {
		UChar skeleton[16], pattern[64];
		int32_t length;

		u_uastrcpy(skeleton, date_forms[i].skeleton);
		length = udatpg_getBestPattern(patterns, skeleton, -1, pattern,
		                               64, error);
		icu->dates[i] =
			udat_open(UDAT_PATTERN, UDAT_PATTERN, icu->locale, utc,
		                  3, pattern, length, error);
	}
	udatpg_close(patterns);
}

enum ilo_status
icu_open(const char *code, struct ilo_diag *diag, struct icu **out)
{
	struct icu *icu = ilo_xcalloc(1, sizeof(*icu));
	UErrorCode error = U_ZERO_ERROR;

	if (strcmp(code, "en") == 0)
		code = "en_GB";
	if (strcmp(code, "pt") == 0)
		code = "pt_PT";
	(void)strncpy(icu->locale, code, sizeof(icu->locale) - 1);
	open_numbers(icu, &error);
	open_dates(icu, &error);
	icu->collator = ucol_open(icu->locale, &error);
	icu->plurals = uplrules_open(icu->locale, &error);
	icu->words = ubrk_open(UBRK_LINE, icu->locale, NULL, 0, &error);
	*out = icu;
	if (U_SUCCESS(error))
		return ILO_OK;
	ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0, "ICU: %s: %s", code,
	                u_errorName(error));
	icu_close(icu);
	*out = NULL;
	return ILO_FAILED;
}

void
icu_close(struct icu *icu)
{
	if (icu == NULL)
		return;
	for (int i = 0; i < DIGITS; i++)
		unum_close(icu->numbers[i]);
	for (int i = 0; i < DATE_FORMS; i++)
		udat_close(icu->dates[i]);
	ucol_close(icu->collator);
	uplrules_close(icu->plurals);
	ubrk_close(icu->words);
	free(icu);
}

const char *
icu_number(const struct icu *icu, struct ilo_arena *arena, double value,
           int digits)
{
	UChar text[64];
	UErrorCode error = U_ZERO_ERROR;
	int32_t length;

	if (digits < 0)
		digits = 0;
	if (digits >= DIGITS)
		digits = DIGITS - 1;
	length = unum_formatDouble(icu->numbers[digits], value, text, 64, NULL,
	                           &error);
	return U_FAILURE(error) || length > 64 ? "?"
	                                       : to_utf8(arena, text, length);
}

const char *
icu_country(const struct icu *icu, struct ilo_arena *arena, const char *code)
{
	UChar name[NAME_UNITS];
	UErrorCode error = U_ZERO_ERROR;
	const char *locale = ilo_arena_printf(arena, "und_%s", code);
	int32_t length = uloc_getDisplayCountry(locale, icu->locale, name,
	                                        NAME_UNITS, &error);

	return U_FAILURE(error) || length > NAME_UNITS
	               ? code
	               : to_utf8(arena, name, length);
}

const char *
icu_plural(const struct icu *icu, struct ilo_arena *arena, double value)
{
	UChar text[32];
	UErrorCode error = U_ZERO_ERROR;
	int32_t length = uplrules_select(icu->plurals, value, text, 32, &error);

	return U_FAILURE(error) ? "other" : to_utf8(arena, text, length);
}

const char *
icu_sort_key(const struct icu *icu, struct ilo_arena *arena, const char *text)
{
	int32_t length;
	UChar *units = from_utf8(arena, text, &length);
	int32_t size = ucol_getSortKey(icu->collator, units, length, NULL, 0);
	uint8_t *key = ilo_arena_alloc(arena, (size_t)size + 1);
	struct ilo_buf out = ILO_BUF_INIT;
	const char *copy;

	(void)ucol_getSortKey(icu->collator, units, length, key, size);
	for (int32_t i = 0; i + 1 < size; i++)
		ilo_buf_printf(&out, "%02x", key[i]);
	copy = ilo_arena_strdup(arena, ilo_buf_text(&out));
	ilo_buf_release(&out);
	return copy;
}

static UDateFormat *
date_format(const struct icu *icu, const char *form)
{
	for (int i = 0; i < DATE_FORMS; i++) {
		if (strcmp(date_forms[i].name, form) == 0)
			return icu->dates[i];
	}
	return NULL;
}

const char *
icu_date(const struct icu *icu, struct ilo_arena *arena, const char *date,
         const char *form)
{
	bool whole = strlen(date) > 7;
	const char *day_text =
		whole ? date : ilo_arena_printf(arena, "%s-01", date);
	UDateFormat *format = date_format(icu, whole ? "day" : form);
	UErrorCode error = U_ZERO_ERROR;
	UChar text[64];
	int32_t length;
	long day;

	if (format == NULL || !ilo_date_parse(day_text, &day))
		return NULL;
	length = udat_format(format, (double)day * DAY_MILLISECONDS, text, 64,
	                     NULL, &error);
	return U_FAILURE(error) || length > 64 ? NULL
	                                       : to_utf8(arena, text, length);
}

const char *
icu_excerpt(const struct icu *icu, struct ilo_arena *arena, const char *text,
            size_t most)
{
	int32_t length, cut;
	UChar *units = from_utf8(arena, text, &length);
	UErrorCode error = U_ZERO_ERROR;

	if ((size_t)u_countChar32(units, length) <= most)
		return text;
	ubrk_setText(icu->words, units, length, &error);
	cut = U_FAILURE(error) ? 0 : ubrk_preceding(icu->words, (int32_t)most);
	while (cut > 0 && (units[cut - 1] == ' ' || units[cut - 1] == '\n'))
		cut--;
	return ilo_arena_printf(arena, "%s…", to_utf8(arena, units, cut));
}
