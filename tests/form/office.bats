#!/usr/bin/env bats
# Forms and messages in other people's programs: LibreOffice opens what `ilo form`
# wrote, what was filled in goes through it and comes back the same, as ODS and as
# XLSX; R's rsdmx understands the SDMX-ML that ilo does.
# Slow; run by `make office`.

load helpers

setup() {
	new_archive
	command -v soffice
}

# convert TYPE FILE: LibreOffice writes FILE anew, in the folder out.
convert() {
	mkdir -p "$in/out"
	soffice "-env:UserInstallation=file://$BATS_TEST_TMPDIR/profile" --headless \
		--convert-to "$1" --outdir "$in/out" "$2" >"$BATS_TEST_TMPDIR/office.log" 2>&1
	[ -s "$in/out/$(basename "${2%.*}").${1%%:*}" ] || {
		cat "$BATS_TEST_TMPDIR/office.log"
		return 1
	}
}

excel='xlsx:Calc MS Excel 2007 XML'

@test "what LibreOffice saves of a filled form is the form, as ODS and XLSX" {
	rows xml "$sample"
	for kind in ods xlsx; do
		"$BUILD/ilo" form --state NL --host GH --semester 2024-S1 -o "$in/$kind.$kind"
		convert fods "$in/$kind.$kind" # opened, with what LibreOffice makes of it
		tests/form/fill "$in/out/$kind.fods" "$in/filled-$kind.fods" "$sample"
		convert ods "$in/filled-$kind.fods"
		convert "$excel" "$in/filled-$kind.fods"
		rows "$kind-ods" "$in/out/filled-$kind.ods"
		rows "$kind-xlsx" "$in/out/filled-$kind.xlsx"
		for saved in ods xlsx; do
			same xml "$kind-$saved"
			cmp "$BATS_TEST_TMPDIR/words-xml" "$BATS_TEST_TMPDIR/words-$kind-$saved"
		done
	done
}

@test "a filled form survives ODS to XLSX and back, and the other way round" {
	rows xml "$sample"
	for kind in ods xlsx; do
		"$BUILD/ilo" form --state NL --host GH --semester 2024-S1 -o "$in/empty.$kind"
		tests/form/fill "$in/empty.$kind" "$in/$kind.$kind" "$sample"
	done
	convert "$excel" "$in/ods.ods"
	mv "$in/out/ods.xlsx" "$in/there.xlsx"
	convert ods "$in/there.xlsx"
	rows there "$in/there.xlsx"
	rows back "$in/out/there.ods"
	convert ods "$in/xlsx.xlsx"
	rows other "$in/out/xlsx.ods"
	same xml there
	same xml back
	same xml other
}

@test "overlapping lists filled in go through LibreOffice as ODS and XLSX" {
	local sample=samples/2024-S1/submissions/2-june/ES-SN.xml
	"$BUILD/ilo" form --state ES --host SN --semester 2024-S1 -o "$in/empty.ods"
	tests/form/fill "$in/empty.ods" "$in/f.ods" "$sample"
	convert fods "$in/f.ods"
	cp "$in/out/f.fods" "$in/g.fods"
	convert ods "$in/g.fods"
	convert "$excel" "$in/g.fods"
	rows xml "$sample"
	grep -q '"pattern" on="ES FRONTEX" count="143"/>' "$BATS_TEST_TMPDIR/words-xml"
	for saved in ods xlsx; do
		rows $saved "$in/out/g.$saved"
		same xml $saved
		cmp "$BATS_TEST_TMPDIR/words-xml" "$BATS_TEST_TMPDIR/words-$saved"
	done
}

@test "the lists to choose from and the units are there in LibreOffice" {
	"$BUILD/ilo" form --state NL --host GH --semester 2024-S1 -o "$in/empty.ods"
	tests/form/fill "$in/empty.ods" "$in/f.ods" "$sample" \
		'Statistics!B5=IBC_BETWEEN – Illegal border-crossing between border-crossing points'
	convert fods "$in/f.ods"
	convert "$excel" "$in/f.ods"
	/usr/bin/python3 - "$in/out" <<'END'
import re, sys, zipfile
text = open(f"{sys.argv[1]}/f.fods", encoding="utf-8").read()
assert len(re.findall('cell-content-is-in-list', text)) > 15
# VLOOKUP found the unit that nobody typed.
assert re.search(r'table:formula="of:=IFERROR\(VLOOKUP[^>]*office:string-value="DETECTIONS"|'
                 r'table:formula="of:=IFERROR\(VLOOKUP[^>]*><text:p>DETECTIONS<', text)
with zipfile.ZipFile(f"{sys.argv[1]}/f.xlsx") as z:
    sheets = "".join(z.read(n).decode() for n in z.namelist() if "worksheets/" in n)
assert len(re.findall(r'<dataValidation [^>]*type="list"', sheets)) > 15
END
}

@test "a mistake made in LibreOffice is found in its cell" {
	"$BUILD/ilo" form --state NL --host GH --semester 2024-S1 -o "$in/empty.ods"
	tests/form/fill "$in/empty.ods" "$in/f.ods" "$sample" 'Statistics!G6=ZZ' 'Statistics!J7='
	convert "$excel" "$in/f.ods"
	check 1 ingest "$in/out/f.xlsx"
	[[ $err == *"error ING225: "*": Statistics!G6: 'ZZ'"* ]]
	[[ $err == *"error ING474: "*": Statistics!J7: Value"* ]]
}

# free KIND: indicator, citizenship, period and value of the rows that are free.
free() {
	awk -F, '$16 == "F" {print $5 "," $8 "," $12 "," $13}' "$BATS_TEST_TMPDIR/rows-$1" | sort
}

# understood FILE: the same, as rsdmx has them.
understood() {
	Rscript --vanilla -e '
suppressMessages(library(rsdmx))
x <- suppressWarnings(as.data.frame(readSDMX(commandArgs(TRUE), isURL = FALSE)))
names(x) <- sub("obsTime", "TIME_PERIOD", sub("obsValue", "OBS_VALUE", names(x)))
if (!is.null(x$CONF_STATUS)) x <- x[x$CONF_STATUS == "F", ]
value <- ifelse(is.na(x$OBS_VALUE), "", as.character(x$OBS_VALUE))
cat(paste(x$INDICATOR, x$CITIZENSHIP, x$TIME_PERIOD, value, sep = ","), sep = "\n")' "$1" | sort
}

@test "an independent reader of SDMX-ML understands the same rows" {
	local way
	for way in series generic-flat generic-series; do
		tests/form/to-sdmx $way "$sample" >"$in/$way.xml"
		rows $way "$in/$way.xml"
		diff <(understood "$in/$way.xml") <(free $way)
	done
	for way in bis-generic eurostat-specific; do
		rows $way tests/form/messages/$way.xml
		diff <(understood tests/form/messages/$way.xml) <(free $way)
	done
}
