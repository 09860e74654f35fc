/* Dates of any form, told letter by letter: no library calendar, no locale. */

#include "common/layout_read.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The digits that stand where form has the letter; 0 when there are none. */
static int
digits_of(const char *form, const char *text, char letter)
{
	int value = 0;

	for (; *form != '\0'; form++, text++) {
		if (*form == letter)
			value = value * 10 + (*text - '0');
	}
	return value;
}

static bool
has_form(const char *form, const char *text)
{
	for (; *form != '\0' && *text != '\0'; form++, text++) {
		if (strchr("YMDH", *form) != NULL
		            ? isdigit((unsigned char)*text) == 0
		            : *text != *form)
			return false;
	}
	return *form == '\0' && *text == '\0';
}

bool
ilo_when_parse(const char *form, const char *text, struct ilo_when *when)
{
	ilo_semester semester;
	ilo_month month;
	unsigned y, m, d;

	*when = (struct ilo_when){.frequency = '\0'};
	if (!has_form(form, text))
		return false;
	y = (unsigned)digits_of(form, text, 'Y') % 10000;
	m = (unsigned)digits_of(form, text, 'M') % 100;
	d = (unsigned)digits_of(form, text, 'D') % 100;
	if (strchr(form, 'D') != NULL) {
		(void)snprintf(when->text, sizeof when->text, "%04u-%02u-%02u",
		               y, m, d); /* fits */
		when->frequency = 'D';
		return ilo_date_parse(when->text, &when->number);
	}
	if (strchr(form, 'M') != NULL)
		(void)snprintf(when->text, sizeof when->text, "%04u-%02u", y,
		               m); /* fits */
	else if (strchr(form, 'H') != NULL)
		(void)snprintf(when->text, sizeof when->text, "%04u-S%u", y,
		               (unsigned)digits_of(form, text, 'H') % 10);
	else
		(void)snprintf(when->text, sizeof when->text, "%04u", y);
	when->frequency = ilo_period_frequency(when->text);
	when->number = (long)y;
	if (ilo_month_parse(when->text, &month))
		when->number = month;
	else if (ilo_semester_parse(when->text, &semester))
		when->number = semester;
	return when->frequency != '\0';
}

/* First and last day; a month's last is its 31st, for comparing as text. */
void
ilo_when_bounds(const struct ilo_when *when, char start[ILO_TIME_SIZE],
                char end[ILO_TIME_SIZE])
{
	const char *first = "", *last = "";

	if (when->frequency == 'S') {
		/* These return their arguments. */
		(void)ilo_semester_start((ilo_semester)when->number, start);
		(void)ilo_semester_end((ilo_semester)when->number, end);
		return;
	}
	if (when->frequency == 'A') {
		first = "-01-01";
		last = "-12-31";
	} else if (when->frequency == 'M') {
		first = "-01";
		last = "-31";
	}
	/* Both fit: ten characters. */
	(void)snprintf(start, ILO_TIME_SIZE, "%s%s", when->text, first);
	(void)snprintf(end, ILO_TIME_SIZE, "%s%s", when->text, last);
}
