/*
 * Codes as symbols: one pointer for each different text over all semesters, so
 * that equal codes are equal pointers, and a dense number to index arrays by.
 */

#ifndef ILO_ANALYZE_SYMBOLS_H
#define ILO_ANALYZE_SYMBOLS_H

#include <stddef.h>

struct symbol {
	const char *text;
	size_t number; /* 0 for the first that was asked for, then 1, ... */
};

struct symbols;

/* Empty; end it, and every symbol in it, with symbols_free(). */
struct symbols *symbols_new(void);
void symbols_free(struct symbols *symbols);

/* The symbol of text, made when there is none; never NULL.  Threads may ask at
 * once, so numbers follow no order. */
const struct symbol *symbols_get(struct symbols *symbols, const char *text);

/* The symbol of that number; not while others are made. */
const struct symbol *symbols_at(const struct symbols *symbols, size_t number);

size_t symbols_count(const struct symbols *symbols);

/* Byte order of the texts; NULL comes first.  Negative, 0 or positive. */
int symbol_order(const struct symbol *a, const struct symbol *b);

/* The same for qsort() and bsearch() over an array of pointers. */
int symbol_compare(const void *left, const void *right);

#endif
