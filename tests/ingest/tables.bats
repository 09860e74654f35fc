# Tables that others designed, from their own file to the rows of flows.csv,
# against an independent reading of the same file (tests/ingest/tables/compare).

bats_require_minimum_version 1.5.0
load helpers.bash

setup() {
	archive=$BATS_TEST_TMPDIR/archive
	"$BUILD/ilo" init "$archive"
	tables=tests/ingest/tables
}

# semesters FROM TO: all of them, a line each.
semesters() {
	awk -v from="$1" -v to="$2" 'BEGIN {
		for (y = substr(from, 1, 4); y <= substr(to, 1, 4); y++)
			for (h = 1; h <= 2; h++) {
				s = y "-S" h
				if (s >= from && s <= to) print s
			}
	}'
}

# flows FROM TO [OPTION]...: transform each semester into $BATS_TEST_TMPDIR/SEMESTER.
flows() {
	local from=$1 to=$2 semester
	shift 2
	semesters "$from" "$to" | while read -r semester; do
		"$BUILD/ilo-transform" -a "$archive" --semester "$semester" \
			-o "$BATS_TEST_TMPDIR/$semester" "$@" 2>/dev/null
	done
}

# same LAYOUT FILE: what flows gave is what the file says.
same() {
	/usr/bin/python3 $tables/compare "$1" "$2" "$BATS_TEST_TMPDIR"/*-S?/flows.csv
}

@test "Frontex: every cell of both vintages" {
	[ "${SCALE:-}" != small ] || skip "long history"
	ingest --quiet --published 2025-02-07 samples/frontex/frontex_ibc_vintage_2025-02-07.csv
	ingest --quiet --published 2025-03-10 samples/frontex/frontex_ibc_vintage_2025-03-10.csv
	flows 2009-S1 2025-S1
	same frontex-monthly samples/frontex/frontex_ibc_vintage_2025-03-10.csv
	rm -r "$BATS_TEST_TMPDIR"/*-S?
	flows 2009-S1 2025-S1 --known-at 2025-02-20
	same frontex-monthly samples/frontex/frontex_ibc_vintage_2025-02-07.csv
}

@test "Italy: the days, summed to months" {
	check 0 ingest samples/italy/sbarchi-per-giorno.csv
	[ "$(sql 'SELECT kind, fate LIKE "accepted%", sender, report, first, last, published FROM submission')" = \
		"italy-days|1|IT|statistics|2019-S2|2023-S2|2023-12-31" ]
	flows 2019-S1 2024-S1
	same italy-days samples/italy/sbarchi-per-giorno.csv
}

@test "Italy: the nationalities, by month and by semester" {
	check 0 ingest samples/italy/nazionalita.csv
	[ "$(sql 'SELECT kind, sender, first, last, published FROM submission')" = \
		"italy-nationalities|IT|2019-S2|2023-S2|2023-12-31" ]
	flows 2019-S1 2024-S1
	same italy-nationalities samples/italy/nazionalita.csv
}

@test "Italy: nationalities make what the whole grew by, which is near the days" {
	ingest --quiet samples/italy/sbarchi-per-giorno.csv samples/italy/nazionalita.csv
	flows 2021-S2 2021-S2
	awk -F, '$12 == "2021-S2" && $15 != "K" { whole += $13 }
		$4 == "_T" { days += $13 }
		END { exit !(whole == 67040 - 20359 && days > whole * 0.97 && days < whole * 1.03) }' \
		"$BATS_TEST_TMPDIR/2021-S2/flows.csv"
}

@test "Italy: no figure adds a category to the rest that has it" {
	ingest --quiet samples/italy/sbarchi-per-giorno.csv samples/italy/nazionalita.csv
	"$BUILD/ilo" run -a "$archive" -o "$BATS_TEST_TMPDIR/out" --to html --quiet 2021-S2
	grep -q 'id="_T.IBC_BETWEEN.2021-S2.total" .* value="46681"' "$BATS_TEST_TMPDIR/out/statistics.xml"
	"$BUILD/ilo" why -a "$archive" --run "$BATS_TEST_TMPDIR/out" 2021-S2 GN.IBC_BETWEEN.2021-S2.total |
		grep -q 'nazionalita.csv:589	rows 467,588'
}

@test "Eurostat: every cell of the excerpts, with the semester their year ends with" {
	for table in eipre eirfs; do
		check 0 ingest $tables/eurostat-$table.csv
	done
	[ "$(sql 'SELECT kind, sender, first, last FROM submission ORDER BY kind')" = \
"eurostat-eipre|EUROSTAT|2012-S2|2015-S2
eurostat-eirfs|EUROSTAT|2012-S2|2015-S2" ]
	flows 2012-S1 2016-S1
	for table in eipre eirfs; do
		mkdir -p "$BATS_TEST_TMPDIR/$table"
		indicator=$([ $table = eipre ] && echo ILLEGAL_STAY || echo REFUSED)
		for file in "$BATS_TEST_TMPDIR"/*-S?/flows.csv; do
			awk -F, -v i="$indicator" 'FNR == 1 || $5 == i' "$file" \
				>"$BATS_TEST_TMPDIR/$table/$(basename "$(dirname "$file")")"
		done
		/usr/bin/python3 $tables/compare eurostat-$table $tables/eurostat-$table.csv \
			"$BATS_TEST_TMPDIR/$table"/*
	done
	[ "$(wc -l <"$BATS_TEST_TMPDIR/2015-S1/flows.csv")" -eq 1 ]
	awk -F, 'NR > 1 && $11 != "A" { exit 1 }' "$BATS_TEST_TMPDIR/2015-S2/flows.csv"
}

@test "Eurostat: the whole exports, where they are at hand" {
	[ -n "${EUROSTAT:-}" ] || skip "EUROSTAT names no folder"
	for table in eipre eirfs; do
		rm -rf "$archive" "$BATS_TEST_TMPDIR"/*-S?
		"$BUILD/ilo" init "$archive"
		check 0 ingest "$EUROSTAT/migr_${table}_2012_2016_geo_citizen_raw.csv"
		flows 2012-S1 2016-S2
		same eurostat-$table "$EUROSTAT/migr_${table}_2012_2016_geo_citizen_raw.csv"
	done
}

@test "rows of years are in no figure, and that is said" {
	ingest --quiet $tables/eurostat-eirfs.csv
	run --separate-stderr "$BUILD/ilo" run -a "$archive" -o "$BATS_TEST_TMPDIR/out" --to html 2015-S2
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"info ANA090"* ]]
	! grep -q REFUSED "$BATS_TEST_TMPDIR/out/statistics.xml" || false
}

@test "a second extract of other years stands beside the first" {
	ingest --quiet $tables/eurostat-eirfs.csv
	sed 's/^"2015"/"2018"/; s/^"2012"/"2017"/' $tables/eurostat-eirfs.csv >"$BATS_TEST_TMPDIR/later.csv"
	check 0 ingest "$BATS_TEST_TMPDIR/later.csv"
	flows 2015-S2 2015-S2
	flows 2018-S2 2018-S2
	[ "$(wc -l <"$BATS_TEST_TMPDIR/2015-S2/flows.csv")" -gt 50 ]
	[ "$(wc -l <"$BATS_TEST_TMPDIR/2018-S2/flows.csv")" -gt 50 ]
}
