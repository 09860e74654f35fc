/* Semesters, months and days as plain values.  Reads no clock. */

#ifndef ILO_COMMON_SEMESTER_H
#define ILO_COMMON_SEMESTER_H

#include <stdbool.h>

#include "common/status.h"

#define ILO_SEMESTER_SIZE 8 /* "2024-S1" with its terminator */
#define ILO_MONTH_SIZE 8    /* "2024-01" */
#define ILO_DATE_SIZE 11    /* "2024-01-31" */
#define ILO_TIME_SIZE 21    /* "2024-01-31T23:59:59Z" */

/* Semesters and months are counted from the year 0, so that the next one is
 * one more: 2024-S1 is 4048, 2024-01 is 24288. */
typedef int ilo_semester;
typedef int ilo_month;

/* "2024-S1"; false when text is anything else or outside 1950..2100. */
ILO_MUST_CHECK bool ilo_semester_parse(const char *text,
                                       ilo_semester *semester);
const char *ilo_semester_print(ilo_semester semester,
                               char text[ILO_SEMESTER_SIZE]);

/* SDMX's frequency of a period as this house writes them: 'A' for "2024", 'S'
 * for "2024-S1", 'M' for "2024-01"; '\0' for anything else. */
char ilo_period_frequency(const char *period);

/* The semester in which the period ends, where its figures belong; false when
 * it is none. */
ILO_MUST_CHECK bool ilo_period_semester(const char *period,
                                        ilo_semester *semester);

/* "2024-01", same limits. */
ILO_MUST_CHECK bool ilo_month_parse(const char *text, ilo_month *month);
const char *ilo_month_print(ilo_month month, char text[ILO_MONTH_SIZE]);

ilo_month ilo_semester_first_month(ilo_semester semester);
ilo_semester ilo_month_semester(ilo_month month);

/* First and last day of the semester, ISO 8601. */
const char *ilo_semester_start(ilo_semester semester, char text[ILO_DATE_SIZE]);
const char *ilo_semester_end(ilo_semester semester, char text[ILO_DATE_SIZE]);

/* Days since 1970-01-01 of a valid ISO date; false when it is none. */
ILO_MUST_CHECK bool ilo_date_parse(const char *text, long *day);

/* The days since 1970-01-01 of the month's first day. */
long ilo_month_first_day(ilo_month month);
ilo_month ilo_day_month(long day); /* that such a day lies in */

/*
 * An instant in UTC from "2024-01-31", read as that day's last second, or from
 * "2024-01-31T23:59:59Z"; printed in the second form, which sorts as text.
 */
ILO_MUST_CHECK bool ilo_time_parse(const char *text, char time[ILO_TIME_SIZE]);

#endif
