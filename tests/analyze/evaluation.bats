#!/usr/bin/env bats
# ilo-analyze on a whole case: tests/analyze/evaluation holds a semester with own
# counts, an agency beside them, mirror figures, every kind of absence, and two
# earlier semesters.

setup() {
	case_folder=tests/analyze/evaluation
	out=$BATS_TEST_TMPDIR/statistics.xml
}

analyse() {
	"$BUILD/ilo-analyze" --history "$case_folder/history/2023-S2" \
		--history "$case_folder/history/2023-S1" -o "$out" "$@" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
}

# What an attribute of a figure or point says.
says() {
	xmllint --xpath "string(//*[@id='$1']/@$2)" "$out"
}

@test "the case comes out as expected, to the byte, in silence" {
	run analyse
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	if [ "${GOLDEN:-}" = write ]; then cp "$out" "$case_folder/expect.statistics.xml"; fi
	diff -u "$case_folder/expect.statistics.xml" "$out"
	xmllint --noout --schema schema/statistics.xsd "$out"
}

@test "--check leaves the bytes alone and lets nothing appear that the schema refuses" {
	analyse
	"$BUILD/ilo-analyze" --history "$case_folder/history/2023-S2" --check \
		--history "$case_folder/history/2023-S1" -o "$BATS_TEST_TMPDIR/checked.xml" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	cmp "$out" "$BATS_TEST_TMPDIR/checked.xml"
	mkdir "$BATS_TEST_TMPDIR/bin"
	cp "$BUILD/ilo-analyze" "$BATS_TEST_TMPDIR/bin"
	cp -R schema "$BATS_TEST_TMPDIR"
	sed -i 's/<xs:attribute name="unit" .*/<!-- no unit -->/' "$BATS_TEST_TMPDIR/schema/statistics.xsd"
	rm "$out"
	run "$BATS_TEST_TMPDIR/bin/ilo-analyze" --check -o "$out" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	[ "$status" -eq 4 ]
	[[ "$output" == *GEN014*unit* ]]
	[ ! -e "$out" ]
}

@test "order of history, time zone, locale and a threshold of 0 change nothing" {
	analyse
	TZ=Asia/Tokyo LC_ALL=C "$BUILD/ilo-analyze" \
		-o "$BATS_TEST_TMPDIR/again.xml" --withhold-under 0 \
		"$case_folder/networks.xml" "$case_folder/flows.csv" \
		--history "$case_folder/history/2023-S1" \
		--history "$case_folder/history/2023-S2"
	cmp "$out" "$BATS_TEST_TMPDIR/again.xml"
}

@test "own counts add up over states, an agency stands beside them" {
	analyse
	[ "$(says GH.IBC_BETWEEN.2024-S1.total value)" = 373 ] # 120 + 200 + 50 + 3
	[ "$(says GH.IBC_BETWEEN.2024-S1.total counted-by)" = own ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.agency value)" = 275 ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.agency months)" = 5 ]
	[ "$(says NG.IBC_BETWEEN.2024-S1.total counted-by)" = agency ]
}

@test "zero, missing and not applicable are told apart" {
	analyse
	[ "$(says NG.IBC_BETWEEN.2024-S1.total value)" = 0 ]
	[ "$(says NG.IBC_BETWEEN.2024-06.total state)" = missing ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.citizenship.ML state)" = missing ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.citizenship.ML flag)" = Q ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.citizenship.LS flag)" = M ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.total absent)" = 2 ]
	[ "$(says SN.ASYLUM.2023-S2.total n)" = 1 ]
	[ "$(says SN.ASYLUM.2024-S1.total.change-previous reason)" = base-zero ]
}

