/* What the tests of the shipped lists share.  Run from the top of the tree. */

#ifndef ILO_TESTS_COMMON_LISTS_H
#define ILO_TESTS_COMMON_LISTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/codelist.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline struct ilo_codelist *
load(const char *name)
{
	struct ilo_codelist *list = NULL;
	struct ilo_diag diag;
	char path[64];

	ilo_diag_init(&diag, "test", stderr);
	(void)snprintf(path, sizeof path, "schema/codelists/%s.xml", name);
	assert_int_equal(ilo_codelist_read(path, &diag, &list), ILO_OK);
	assert_string_equal(ilo_codelist_id(list), name);
	return list;
}

/* Whether the lookup succeeds for every word of words; names the first that
 * does not. */
static inline void
assert_words_found(const struct ilo_codelist *list, const char *words,
                   const char *scheme)
{
	char *copy = strdup(words);
	char *rest = copy;
	size_t count = 0;

	assert_non_null(copy);
	for (char *word = strtok_r(copy, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		const struct ilo_code_entry *code =
			scheme != NULL
				? ilo_codelist_find_alias(list, scheme, word)
				: ilo_codelist_find(list, word);

		if (code == NULL)
			fail_msg("%s: no code for '%s'", ilo_codelist_id(list),
			         word);
		count++;
	}
	assert_true(count > 0);
	free(copy);
}

/* Every property of that name in list names codes of other. */
static inline size_t
assert_property_found(const struct ilo_codelist *list, const char *name,
                      const struct ilo_codelist *other)
{
	size_t count = 0;

	for (size_t i = 0; i < ilo_codelist_count(list); i++) {
		const char *value =
			ilo_code_property(ilo_codelist_at(list, i), name);

		if (value == NULL)
			continue;
		assert_words_found(other, value, NULL);
		count++;
	}
	return count;
}

static inline void
assert_property(const struct ilo_codelist *list, const char *id,
                const char *name, const char *expected)
{
	const struct ilo_code_entry *code = ilo_codelist_find(list, id);

	assert_non_null(code);
	assert_non_null(ilo_code_property(code, name));
	assert_string_equal(ilo_code_property(code, name), expected);
}

#endif
