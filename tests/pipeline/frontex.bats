# The chain on Frontex's real figures, against sums made by awk alone.

load common.bash

# Under valgrind (SCALE=small) the history is short.
if [ "${SCALE:-}" = small ]; then
	semesters=2009-S2 last=2009-S2
else
	semesters='2011-S1 2024-S1' last=2024-S1
fi
old=samples/frontex/frontex_ibc_vintage_2025-02-07.csv
new=samples/frontex/frontex_ibc_vintage_2025-03-10.csv

setup_file() {
	export TMP=$BATS_FILE_TMPDIR
	ilo init "$TMP/a"
	take samples/frontex.tsv samples/frontex "$TMP/a"
	for semester in $semesters; do
		compile "$TMP/a" "$semester" "$TMP/$semester" --to html
	done
}

# sums FILE SEMESTER: "ID VALUE" of the total and of each route, border,
# citizenship and month of the semester, sorted, as awk adds up the file.
sums() {
	sed -n 's/.*<code id="\([^"]*\)".*/code \1/p
		s/.*<alias scheme="\(alpha3\|frontex\)">\([^<]*\)<.*/\1 \2/p' \
		schema/codelists/countries.xml schema/codelists/routes.xml \
		schema/codelists/borders.xml |
		awk -v semester="$2" '
		NR == FNR {
			kind = $1; sub(/^[^ ]* /, "")
			if (kind == "code") code = $0
			else name[kind, $0] = code
			next
		}
		FNR > 1 {
			gsub(/"/, ""); split($0, f, ",")
			split(f[4], date, "-")
			half = date[1] "-S" (date[2] <= 6 ? 1 : 2)
			if (half != semester) next
			who = f[3] == "" ? "_X" : name["alpha3", f[3]]
			add("total"); add("route." name["frontex", f[1]])
			add("border." name["frontex", f[2]])
			add("citizenship." who)
			months[f[4]] += f[5]
		}
		function add(cell) { cells[cell] += f[5] }
		END {
			for (c in cells) print "_T.IBC_BETWEEN." semester "." c, cells[c]
			for (m in months) print "_T.IBC_BETWEEN." m ".total", months[m]
		}' - FS=, "$1" | sort
}

# printed FILE: "ID VALUE" of each number in the HTML, sorted.
printed() {
	grep -o 'data-figure="[^"]*" data-value="[^"]*"' "$1" |
		sed 's/data-figure="\([^"]*\)" data-value="\([^"]*\)"/\1 \2/' | sort -u
}

@test "totals by route, border, citizenship and month are those of awk" {
	for semester in $semesters; do
		sums "$new" "$semester" >"$TMP/awk"
		[ "$(wc -l <"$TMP/awk")" -gt 20 ]
		figures "$TMP/$semester/statistics.xml" >"$TMP/ours"
		comm -23 "$TMP/awk" "$TMP/ours" >"$TMP/missing"
		[ ! -s "$TMP/missing" ] || { head "$TMP/missing"; false; }
	done
}

@test "every measure, analysis and method has a name, and the CSV says the same" {
	for semester in $semesters; do
		run grep -c '⟨' "$TMP/$semester/evaluation.html"
		[ "$output" = 0 ]
		for method in $(grep -o ' method="[^"]*"' "$TMP/$semester/statistics.xml" | sort -u | cut -d'"' -f2); do
			grep -q "<code id=\"$method\">" schema/codelists/methods.xml || { echo "no method $method"; false; }
		done
		for analysis in $(grep -o '<analysis name="[^"]*"' "$TMP/$semester/statistics.xml" | cut -d'"' -f2); do
			grep -q "<code id=\"$analysis\">" schema/codelists/analyses.xml || { echo "no analysis $analysis"; false; }
		done
		/usr/bin/python3 tests/analyze/cube.py "$TMP/$semester/statistics.csv" \
			"$TMP/$semester/statistics.xml" schema/statistics-dsd.xml
		/usr/bin/python3 tests/render/figures.py "$TMP/$semester/evaluation.html" "$TMP/$semester/statistics.xml"
	done
}

@test "no figure of a cell that the file does not have is above zero" {
	for semester in $semesters; do
		sums "$new" "$semester" >"$TMP/awk"
		figures "$TMP/$semester/statistics.xml" |
			grep -E "^_T\.IBC_BETWEEN\.$semester\.(total|(route|border|citizenship)\.[A-Z_]+) " |
			awk '$2 != 0' >"$TMP/ours"
		diff "$TMP/awk" "$TMP/ours" | grep '^>' && false
		true
	done
}

@test "the HTML prints the very same totals" {
	for semester in $semesters; do
		sums "$new" "$semester" | grep -E '\.(total|route\.[A-Z_]+) ' |
			grep -v '[0-9]-[0-9][0-9]\.total' >"$TMP/awk"
		printed "$TMP/$semester/evaluation.html" >"$TMP/html"
		comm -23 "$TMP/awk" "$TMP/html" >"$TMP/missing"
		[ ! -s "$TMP/missing" ] || { cat "$TMP/missing"; false; }
		named 'figure|point|result' "$TMP/$semester/statistics.xml" >"$TMP/ours"
		comm -23 "$TMP/html" "$TMP/ours" >"$TMP/invented"
		[ ! -s "$TMP/invented" ] || { head "$TMP/invented"; false; }
	done
}

@test "the summary names who is on the list of alerts" {
	[ "$semesters" != "$last" ] || skip "the history is too short"
	[ "$(grep -c 'measure="alert" .* verdict="alert"' "$TMP/2024-S1/statistics.xml")" = 1 ]
	grep -o '<p>1 month stands out[^<]*' "$TMP/2024-S1/evaluation.html" | grep -q ': Mauritania\. $'
}

@test "known-at between the vintages gives the old figures" {
	local file recent=$TMP/recent
	mkdir "$recent"
	for file in "$old" "$new"; do
		awk -F, 'NR == 1 || $4 ~ /202[345]/' "$file" >"$recent/${file##*/}"
	done
	ilo init "$recent/a"
	take samples/frontex.tsv "$recent" "$recent/a"
	compile "$recent/a" 2024-S1 "$recent/run" --to html --known-at 2025-02-20
	sums "$old" 2024-S1 >"$TMP/awk-old"
	sums "$new" 2024-S1 >"$TMP/awk-new"
	! cmp -s "$TMP/awk-old" "$TMP/awk-new" || false
	figures "$recent/run/statistics.xml" >"$TMP/ours"
	comm -23 "$TMP/awk-old" "$TMP/ours" >"$TMP/missing"
	[ ! -s "$TMP/missing" ] || { head "$TMP/missing"; false; }
}

@test "ilo why gives figures back, from the lines of the file" {
	asked "$TMP/a" "$TMP/$last" "$last" >"$TMP/asked"
	[ "$(wc -l <"$TMP/asked")" -gt 1000 ]
	ilo why -a "$TMP/a" --run "$TMP/$last" --json "$last" $(cat "$TMP/asked") >"$TMP/why"
	[ "$(wc -l <"$TMP/why")" -eq "$(wc -l <"$TMP/asked")" ]
	tests/pipeline/check-why "$TMP/why" samples/frontex
}

@test "why tells a result and a run without blanks where something is not said" {
	ilo figures -a "$TMP/a" --run "$TMP/$last" --measure gini "$last" >"$TMP/listed"
	ilo why -a "$TMP/a" --run "$TMP/$last" "$last" _T.IBC_BETWEEN.months \
		"$(head -1 "$TMP/listed" | cut -f1)" >"$TMP/told"
	grep -q '^  from [0-9]* observations$' "$TMP/told"
	grep -q '^  the months that analyses rest on, DETECTIONS, counted by agency$' "$TMP/told"
	! grep -E 'counted by ,|  - of -| = -$|\(- to -\)' "$TMP/told" || false
}

@test "the example of the README is true" {
	[ "$last" = 2024-S1 ] || skip "short history"
	ilo why -a "$TMP/a" --run "$TMP/2024-S1" 2024-S1 CU.IBC_BETWEEN.2024-S1.total >"$TMP/told"
	sed -n '/^    CU.IBC_BETWEEN/,/recomputed/s/^    //p' README.md | grep -v '^  …' >"$TMP/shown"
	[ "$(wc -l <"$TMP/shown")" -eq 5 ]
	grep -vxF -f "$TMP/told" "$TMP/shown" && false
	true
}

@test "what passes between the stages meets its schema" {
	for semester in $semesters; do
		xmllint --noout --schema schema/statistics.xsd "$TMP/$semester/statistics.xml"
		xmllint --noout --schema schema/networks.xsd "$TMP/$semester/networks.xml"
	done
}

@test "a run again is the same run; it is not published twice" {
	ilo run -a "$TMP/a" --to html --quiet 2009-S1 >"$TMP/first"
	ilo run -a "$TMP/a" --to html --quiet 2009-S1 >"$TMP/second"
	[ -e "$TMP/a/runs/2009-S1/1/manifest.json" ]
	[ ! -e "$TMP/a/runs/2009-S1/2" ]
	[ "$(readlink "$TMP/a/runs/2009-S1/latest")" = 1 ]
	ilo status -a "$TMP/a" | grep -q '^2009-S1 .* 1$'
}

@test "an altered file of a run is noticed" {
	cp -r "$TMP/$last" "$TMP/altered"
	sed -i '2s/,[0-9]*,DETECTIONS/,999999,DETECTIONS/' "$TMP/altered/flows.csv"
	! cmp -s "$TMP/$last/flows.csv" "$TMP/altered/flows.csv" || false
	run ilo why -a "$TMP/a" --run "$TMP/altered" "$last" "_T.IBC_BETWEEN.$last.total"
	[ "$status" -eq 5 ]
}

@test "a semester of which one month is known says so wherever it is named" {
	[ "$last" = 2024-S1 ] || skip "short history"
	local begun=$TMP/begun
	"$BUILD/ilo-transform" -a "$TMP/a" --quiet --semester 2025-S1 -o "$begun"
	"$BUILD/ilo-analyze" --history "$TMP/2024-S1" -o "$begun/statistics.xml" \
		"$begun/networks.xml" "$begun/flows.csv"
	"$BUILD/ilo-render" --to html -o "$begun/evaluation.html" \
		"$begun/networks.xml" "$begun/statistics.xml"
	grep -q 'id="_T.IBC_BETWEEN.2025-S1.total" .* flag="O" .* months="1" months-expected="6"' \
		"$begun/statistics.xml"
	[ "$(grep -c 'Incomplete: 1 of 6 months' "$begun/evaluation.html")" -gt 10 ]
	grep 'id="_T.IBC_BETWEEN.2025-S1.total.change-year"' "$begun/statistics.xml" |
		grep -q 'verdict="not-comparable" reason="incomplete"'
}
