# ilo-transform on archives made here.  Golden files: tests/transform/CASE/.
# Findings of ingest are compared by id and line, so that a better wording
# there changes nothing here.

bats_require_minimum_version 1.5.0

setup() {
	cases=tests/transform
	archive=$BATS_TEST_TMPDIR/archive
	out=$BATS_TEST_TMPDIR/out
	"$BUILD/ilo" init "$archive" >/dev/null
}

# Ingest FILES of a case's arrivals.tsv, in the order of standard input.
ingest() {
	while IFS='	' read -r day file; do
		"$BUILD/ilo-ingest" -a "$archive" --received "$day" \
			"$1/$file" >/dev/null 2>&1 || [ $? -eq 1 ]
	done
}

transform() {
	"$BUILD/ilo-transform" -a "$archive" --semester 2024-S1 -o "$out" "$@"
}

without_wording() {
	sed '/<finding /s/ text="[^"]*"\( detail="[^"]*"\)*//' "$1"
}

# Compare with the golden files of a case; GOLDEN=write makes them anew.
same_as() {
	if [ "${GOLDEN:-}" = write ]; then
		mkdir -p "$1"
		without_wording "$out/networks.xml" >"$1/networks.xml"
		cp "$out/flows.csv" "$1/flows.csv"
	fi
	without_wording "$out/networks.xml" | diff "$1/networks.xml" -
	diff "$1/flows.csv" "$out/flows.csv"
	xmllint --noout --nonet --schema schema/networks.xsd "$out/networks.xml"
	[ "$(ls -A "$out")" = "$(printf 'flows.csv\nflows.pack\nnetworks.xml')" ]
}

@test "golden: what is in force at the latest arrival" {
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	run -0 transform
	[ "${#lines[@]}" -eq 1 ]
	[ "$output" = "ilo-transform: FR-GH-report.xml:20: warning TRA003: two submissions of one reporter give the same table; one was left out: 1 row(s) of IBC_BETWEEN by FR on GH left out; kept is FR-GH-2.xml:49" ]
	same_as $cases/ghana/latest
}

@test "golden: what was known before the revision came" {
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	run -0 transform --known-at 2024-07-31
	same_as $cases/ghana/july
}

@test "golden: an archive with nothing in it gives empty, valid files" {
	run -0 transform
	[[ "$output" == *"warning TRA001"* ]]
	[ "${#lines[@]}" -eq 1 ]
	same_as $cases/empty
	run -1 transform --fail-on warning
}

