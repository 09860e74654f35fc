#!/usr/bin/env bats
# The spreadsheet form: written by `ilo form`, filled in at the level of its XML,
# taken in again.

load helpers

setup_file() {
	export forms=$BATS_FILE_TMPDIR
	for kind in ods xlsx; do
		"$BUILD/ilo" form --state NL --host GH --semester 2024-S1 -o "$forms/form.$kind"
		tests/form/fill "$forms/form.$kind" "$forms/full.$kind" "$sample"
	done
}

setup() {
	new_archive
}

# filled KIND OUT ARGUMENT...: the sample in a form, with changes.
filled() {
	local kind=$1 out=$2
	shift 2
	tests/form/fill "$forms/full.$kind" "$in/$out" "$@"
}

# expect FILE ID CELL: a finding of that id on that cell, and nothing else of that
# file that is worse than a warning.
expect() {
	local found
	found=$(grep "$1: error " <<<"$err") || :
	[[ $found == *"$1: error $2: "*": $3"* ]] && [ "$(wc -l <<<"$found")" -eq 1 ] || {
		echo "$1: $2 at $3 and no more, not: $found"
		return 1
	}
}

@test "the same form is the same bytes, in any time zone" {
	for kind in ods xlsx; do
		TZ=Asia/Tokyo "$BUILD/ilo" form --state NL --host GH \
			--semester 2024-S1 -o "$in/again.$kind"
		cmp "$forms/form.$kind" "$in/again.$kind"
	done
	[ "$(head -c 77 "$forms/form.ods" | tail -c 47)" = "mimetypeapplication/vnd.oasis.opendocument.spre" ]
}

@test "the parts of both forms are well-formed and name the lists" {
	/usr/bin/python3 - "$forms" <<'END'
import re, sys, zipfile, xml.etree.ElementTree as ET
for kind in "ods", "xlsx":
    with zipfile.ZipFile(f"{sys.argv[1]}/form.{kind}") as z:
        assert z.testzip() is None
        text = ""
        for name in z.namelist():
            if name != "mimetype":
                ET.fromstring(z.read(name))
            text += z.read(name).decode()
    assert "GH – Ghana" in text and "IBC_BETWEEN – Illegal border-crossing" in text
    assert "VLOOKUP" in text and "2024-06" in text
    assert len(re.findall("<dataValidation |<table:content-validation ", text)) > 20
END
}

@test "an empty form lacks what must be filled in, and says where" {
	check 1 ingest "$forms/form.ods"
	[[ $err == *"form.ods: error ING474: "*": Cover!C15: Date of the document"* ]]
	[[ $err == *"form.ods: error ING474: "*": Cover!C19: Marking"* ]]
	[ "$(grep -c ' error ' <<<"$err")" -eq 2 ]
}

@test "a form cannot be had for what could only be rejected" {
	check 2 "$BUILD/ilo" form --state US --host GH --semester 2024-S1 -o "$in/x.ods"
	check 2 "$BUILD/ilo" form --state GB --host GH --semester 2024-S1 -o "$in/x.ods"
	check 2 "$BUILD/ilo" form --state NL --host FR --semester 2024-S1 -o "$in/x.ods"
	check 2 "$BUILD/ilo" form --state NL --host _T --semester 2024-S1 -o "$in/x.ods"
	check 2 "$BUILD/ilo" form --state NL --host GH --semester 1984-S1 -o "$in/x.ods"
	check 2 "$BUILD/ilo" form --state NL --host GH --semester 2024-S1 -o "$in/x.doc"
	check 2 "$BUILD/ilo" form --state NL --host GH --semester 2024-S1
	[ ! -e "$in/x.ods" ] && [ ! -e "$in/x.doc" ]
}

@test "ODS, XLSX and native XML of the same content give the same rows and words" {
	rows xml "$sample"
	for kind in ods xlsx; do
		rows $kind "$forms/full.$kind"
		same xml $kind
		cmp "$BATS_TEST_TMPDIR/words-xml" "$BATS_TEST_TMPDIR/words-$kind"
	done
}

@test "regions, absences, Greek and Spanish come through" {
	local kind name
	while read -r kind name; do
		rows "xml-$name" "samples/2024-S1/submissions/2-june/$name.xml"
		tests/form/fill "$forms/form.$kind" "$in/$name.$kind" \
			"samples/2024-S1/submissions/2-june/$name.xml"
		rows "$kind-$name" "$in/$name.$kind"
		same "xml-$name" "$kind-$name"
		cmp "$BATS_TEST_TMPDIR/words-xml-$name" "$BATS_TEST_TMPDIR/words-$kind-$name"
	done <<'END'
ods PT-WEST_AFRICA
xlsx GR-EG
ods ES-MA
xlsx IT-GH
ods ES-SN
xlsx DE-TN
END
}

