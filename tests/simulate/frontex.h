/* Monthly detections by route from the sample of Frontex, 2009 to 2024. */

#ifndef ILO_TESTS_SIMULATE_FRONTEX_H
#define ILO_TESTS_SIMULATE_FRONTEX_H

#include <stddef.h>

enum {
	FRONTEX_FIRST_YEAR = 2009,
	FRONTEX_YEARS = 16,
	FRONTEX_MONTHS = FRONTEX_YEARS * 12,
	FRONTEX_ROUTES = 16
};

struct frontex {
	char names[FRONTEX_ROUTES][48]; /* the first is all routes together */
	double counts[FRONTEX_ROUTES][FRONTEX_MONTHS];
	size_t routes;
	size_t rows; /* read */
};

/* Ends the program where the file cannot be read. */
void frontex_read(const char *path, struct frontex *frontex);

#endif