@test "the same bytes whatever the order, place, time zone and locale" {
	local first=$BATS_TEST_TMPDIR/first elsewhere=$BATS_TEST_TMPDIR/a/b
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	transform 2>/dev/null
	mv "$out" "$first"
	mkdir -p "$elsewhere/files"
	cp $cases/ghana/*.xml $cases/ghana/scan.csv "$elsewhere/files"
	archive=$elsewhere/archive
	out=$elsewhere/other/out
	"$BUILD/ilo" init "$archive" >/dev/null
	sort -r $cases/ghana/arrivals.tsv | ingest "$elsewhere/files"
	(
		umask 077
		TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 transform 2>/dev/null
	)
	diff "$first/flows.csv" "$out/flows.csv"
	diff "$first/networks.xml" "$out/networks.xml"
}

@test "a text sent decomposed comes out composed" {
	local composed decomposed
	composed=$(printf '\303\251')
	decomposed=$(printf 'e\314\201')
	grep -q "$decomposed" $cases/ghana/FR-GH-2.xml
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	transform 2>/dev/null
	grep -q "Un poste a ${composed}t${composed} cr${composed}${composed} en mars\\.<" \
		"$out/networks.xml"
	run -1 grep "$decomposed" "$out/networks.xml"
}

@test "a confidential value is nowhere in the output" {
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	transform 2>/dev/null
	grep -q ',BF,_T,_T,S,2024-S1,,DETECTIONS,Q,N,' "$out/flows.csv"
	run -1 grep -E ',20,DETECTIONS' "$out/flows.csv"
}

@test "a rejected file of no semester belongs to the year after it" {
	local list=$BATS_TEST_TMPDIR/list
	printf '%s\tscan.csv\n' 2023-12-31 >"$list"
	ingest $cases/ghana <"$list"
	transform --known-at 2025-12-31 2>/dev/null
	run -1 grep -c scan.csv "$out/networks.xml"

	archive=$BATS_TEST_TMPDIR/second
	"$BUILD/ilo" init "$archive" >/dev/null
	printf '%s\tscan.csv\n' 2025-07-01 >"$list"
	ingest $cases/ghana <"$list"
	transform --known-at 2025-12-31 2>/dev/null
	grep -q 'file="scan.csv" fate="rejected"' "$out/networks.xml"

	archive=$BATS_TEST_TMPDIR/third
	"$BUILD/ilo" init "$archive" >/dev/null
	printf '%s\tscan.csv\n' 2025-07-02 >"$list"
	ingest $cases/ghana <"$list"
	transform --known-at 2025-12-31 2>/dev/null
	run -1 grep -c scan.csv "$out/networks.xml"
}

@test "what a rejected file says of itself cannot spoil the output" {
	local odd
	odd=$BATS_TEST_TMPDIR/$(printf 'odd\n\377 <"&.xml')
	sed -e 's/language="el"/language="moderngreekish"/' \
		-e 's/id="GR-GH-2024-S1"/id="a\&#9;b\&#xfffd;"/' \
		-e 's/>EL</>E!</' $cases/ghana/GR-GH.xml >"$odd"
	run -1 "$BUILD/ilo-ingest" -a "$archive" --received 2024-07-01 "$odd"
	run -0 transform
	xmllint --noout --nonet --schema schema/networks.xsd "$out/networks.xml"
	grep -q 'file="odd\\x0A\\xFF &lt;&quot;&amp;.xml" fate="rejected"' \
		"$out/networks.xml"
	run -1 grep -c 'language="modern' "$out/networks.xml"
}

@test "nothing in force yet is said, and the files are there" {
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	run -0 transform --known-at 2024-01-31
	[[ "$output" == *"warning TRA002"*"known at 2024-01-31T23:59:59Z" ]]
	[ "$(wc -l <"$out/flows.csv")" -eq 1 ]
}

@test "a table of an agency gives the semester's rows and no network" {
	local file=$BATS_TEST_TMPDIR/table.csv
	printf '%s\n' route,border_type,nationality,month,count \
		'Central Mediterranean Route,Sea,GHA,2023-12,5' \
		'Central Mediterranean Route,Sea,GHA,2024-01,6' \
		'Western African Route,Sea,,2024-06,7' \
		'Western African Route,Sea,MLI,2024-07,8' >"$file"
	"$BUILD/ilo-ingest" -a "$archive" --kind frontex-monthly \
		--published 2024-08-09 "$file" >/dev/null 2>&1
	run -0 transform
	[ -z "$output" ]
	[ "$(sed 1d "$out/flows.csv" | cut -d, -f4-16)" = "$(printf '%s\n' \
		GH,IBC_BETWEEN,agency,FRONTEX,GH,CMED,SEA,M,2024-01,6,DETECTIONS,A,F \
		_X,IBC_BETWEEN,agency,FRONTEX,_X,WAF,SEA,M,2024-06,7,DETECTIONS,A,F)" ]
	run -1 grep -c '<network ' "$out/networks.xml"
	grep -q 'zero-from="2023-12" zero-to="2024-07"' "$out/networks.xml"
	# Such a table is due at no semester's end, so it is not late either.
	run -1 grep -c days-late "$out/networks.xml"
	# A later vintage replaces the earlier one, and known-at finds it again.
	sed 's/,6$/,9/' "$file" >"$BATS_TEST_TMPDIR/later.csv"
	"$BUILD/ilo-ingest" -a "$archive" --kind frontex-monthly \
		--published 2024-09-09 "$BATS_TEST_TMPDIR/later.csv" >/dev/null 2>&1
	transform
	grep -q ',2024-01,9,DETECTIONS' "$out/flows.csv"
	grep -q 'file="table.csv" fate="superseded"' "$out/networks.xml"
	transform --known-at 2024-08-31
	grep -q ',2024-01,6,DETECTIONS' "$out/flows.csv"
	run -1 grep -c later.csv "$out/networks.xml"
}

@test "flows.csv loads in stock readers" {
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	transform 2>/dev/null
	run -0 /usr/bin/python3 - "$out/flows.csv" <<-'END'
		import csv, sys
		with open(sys.argv[1], newline='', encoding='utf-8') as file:
		    rows = list(csv.DictReader(file, strict=True))
		own = [r for r in rows if r['COUNTED_BY'] == 'own' and r['OBS_VALUE']
		       and r['CITIZENSHIP'] == '_T' and r['FREQ'] == 'S']
		print(len(rows), sum(int(r['OBS_VALUE']) for r in own))
	END
	[ "$output" = "8 68" ]
	command -v sqlite3 >/dev/null || skip "sqlite3 is not installed"
	run -0 sqlite3 :memory: ".import --csv $out/flows.csv flows" \
		"SELECT count(*), sum(OBS_VALUE) FROM flows WHERE COUNTED_BY = 'own' AND CITIZENSHIP = '_T' AND FREQ = 'S'"
	[ "$output" = "5|68" ]
}

@test "the columns are those of the structure definition" {
	transform 2>/dev/null
	run -0 /usr/bin/python3 - "$out/flows.csv" <<-'END'
		import sys
		import xml.etree.ElementTree as tree
		s = '{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure}'
		top = tree.parse('schema/flows-dsd.xml')
		def ids(*names):
		    return [e.get('id') for n in names for e in top.iter(s + n)]
		wanted = (['STRUCTURE', 'STRUCTURE_ID', 'ACTION']
		          + ids('Dimension', 'TimeDimension', 'Measure', 'Attribute'))
		with open(sys.argv[1]) as file:
		    print(file.readline().strip().split(',') == wanted)
		concepts = ids('Concept')
		print(sorted(concepts) == sorted(wanted[3:]))
		print(top.find('.//' + s + 'DataStructure').get('id'))
	END
	[ "$output" = "$(printf 'True\nTrue\nFLOWS')" ]
}

@test "an altered object stops everything with status 5" {
	local object
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	object=$(find "$archive/objects" -type f -exec grep -l 'value="50"' {} +)
	chmod u+w "$object"
	sed -i 's/value="50"/value="51"/' "$object"
	run -5 transform
	[[ "$output" == *GEN011* ]]
	[ ! -e "$out" ]
	# Before the revision it is not needed, and the rest holds.
	run -0 transform --known-at 2024-07-31
	rm "$object"
	run -5 transform
}

@test "what was published stays when a run fails" {
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	transform 2>/dev/null
	cp -R "$out" "$BATS_TEST_TMPDIR/before"
	rm -r "$archive/objects"
	run -5 transform
	diff -r "$BATS_TEST_TMPDIR/before" "$out"
	[ -z "$(find "$out" -name '*tmp*')" ]
}

@test "a folder that cannot be made is status 4" {
	: >"$BATS_TEST_TMPDIR/file"
	run -4 "$BUILD/ilo-transform" -a "$archive" --semester 2024-S1 \
		-o "$BATS_TEST_TMPDIR/file/out"
	[[ "$output" == *GEN001* ]]
}

@test "what is no archive is status 4" {
	run -4 "$BUILD/ilo-transform" -a "$BATS_TEST_TMPDIR" \
		--semester 2024-S1 -o "$out"
	[[ "$output" == *GEN009* ]]
	[ ! -e "$out" ]
}

@test "a semester before the calendar is status 4" {
	run -4 "$BUILD/ilo-transform" -a "$archive" --semester 1999-S1 -o "$out"
	[[ "$output" == *"TRA005"*": 1999-S1" ]]
	[ ! -e "$out" ]
}

@test "a wrong command line is status 2 and reads nothing" {
	run -2 "$BUILD/ilo-transform"
	run -2 "$BUILD/ilo-transform" -a "$archive" -o "$out"
	run -2 "$BUILD/ilo-transform" -a "$archive" --semester 2024S1 -o "$out"
	run -2 "$BUILD/ilo-transform" -a "$archive" --semester 2024-S1
	run -2 "$BUILD/ilo-transform" --semester 2024-S1 -o "$out"
	run -2 transform --known-at yesterday
	run -2 transform --fail-on much
	run -2 transform extra
	[ ! -e "$out" ]
}

@test "findings as JSON lines, and quiet ones not at all" {
	ingest $cases/ghana <$cases/ghana/arrivals.tsv
	run -0 transform --json
	[ "${#lines[@]}" -eq 1 ]
	/usr/bin/python3 -c 'import json, sys
f = json.loads(sys.argv[1])
assert (f["id"], f["severity"], f["line"]) == ("TRA003", "warning", 20)' \
		"$output"
	run -0 transform --quiet
	[ -z "$output" ]
	# What is not printed still counts.
	run -1 transform --quiet --fail-on warning
}

@test "nothing outside the archive can be read, even where the archive leads there" {
	# Only where the kernel can shut a process in.
	"$BUILD/ilo-ingest" -a "$archive" tests/hostile/base.xml 2>"$BATS_TEST_TMPDIR/err"
	! grep -q 'ING309.*Landlock' "$BATS_TEST_TMPDIR/err" || skip 'no Landlock here'
	# All objects on another disk is fine, a single one elsewhere is not.
	mv "$archive/objects" "$BATS_TEST_TMPDIR/disk"
	ln -s "$BATS_TEST_TMPDIR/disk" "$archive/objects"
	transform
	local shelf
	shelf=$(echo "$BATS_TEST_TMPDIR"/disk/*)
	mv "$shelf" "$BATS_TEST_TMPDIR/outside"
	ln -s "$BATS_TEST_TMPDIR/outside" "$shelf"
	run -5 --separate-stderr transform
	[[ $stderr == *GEN011*"it cannot be read"* ]] || { echo "$stderr"; false; }
}