@test "a level made without months is judged by the months beside it" {
	analyse
	[ "$(says GH.IBC_BETWEEN.2024-S1.route.CMED rows)" = 2024-S1:22 ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.route.CMED dispersion-rows)" = 2024-S1:16-21 ]
	[[ "$(says GH.IBC_BETWEEN.2024-S1.route.CMED phi)" == 9.5* ]]
	[ -z "$(says GH.IBC_BETWEEN.2024-S1.route.CMED phi-share)" ]
	[ -z "$(says GH.IBC_BETWEEN.2024-S1.route.WAF phi)" ] # even months
	# 120 of 373 come with months, too few; 257 of 287 are enough.
	[ -z "$(says GH.IBC_BETWEEN.2024-S1.total phi)" ]
	[[ "$(says _T.ASYLUM.2024-S1.total phi-share)" == 0.895* ]]
}

@test "a sum says how much of it is normal" {
	analyse
	[ "$(says GH.IBC_BETWEEN.2024-S1.total flag)" = O ]
	[[ "$(says GH.IBC_BETWEEN.2024-S1.total normal-share)" == 0.8659* ]] # 323 of 373
	[ "$(says GH.IBC_BETWEEN.2024-S1.citizenship.NG normal-share)" = 0 ]
	[ -z "$(says GH.IBC_BETWEEN.2024-S1.citizenship.GH normal-share)" ]
}

@test "mirror figures are reconciled, never added" {
	analyse
	[ "$(says GH.IBC_BETWEEN.2024-S1.host value)" = 650 ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.host lower)" = 400 ]
	[ "$(says GH.IBC_BETWEEN.2024-S1.host upper)" = 900 ]
	[ "$(xmllint --xpath 'count(//*[local-name()="contradiction"])' "$out")" = 1 ]
	[ "$(xmllint --xpath 'count(//*[starts-with(@id, "_T.")][@counted-by="host"])' "$out")" = 0 ]
	analyse --mirror-factor 2.5
	[ "$(xmllint --xpath 'count(//*[local-name()="contradiction"])' "$out")" = 0 ]
}

@test "officers are stated by their own state first, never added up twice" {
	analyse
	# DE 2 (not the 5 that ES tells of), ES 1, FR 1 + 2, IT 3 (the larger).
	[ "$(xmllint --xpath 'string(//*[@code="GH"][@officers]/@officers)' "$out")" = 11 ] # NO 2 among them
	[ "$(xmllint --xpath 'string(//*[@status="silent"]/@state)' "$out")" = IT ]
}

@test "no percentage under a small base" {
	analyse
	[ "$(says GH.ASYLUM.2024-S1.total.change-year reason)" = small-base ]
	[ -z "$(says GH.ASYLUM.2024-S1.total.change-year percent)" ]
	analyse --small-number 10
	[ -n "$(says GH.ASYLUM.2024-S1.total.change-year percent)" ]
}

@test "without history nothing can be compared, and it says so" {
	"$BUILD/ilo-analyze" -o "$out" "$case_folder/networks.xml" \
		"$case_folder/flows.csv"
	[ "$(says GH.IBC_BETWEEN.2024-S1.total.change-previous reason)" = base-missing ]
	[ "$(xmllint --xpath 'count(//*[local-name()="figure"][@verdict][@verdict != "not-comparable"])' "$out")" = 0 ]
}

@test "every id is in its place: one for each figure, each method in its list" {
	analyse
	xmllint --xpath '//@method' "$out" | tr ' ' '\n' | sed -n 's/method="\(.*\)"/\1/p' |
		sort -u >"$BATS_TEST_TMPDIR/used"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/used")" -ge 5 ]
	while read -r method; do
		xmllint --xpath "//*[local-name()='code'][@id='$method']" \
			schema/codelists/methods.xml >/dev/null
	done <"$BATS_TEST_TMPDIR/used"
	xmllint --xpath '//*[local-name()="figure" or local-name()="point"]/@id' "$out" |
		sort | uniq -d >"$BATS_TEST_TMPDIR/twice"
	[ ! -s "$BATS_TEST_TMPDIR/twice" ]
}

@test "what a changed row moves is what holds the row" {
	run python3 tests/analyze/lineage.py "$BUILD/ilo-analyze" "$case_folder" \
		"$BATS_TEST_TMPDIR"
	[ "$status" -eq 0 ] || { echo "$output"; false; }
}