# overlap KIND OUT ARGUMENT...: the form of ES on SN with its overlapping lists, with changes.
overlap() {
	local kind=$1 out=$2
	shift 2
	tests/form/fill "$forms/form.$kind" "$in/$out" samples/2024-S1/submissions/2-june/ES-SN.xml "$@"
}

@test "overlapping lists come through, however their names are divided" {
	overlap ods commas.ods
	unzip -p "$in/commas.ods" content.xml | grep -q 'ES, FRONTEX'
	overlap xlsx blanks.xlsx 'Situation!C136=ES FRONTEX' 'Situation!C137=ES; FRONTEX' \
		'Situation!H135=The lists of a joint operation.'
	rows commas "$in/commas.ods"
	rows blanks "$in/blanks.xlsx"
	for kind in commas blanks; do
		grep -A3 'kind="linkage"' "$BATS_TEST_TMPDIR/words-$kind" |
			sed 's/^ *<record kind=//' >"$BATS_TEST_TMPDIR/said"
		diff "$BATS_TEST_TMPDIR/said" - <<'END'
"linkage" indicator="IBC_BETWEEN" lists="ES FRONTEX" linkable="true" scope="same">
"pattern" on="ES" count="118"/>
"pattern" on="FRONTEX" count="96"/>
"pattern" on="ES FRONTEX" count="143"/>
END
	done
	grep -q 'The lists of a joint operation.' "$BATS_TEST_TMPDIR/words-blanks"
}

@test "each mistake in overlapping lists is found in its cell" {
	local n=0 id cell change
	while read -r id cell change; do
		n=$((n + 1))
		overlap ods "$n.ods" "$change"
	done <<<"$overlaps"
	check 1 ingest "$in"
	n=0
	while read -r id cell change; do
		n=$((n + 1))
		expect "/$n.ods" "$id" "$cell"
	done <<<"$overlaps"
}

overlaps='ING474 Situation!B136 Situation!B136=
ING474 Situation!D135 Situation!D135=
ING478 Situation!C136 Situation!C136=ES, IT
ING478 Situation!E137 Situation!E137=different
ING476 Situation!C135 Situation!C135=Guardia Civil, FRONTEX
ING235 Situation!F136 Situation!F136=IT
ING235 Situation!F137 Situation!F137=FRONTEX
ING104 Situation!G136 Situation!G136=-4
ING214 Situation!B135 Situation!B135=IBC_BETWIXT'

@test "a form of version 1.0, which had no place for overlapping lists, is taken" {
	/usr/bin/python3 - "$forms" "$in" <<'END'
import re, sys, zipfile
forms, folder = sys.argv[1:]
with zipfile.ZipFile(f"{forms}/full.ods") as z:
    parts = {n: z.read(n) for n in z.namelist()}
text = parts["content.xml"].decode()
assert text.count("ilo-form 1.1 ") == 7, text.count("ilo-form 1.1 ")
text = text.replace("ilo-form 1.1 ", "ilo-form 1.0 ")
rows = re.findall(r"<table:table-row.*?</table:table-row>", text, re.S)
first = next(i for i, row in enumerate(rows) if ">B13<" in row)
for row in rows[first:first + 2]:
    text = text.replace(row, "", 1)
assert ">B13<" not in text
parts["content.xml"] = text.encode()
with zipfile.ZipFile(f"{folder}/f.ods", "w", zipfile.ZIP_DEFLATED) as z:
    for n, d in parts.items():
        z.writestr(n, d)
END
	rows xml "$sample"
	rows old "$in/f.ods"
	same xml old
	cmp "$BATS_TEST_TMPDIR/words-xml" "$BATS_TEST_TMPDIR/words-old"
}

@test "rows and statements name their cells" {
	rows f "$forms/full.ods"
	grep -q ',A,F,[0-9a-f]*,115,Statistics!J115' "$BATS_TEST_TMPDIR/f/out/flows.csv"
	grep -q '<text xml:lang="nl" line="21" path="Cover!C21">' "$BATS_TEST_TMPDIR/f/out/networks.xml"
}

