/* Fixed-width grammars checked character by character; no library calendar. */

#include "common/semester.h"

#include <stdio.h>
#include <string.h>

#define YEAR_MIN 1950
#define YEAR_MAX 2100

/* The pattern's 9s are digits, everything else stands for itself. */
static bool
looks_like(const char *text, const char *pattern)
{
	for (; *pattern != '\0'; text++, pattern++) {
		if (*pattern == '9' && (*text < '0' || *text > '9'))
			return false;
		if (*pattern != '9' && *text != *pattern)
			return false;
	}
	return *text == '\0';
}

static int
number_at(const char *text, int first, int count)
{
	int value = 0, i;

	for (i = first; i < first + count; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

static bool
year_at(const char *text, int *year)
{
	*year = number_at(text, 0, 4);
	return *year >= YEAR_MIN && *year <= YEAR_MAX;
}

bool
ilo_semester_parse(const char *text, ilo_semester *semester)
{
	int year;

	if (!looks_like(text, "9999-S9") || !year_at(text, &year) ||
	    (text[6] != '1' && text[6] != '2'))
		return false;
	*semester = year * 2 + (text[6] - '1');
	return true;
}

const char *
ilo_semester_print(ilo_semester semester, char text[ILO_SEMESTER_SIZE])
{
	(void)snprintf(text, ILO_SEMESTER_SIZE, "%04u-S%u",
	               (unsigned)semester / 2 % 10000u,
	               (unsigned)semester % 2 + 1);
	return text;
}

bool
ilo_month_parse(const char *text, ilo_month *month)
{
	int year, number;

	if (!looks_like(text, "9999-99") || !year_at(text, &year))
		return false;
	number = number_at(text, 5, 2);
	*month = year * 12 + number - 1;
	return number >= 1 && number <= 12;
}

const char *
ilo_month_print(ilo_month month, char text[ILO_MONTH_SIZE])
{
	(void)snprintf(text, ILO_MONTH_SIZE, "%04u-%02u",
	               (unsigned)month / 12 % 10000u, (unsigned)month % 12 + 1);
	return text;
}

ilo_month
ilo_semester_first_month(ilo_semester semester)
{
	return semester * 6;
}

ilo_semester
ilo_month_semester(ilo_month month)
{
	return month / 6;
}

const char *
ilo_semester_start(ilo_semester semester, char text[ILO_DATE_SIZE])
{
	(void)snprintf(text, ILO_DATE_SIZE, "%04u-%s",
	               (unsigned)semester / 2 % 10000u,
	               semester % 2 == 0 ? "01-01" : "07-01");
	return text;
}

const char *
ilo_semester_end(ilo_semester semester, char text[ILO_DATE_SIZE])
{
	(void)snprintf(text, ILO_DATE_SIZE, "%04u-%s",
	               (unsigned)semester / 2 % 10000u,
	               semester % 2 == 0 ? "06-30" : "12-31");
	return text;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30,
	                           31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Days since 1970-01-01, proleptic Gregorian. */
static long
day_number(int year, int month, int day)
{
	long days = day - 1;
	int i;

	for (i = 1; i < month; i++)
		days += days_in_month(year, i);
	for (i = 1970; i < year; i++)
		days += days_in_month(i, 2) == 29 ? 366 : 365;
	for (i = year; i < 1970; i++)
		days -= days_in_month(i, 2) == 29 ? 366 : 365;
	return days;
}

bool
ilo_date_parse(const char *text, long *day)
{
	int year, month, number;

	if (!looks_like(text, "9999-99-99") || !year_at(text, &year))
		return false;
	month = number_at(text, 5, 2);
	number = number_at(text, 8, 2);
	if (month < 1 || month > 12 || number < 1 ||
	    number > days_in_month(year, month))
		return false;
	*day = day_number(year, month, number);
	return true;
}

long
ilo_month_first_day(ilo_month month)
{
	return day_number(month / 12, month % 12 + 1, 1);
}

ilo_month
ilo_day_month(long day)
{
	/* Not later than the day's: no month has more than 31 days. */
	ilo_month month = 1970 * 12 + (ilo_month)(day / 31) - (day < 0 ? 1 : 0);

	while (ilo_month_first_day(month + 12) <= day)
		month += 12;
	while (ilo_month_first_day(month + 1) <= day)
		month++;
	return month;
}

static bool
is_year(const char *period)
{
	int year;

	return looks_like(period, "9999") && year_at(period, &year);
}

char
ilo_period_frequency(const char *period)
{
	ilo_semester semester;
	ilo_month month;

	if (ilo_semester_parse(period, &semester))
		return 'S';
	if (ilo_month_parse(period, &month))
		return 'M';
	return is_year(period) ? 'A' : '\0';
}

bool
ilo_period_semester(const char *period, ilo_semester *semester)
{
	ilo_month month;

	if (ilo_semester_parse(period, semester))
		return true;
	if (ilo_month_parse(period, &month)) {
		*semester = ilo_month_semester(month);
		return true;
	}
	if (!is_year(period))
		return false;
	*semester = number_at(period, 0, 4) * 2 + 1;
	return true;
}

bool
ilo_time_parse(const char *text, char time[ILO_TIME_SIZE])
{
	char date[ILO_DATE_SIZE];
	long day;

	if (strlen(text) < ILO_DATE_SIZE - 1)
		return false;
	(void)snprintf(date, sizeof(date), "%.10s", text);
	if (!ilo_date_parse(date, &day))
		return false;
	if (text[10] == '\0') {
		(void)snprintf(time, ILO_TIME_SIZE, "%sT23:59:59Z", date);
		return true;
	}
	if (!looks_like(text + 10, "T99:99:99Z") ||
	    number_at(text, 11, 2) > 23 || number_at(text, 14, 2) > 59 ||
	    number_at(text, 17, 2) > 59)
		return false;
	(void)snprintf(time, ILO_TIME_SIZE, "%s", text);
	return true;
}