@test "a semester that is not earlier is refused and nothing is published" {
	run "$BUILD/ilo-analyze" -o "$out" --history "$case_folder" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	[ "$status" -eq 4 ]
	[[ "$output" == *"ANA001"*"2024-S1 is not earlier than 2024-S1"* ]]
	[ "${#lines[@]}" -eq 1 ]
	[ ! -e "$out" ]
}

@test "the same earlier semester twice is refused" {
	run analyse --history "$case_folder/history/2023-S1"
	[ "$status" -eq 4 ]
	[[ "$output" == *"ANA001"*"2023-S1 was given twice"* ]]
}

@test "two units of one indicator are never added" {
	mkdir "$BATS_TEST_TMPDIR/old"
	cp "$case_folder/history/2023-S2/networks.xml" "$BATS_TEST_TMPDIR/old"
	sed 's/APPLICATIONS/PERSONS/' "$case_folder/history/2023-S2/flows.csv" \
		>"$BATS_TEST_TMPDIR/old/flows.csv"
	run "$BUILD/ilo-analyze" -o "$out" --history "$BATS_TEST_TMPDIR/old" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	[ "$status" -eq 4 ]
	[[ "$output" == *"flows.csv:2: fatal ANA002"*"ASYLUM is in PERSONS"* ]]
	[ ! -e "$out" ]
}

@test "several agencies are said, and the first is used" {
	mkdir "$BATS_TEST_TMPDIR/two"
	cp "$case_folder/networks.xml" "$BATS_TEST_TMPDIR/two"
	awk -F, -v OFS=, '{ print } $7 == "FRONTEX" { last = $0 }
		$7 == "FRONTEX" && $12 == "2024-02" && $9 == "WAF" {
			$7 = "ZAGENCY"; $13 = 9999; print }' \
		"$case_folder/flows.csv" >"$BATS_TEST_TMPDIR/two/flows.csv"
	run "$BUILD/ilo-analyze" -o "$out" "$BATS_TEST_TMPDIR/two/networks.xml" \
		"$BATS_TEST_TMPDIR/two/flows.csv"
	[ "$status" -eq 0 ]
	[[ "$output" == *"warning ANA003"*"FRONTEX is used"* ]]
	[ "$(says GH.IBC_BETWEEN.2024-S1.agency value)" = 275 ]
}

@test "wrong numbers on the command line are usage" {
	for wrong in "--confidence 1" "--confidence x" "--confidence 0.95x" \
		"--small-number -1" "--mirror-factor 0.9" "-o -"; do
		# shellcheck disable=SC2086
		run "$BUILD/ilo-analyze" -o "$out" $wrong \
			"$case_folder/networks.xml" "$case_folder/flows.csv"
		[ "$status" -eq 2 ] || { echo "$wrong: $status"; false; }
		[ ! -e "$out" ]
	done
}

@test "a level of confidence reaches every interval" {
	analyse --confidence 0.99
	[ "$(xmllint --xpath 'string(//*[@confidence]/@confidence)' "$out")" = 0.99 ]
	[ "$(says NG.IBC_BETWEEN.2024-S1.total upper)" != 3.6888794541139354 ]
}

# Runs its arguments with files of 8 kB at most: writing fails as on a full disk.
confined() (
	trap '' XFSZ
	ulimit -f 8
	"$@"
)

@test "a write that fails and unreadable inputs publish nothing" {
	run confined "$BUILD/ilo-analyze" -o "$out" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	[ "$status" -eq 4 ]
	[[ "$output" == *fatal* ]]
	[ -z "$(ls "$BATS_TEST_TMPDIR")" ]
	run "$BUILD/ilo-analyze" -o "$BATS_TEST_TMPDIR/no/folder.xml" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	[ "$status" -eq 4 ]
	head -c 700 "$case_folder/networks.xml" >"$BATS_TEST_TMPDIR/cut.xml"
	run "$BUILD/ilo-analyze" -o "$out" "$BATS_TEST_TMPDIR/cut.xml" \
		"$case_folder/flows.csv"
	[ "$status" -eq 4 ]
	run "$BUILD/ilo-analyze" -o "$out" "$case_folder/networks.xml" \
		"$BATS_TEST_TMPDIR/none.csv"
	[ "$status" -eq 4 ]
	[ ! -e "$out" ]
}