@test "a form is a version of the same series as native XML" {
	cp "$sample" "$in/one.xml"
	filled xlsx two.xlsx 'Cover!C14=#2'
	check 0 ingest --received 2024-08-01 "$in/one.xml" "$in/two.xlsx"
	[ "$(sql 'SELECT count(DISTINCT series), max(version) FROM submission')" = '1|0002' ]
	check 0 "$BUILD/ilo-transform" -a "$archive" --semester 2024-S1 --known-at 2024-09-01 -o "$in/out"
	! grep -q 'observation' "$in/out/flows.csv" || false
	grep -q 'Statistics!' "$in/out/flows.csv"
}

@test "each mistake in a row is found in its cell" {
	local n=0 kind id cell change
	while read -r kind id cell change; do
		n=$((n + 1))
		filled "$kind" "$n.$kind" "$change"
	done <<<"$mistakes"
	check 1 ingest "$in"
	n=0
	while read -r kind id cell change; do
		n=$((n + 1))
		expect "/$n.$kind" "$id" "$cell"
	done <<<"$mistakes"
}

mistakes='ods ING474 Statistics!J5 Statistics!J5=
xlsx ING474 Statistics!D6 Statistics!D6=
ods ING474 Cover!C19 Cover!C19=
xlsx ING475 Statistics!J5 Statistics!K5=not-available
ods ING477 Statistics!Q6 Statistics!Q6=remark
xlsx ING477 Cover!D5 Cover!D5=remark
ods ING220 Statistics!B5 Statistics!B5=IBC_BETWIXT
xlsx ING104 Statistics!J6 Statistics!J6=1,234
ods ING104 Statistics!J6 Statistics!J6=-3
xlsx ING223 Statistics!E6 Statistics!E6=2023-01
ods ING225 Statistics!G6 Statistics!G6=ZZ
xlsx ING207 Cover!C5 Cover!C5=ZZ
ods ING202 Cover!C9 Cover!C9=FR
xlsx ING104 Cover!C15 Cover!C15=18.06.2024'

@test "an unstored formula, an error and a percentage are no values" {
	filled ods f.ods 'Statistics!J5=%0.5'
	check 1 ingest "$in/f.ods"
	expect f.ods ING476 'Statistics!J5: a percentage'
	/usr/bin/python3 - "$forms" "$in" <<'END'
import sys, zipfile
forms, folder = sys.argv[1:]
with zipfile.ZipFile(f"{forms}/full.xlsx") as z:
    parts = {n: z.read(n) for n in z.namelist()}
name = next(n for n in parts if b'ilo-form 1.1 statistics' in parts[n])
for out, new in ("e.xlsx", b't="e"><ns0:v>#DIV/0!</ns0:v>'), ("p.xlsx", b'><ns0:f>1+1</ns0:f>'):
    data = parts[name]
    at = data.index(b'r="J5"')
    end = data.index(b'</', data.index(b'<', at))
    end = data.index(b'>', end) + 1
    prefix = data[data.rindex(b'<', 0, at) + 1:at].split(b':')[0] if b':' in data[data.rindex(b'<', 0, at):at] else b''
    body = new.replace(b'ns0:', prefix + b':' if prefix else b'')
    data = data[:at] + b'r="J5" s="7" ' + body + data[end:]
    with zipfile.ZipFile(f"{folder}/{out}", "w", zipfile.ZIP_DEFLATED) as z:
        for n, d in parts.items():
            z.writestr(n, data if n == name else d)
END
	check 1 ingest "$in/e.xlsx"
	expect e.xlsx ING476 'Statistics!J5: an error of a formula'
	check 1 ingest "$in/p.xlsx"
	expect p.xlsx ING476 'Statistics!J5: a formula whose value was not stored'
}

@test "a form of another version, or with a sheet less, is refused" {
	filled ods f.ods 'Cover!A1=ilo-form 9.9 cover'
	check 1 ingest "$in/f.ods"
	expect f.ods ING471 "'9.9 cover', taken is 1.1 1.0"
	filled xlsx f.xlsx 'Network!A1=ilo-form 1.1 cover'
	check 1 ingest "$in/f.xlsx"
	expect f.xlsx ING472 "'cover' is there twice"
}

@test "a table whose headings were changed is not read below them" {
	filled xlsx f.xlsx 'Statistics!D4=Zähler'
	check 1 ingest "$in/f.xlsx"
	[[ $err == *"error ING473: "*": Statistics!D4: not a heading of this table"* ]]
	[[ $err == *"error ING473: "*": Statistics!B4: B12 has no column 'Counted by'"* ]]
	[ "$(grep -c ' error ' <<<"$err")" -eq 2 ]
}

