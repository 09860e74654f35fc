/* A file that is checked while it is written has the verdict of the whole. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/xmlio.h"
#include "common/xsd_follow.h"
#include "tests/common/scratch.h"

static const char schema[] =
	"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
	"<xs:element name='a'><xs:complexType><xs:sequence>"
	"<xs:element name='b' type='xs:int' maxOccurs='unbounded'/>"
	"</xs:sequence></xs:complexType></xs:element></xs:schema>";

static void
put(const char *path, const char *bytes, size_t count, const char *mode)
{
	FILE *stream = fopen(path, mode);

	assert_non_null(stream);
	assert_int_equal(fwrite(bytes, 1, count, stream), count);
	assert_int_equal(fclose(stream), 0);
}

/* Write text byte by byte and tell of it; the findings are counted. */
static enum ilo_status
follow(const char *text, struct ilo_diag *diag)
{
	char folder[SCRATCH_SIZE], xsd_path[SCRATCH_SIZE + 16];
	char path[SCRATCH_SIZE + 16];
	struct ilo_xsd *xsd = NULL;
	struct ilo_xsd_follow *following;
	enum ilo_status status;
	size_t i;

	ilo_diag_init(diag, "test", NULL);
	assert_int_equal(scratch_new(folder), 0);
	(void)snprintf(xsd_path, sizeof xsd_path, "%s/a.xsd", folder);
	(void)snprintf(path, sizeof path, "%s/a.xml", folder);
	put(xsd_path, schema, sizeof schema - 1, "w");
	put(path, "", 0, "w");
	assert_int_equal(ilo_xsd_read(xsd_path, diag, &xsd), ILO_OK);
	following = ilo_xsd_follow_new(xsd, path);
	assert_non_null(following);
	for (i = 0; i < strlen(text); i++) {
		put(path, text + i, 1, "a");
		ilo_xsd_follow_tell(following, i + 1);
	}
	status = ilo_xsd_follow_end(following, "a.xml", diag);
	if (status == ILO_OK)
		assert_int_equal(ilo_xsd_check_file(xsd, path, "a.xml", diag),
		                 ILO_OK);
	ilo_xsd_free(xsd);
	assert_int_equal(scratch_free(folder), 0);
	return status;
}

static void
judges_as_the_whole(void **state)
{
	static const char *const bad[] = {"",
	                                  "<a>",
	                                  "<a/>",
	                                  "<a><b>1</b><b>x</b></a>",
	                                  "<a><b>1</b></a><a/>",
	                                  "<a><b>1</b><c/></a>"};
	struct ilo_diag diag;
	size_t i;

	(void)state;
	assert_int_equal(follow("<a><b>1</b>\n<b>2</b></a>\n", &diag), ILO_OK);
	assert_int_equal(ilo_diag_count(&diag, ILO_INFO), 0);
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(follow(bad[i], &diag), ILO_FAILED);
		assert_int_equal(ilo_diag_count(&diag, ILO_FATAL), 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_as_the_whole),
	};

	ilo_xml_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
