/* What is left out of a tree, and what is not.  Run from the top of the tree.
 */

#include "common/xmlpart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/xmlio.h"
#include "tests/common/scratch.h"

struct fixture {
	char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 16];
	struct ilo_diag diag;
	struct ilo_arena *arena;
	size_t asked; /* elements */
};

static int
setup(void **state)
{
	struct fixture *fixture = ilo_xcalloc(1, sizeof *fixture);
	const int result = scratch_new(fixture->folder);

	*state = fixture;
	ilo_xml_init();
	ilo_diag_init(&fixture->diag, "test", NULL);
	fixture->arena = ilo_arena_new();
	(void)snprintf(fixture->path, sizeof(fixture->path), "%s/a.xml",
	               fixture->folder);
	return result;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;
	const int result = scratch_free(fixture->folder);

	ilo_arena_free(fixture->arena);
	free(fixture);
	return result;
}

/* Not "out", nor what has an attribute that says so. */
static bool
wanted(void *context, const struct ilo_xml_tag *tag)
{
	struct fixture *fixture = context;

	fixture->asked++;
	for (int i = 0; i < tag->attribute_count; i++) {
		const struct ilo_xml_value value = ilo_xml_value_at(tag, i);

		if (strcmp(value.name, "say") == 0 && value.size_bytes == 3 &&
		    memcmp(value.text, "out", 3) == 0)
			return false;
	}
	return strcmp(tag->name, "out") != 0;
}

static bool
wanted_attribute(void *context, const struct ilo_xml_tag *tag, const char *name)
{
	(void)context;
	return strcmp(tag->name, "b") != 0 || strcmp(name, "long") != 0;
}

static enum ilo_status
read_text(struct fixture *fixture, const char *text, xmlDoc **out)
{
	const struct ilo_xml_part part = {wanted, wanted_attribute, fixture};
	FILE *stream = fopen(fixture->path, "w");

	assert_non_null(stream);
	assert_true(fputs(text, stream) >= 0);
	assert_int_equal(fclose(stream), 0);
	return ilo_xml_read_part(fixture->path, &part, &fixture->diag, out);
}

static void
test_part(void **state)
{
	struct fixture *fixture = *state;
	xmlDoc *document = NULL;
	const xmlNode *root, *b;

	assert_int_equal(
		read_text(fixture,
	                  "<a xmlns='urn:x' x='1'> <out><b/><out/></out>"
	                  "<b long='&lt;' c='&amp;2'>text</b>"
	                  "<b say='out'><c/></b><c long='3'/></a>",
	                  &document),
		ILO_OK);
	/* what is in an element that is left out is not asked about */
	assert_int_equal(fixture->asked, 5);
	root = xmlDocGetRootElement(document);
	assert_string_equal(ilo_xml_attr(fixture->arena, root, "x"), "1");
	assert_string_equal((const char *)root->ns->href, "urn:x");
	b = root->children;
	assert_true(ilo_xml_is(b, "b"));
	assert_null(ilo_xml_attr(fixture->arena, b, "long"));
	assert_string_equal(ilo_xml_attr(fixture->arena, b, "c"), "&2");
	assert_null(b->children);
	assert_true(ilo_xml_is(b->next, "c"));
	assert_string_equal(ilo_xml_attr(fixture->arena, b->next, "long"), "3");
	assert_null(b->next->next);
	ilo_xml_free(document);
}

/* Also where what is wrong stands in what is left out. */
static void
test_unreadable(void **state)
{
	struct fixture *fixture = *state;
	xmlDoc *document = NULL;

	assert_int_equal(read_text(fixture, "<a><out><b></out></a>", &document),
	                 ILO_FAILED);
	assert_null(document);
	assert_int_equal(read_text(fixture, "<a><out/>", &document),
	                 ILO_FAILED);
	assert_int_equal(ilo_diag_count(&fixture->diag, ILO_FATAL), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_part, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unreadable, setup,
	                                        teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