@test "the number of threads changes nothing" {
	local n
	for n in 1 2 8; do
		"$BUILD/ilo-analyze" --threads "$n" -o "$BATS_TEST_TMPDIR/$n.xml" \
			--history tests/analyze/evaluation/history/2023-S2 \
			--history tests/analyze/evaluation/history/2023-S1 \
			tests/analyze/evaluation/networks.xml \
			tests/analyze/evaluation/flows.csv
	done
	cmp "$BATS_TEST_TMPDIR/1.xml" "$BATS_TEST_TMPDIR/2.xml"
	cmp "$BATS_TEST_TMPDIR/1.xml" "$BATS_TEST_TMPDIR/8.xml"
}

@test "who has nobody there, and whom nothing binds, is not expected" {
	analyse
	host="//*[local-name()='coverage']/*[@code='GH']"
	[ "$(xmllint --xpath "string($host/@expected)" "$out")" = 4 ] # DE ES FR IT
	[ "$(xmllint --xpath "count($host/*[@state='NO' or @state='SE'])" "$out")" = 0 ]
	[ "$(says _._.2024-S1.total.NO.officers-sent value)" = 2 ]
	[ -z "$(says _._.2024-S1.total.SE.officers-sent value)" ]
}

@test "an annual figure stands beside both semesters of its year" {
	cp -R "$case_folder/history" "$BATS_TEST_TMPDIR/history"
	annual() { # annual HOST REPORTER VALUE UNIT
		echo "dataflow,ILO:FLOWS(1.0),I,$1,ASYLUM,agency,$2,$1,_T,_T,A,2023,$3,$4,A,F,abababababababab,9,row 9"
	}
	# In its place in the total order; DE tells of GH alone, FR of SN alone.
	{
		head -1 "$case_folder/history/2023-S2/flows.csv"
		annual GH DE 130 PERSONS
		annual GH FR 90 PERSONS
		tail -n +2 "$case_folder/history/2023-S2/flows.csv" | grep -v ',SN,'
		annual SN FR 55 APPLICATIONS
		tail -n +2 "$case_folder/history/2023-S2/flows.csv" | grep ',SN,'
	} >"$BATS_TEST_TMPDIR/history/2023-S2/flows.csv"
	"$BUILD/ilo-analyze" --history "$BATS_TEST_TMPDIR/history/2023-S2" \
		--history "$BATS_TEST_TMPDIR/history/2023-S1" -o "$out" --quiet \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	xmllint --noout --schema schema/statistics.xsd "$out"
	de=_.ASYLUM.2024-S1.reporter.DE.coherence
	fr=_.ASYLUM.2024-S1.reporter.FR.coherence
	own=$(grep -h 'GH,ASYLUM,own,DE' "$case_folder"/history/*/flows.csv | awk -F, "{ s += \$13 } END { print s }")
	[ "$(says $de.own-year value)" = "$own" ]
	[ "$(says $de.annual-figure value)" = 130 ]
	[ "$(says $de.annual-figure unit)" = PERSONS ]
	[ "$(says $de.own-to-annual verdict)" = units-differ ]
	[ "$(says $de.own-to-annual n)" = 1 ]
	[[ "$(says $de.own-to-annual rows)" == "2023-S2:1,"*" 2023-S1:1" ]]
	[ "$(says $fr.annual-figure value)" = 55 ] # GH, of which it tells nothing, is left out
	[ -z "$(says $fr.own-to-annual verdict)" ]
	# Without the first semester there is no year.
	"$BUILD/ilo-analyze" --history "$BATS_TEST_TMPDIR/history/2023-S2" -o "$out" --quiet \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	[ -z "$(says $de.own-year value)" ]
}