@test "a row twice and tables that disagree name both cells" {
	filled ods f.ods 'Statistics!E6=2024-01'
	check 1 ingest "$in/f.ods"
	[[ $err == *"error ING231: "*": Statistics!J6: "*"first on Statistics!J5"* ]]
}

@test "other workbooks, other sheets and packed things are refused with the reason" {
	/usr/bin/python3 - "$in" <<'END'
import sys, zipfile
folder = sys.argv[1]
def pack(name, entries):
    with zipfile.ZipFile(f"{folder}/{name}", "w", zipfile.ZIP_DEFLATED) as z:
        for n, d in entries:
            z.writestr(n, d)
ODS = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
O = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
def content(inside, before=""):
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {O}><office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body></office:document-content>'
pack("other.ods", [ODS, ("content.xml", content('<table:table table:name="A"><table:table-row><table:table-cell><text:p>hello</text:p></table:table-cell></table:table-row></table:table>'))])
pack("xxe.ods", [ODS, ("content.xml", content('<table:table table:name="A">&x;</table:table>', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))])
pack("nothing.ods", [ODS])
pack("slip.ods", [ODS, ("../../x", "x"), ("content.xml", content(""))])
pack("absolute.ods", [ODS, ("/x", "x"), ("content.xml", content(""))])
pack("many.ods", [ODS] + [(f"e{i}", "x") for i in range(100)])
pack("bomb.ods", [ODS, ("content.xml", b"\0" * 30000000)])
row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
pack("repeat.ods", [ODS, ("content.xml", content(f'<table:table table:name="A">{row}</table:table>'))])
pack("deep.ods", [ODS, ("content.xml", content("<a>" * 100 + "</a>" * 100))])
pack("cut.xlsx", [("[Content_Types].xml", "<a/>"), ("xl/workbook.xml", "<a")])
import warnings; warnings.simplefilter("ignore")
pack("twice.ods", [ODS, ("content.xml", content("")), ("content.xml", content(""))])
data = open(f"{folder}/other.ods", "rb").read()
open(f"{folder}/short.ods", "wb").write(data[:-30])
flipped = bytearray(data); at = data.index(b"content.xml") + 30; flipped[at] ^= 255
open(f"{folder}/flipped.ods", "wb").write(flipped)
with zipfile.ZipFile(f"{folder}/link.ods", "w") as z:
    z.writestr(*ODS)
    info = zipfile.ZipInfo("content.xml"); info.create_system = 3; info.external_attr = 0o120777 << 16
    z.writestr(info, "/etc/passwd")
END
	check 1 ingest "$in"
	while read -r file id; do
		expect "/$file" "$id" ''
	done <<'END'
other.ods ING470
xxe.ods ING007
nothing.ods ING466
slip.ods ING321
absolute.ods ING321
many.ods ING024
bomb.ods ING025
repeat.ods ING467
deep.ods ING017
cut.xlsx ING010
twice.ods ING321
short.ods ING320
flipped.ods ING320
link.ods ING321
END
}

@test "a sheet that somebody added does not go unread in silence" {
	/usr/bin/python3 - "$forms" "$in" <<'END'
import sys, zipfile
forms, folder = sys.argv[1:]
with zipfile.ZipFile(f"{forms}/full.ods") as z:
    parts = {n: z.read(n) for n in z.namelist()}
new = b'<table:table table:name="Notes"><table:table-row><table:table-cell><text:p>the real figures</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>'
parts["content.xml"] = parts["content.xml"].replace(b"</office:spreadsheet>", new)
with zipfile.ZipFile(f"{folder}/f.ods", "w", zipfile.ZIP_DEFLATED) as z:
    for n, d in parts.items():
        z.writestr(n, d)
END
	check 1 ingest "$in/f.ods"
	expect f.ods ING477 'Notes!A1: a sheet that is not of the form'
}

@test "a month that the program took for a day is a month" {
	rows xml "$sample"
	/usr/bin/python3 - "$forms" "$in" <<'END'
import re, sys, zipfile
forms, folder = sys.argv[1:]
with zipfile.ZipFile(f"{forms}/full.ods") as z:
    parts = {n: z.read(n) for n in z.namelist()}
text = parts["content.xml"].decode()
text, count = re.subn(r'office:value-type="string">(<text:p>)(2024-0[1-6])<', r'office:value-type="date" office:date-value="\2-01">\1\2<', text)
assert count > 20
parts["content.xml"] = text.encode()
with zipfile.ZipFile(f"{folder}/f.ods", "w", zipfile.ZIP_DEFLATED) as z:
    for n, d in parts.items():
        z.writestr(n, d)
END
	rows day "$in/f.ods"
	same xml day
}
