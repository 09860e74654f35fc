/* The form as XLSX: a container as it is, or one round the bytes as one of its
 * parts, which the first byte chooses. */

#include "tests/fuzz/container.h"
#include "tests/fuzz/kinds.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS                                                              \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char workbook[] =
	"<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS "'><sheets>"
	"<sheet name='Cover' r:id='r1'/></sheets></workbook>";
static const char relations[] =
	"<Relationships><Relationship Id='r1' Target='worksheets/sheet1.xml'/>"
	"</Relationships>";
static const char strings[] = "<sst xmlns='" MAIN "'><si><t>a</t></si></sst>";
static const char styles[] = "<styleSheet xmlns='" MAIN "'><cellXfs>"
			     "<xf numFmtId='14'/></cellXfs></styleSheet>";
static const char sheet[] = "<worksheet xmlns='" MAIN "'><sheetData><row>"
			    "<c t='s'><v>0</v></c><c s='0'><v>45000</v></c>"
			    "</row></sheetData></worksheet>";

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	struct fuzz_part parts[] = {
		{"xl/worksheets/sheet1.xml", sheet, sizeof sheet - 1},
		{"xl/workbook.xml", workbook, sizeof workbook - 1},
		{"xl/_rels/workbook.xml.rels", relations, sizeof relations - 1},
		{"xl/sharedStrings.xml", strings, sizeof strings - 1},
		{"xl/styles.xml", styles, sizeof styles - 1},
	};
	struct ilo_buf container = ILO_BUF_INIT;

	if (count > 4 && memcmp(bytes, "PK\3\4", 4) == 0) {
		(void)fuzz_named("form-xlsx", (const char *)bytes, count);
		return 0;
	}
	if (count > 0) {
		struct fuzz_part *part = &parts[bytes[0] % 5];

		part->bytes = (const char *)bytes + 1;
		part->count = count - 1;
	}
	fuzz_zip(&container, parts, 5);
	(void)fuzz_named("form-xlsx", ilo_buf_text(&container),
	                 container.count);
	ilo_buf_release(&container);
	return 0;
}
