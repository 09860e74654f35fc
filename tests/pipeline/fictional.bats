# The chain on the fictional submissions of the Member States.

load common.bash

# Two of the host countries, with all who report on them: analyses.bats has all
# of them, why.bats their lineage.
setup_file() {
	export TMP=$BATS_FILE_TMPDIR
	some "$TMP/some" GH TR
	ilo init "$TMP/a"
	take samples/2024-S1.tsv "$TMP/some" "$TMP/a"
	compile "$TMP/a" 2024-S1 "$TMP/run" --to html,fo
}

@test "the run leaves what it promises" {
	for file in networks.xml flows.csv statistics.xml evaluation.html \
		evaluation.fo manifest.json history/2023-S2/flows.csv; do
		[ -s "$TMP/run/$file" ]
	done
}

@test "contracts meet their schemas" {
	xmllint --noout --schema schema/statistics.xsd "$TMP/run/statistics.xml"
	xmllint --noout --schema schema/networks.xsd "$TMP/run/networks.xml"
	/usr/bin/python3 tests/pipeline/check-json schema/receipt.schema.json "$TMP"/a/receipts/*.jsonl
	/usr/bin/python3 tests/pipeline/check-json schema/manifest.schema.json "$TMP/run/manifest.json"
}

@test "the manifest's digests are those of the files" {
	/usr/bin/python3 - "$TMP/run" <<'PY'
import hashlib, json, pathlib, sys
run = pathlib.Path(sys.argv[1])
subjects = json.load(open(run / "manifest.json"))["subject"]
names = {s["name"] for s in subjects}
there = {str(p.relative_to(run)) for p in run.rglob("*") if p.is_file()}
assert names == there - {"manifest.json"}, names ^ there
for s in subjects:
    assert hashlib.sha256((run / s["name"]).read_bytes()).hexdigest() == s["digest"]["sha256"]
PY
}

@test "flows.csv loads in stock readers, and they agree" {
	sqlite3 :memory: -cmd '.mode csv' -cmd ".import '$TMP/run/flows.csv' flows" \
		'SELECT count(*), sum(CAST(OBS_VALUE AS INTEGER)) FROM flows' >"$TMP/sqlite"
	/usr/bin/python3 -c '
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
print(len(rows), sum(int(r["OBS_VALUE"] or 0) for r in rows), sep=",")' \
		"$TMP/run/flows.csv" >"$TMP/python"
	[ "$(tr -d '\r' <"$TMP/sqlite")" = "$(cat "$TMP/python")" ]
	[ "$(cut -d, -f1 "$TMP/python")" -gt 500 ]
}

@test "ilo why gives figures back, from the lines of the submissions" {
	figures "$TMP/run/statistics.xml" | cut -d' ' -f1 >"$TMP/figures"
	asked "$TMP/a" "$TMP/run" 2024-S1 | sort -u - "$TMP/figures" >"$TMP/asked"
	ilo why -a "$TMP/a" --run "$TMP/run" --json 2024-S1 $(cat "$TMP/asked") >"$TMP/why"
	[ "$(wc -l <"$TMP/why")" -eq "$(wc -l <"$TMP/asked")" ]
	tests/pipeline/check-why "$TMP/why" "$TMP/some"
}

@test "a figure that is not there is said to be not there" {
	run ilo why -a "$TMP/a" --run "$TMP/run" 2024-S1 XX.NOTHING.2024-S1.total
	[ "$status" -eq 1 ]
	[[ $output == *DRV008* ]]
}

@test "one changed value moves only the figures whose lineage holds it" {
	cp -r "$TMP/some" "$TMP/changed"
	chosen=$(/usr/bin/python3 tests/pipeline/change-one "$TMP/why" "$TMP/changed")
	ilo init "$TMP/b"
	take samples/2024-S1.tsv "$TMP/changed" "$TMP/b"
	compile "$TMP/b" 2024-S1 "$TMP/moved" --to html
	figures "$TMP/run/statistics.xml" >"$TMP/before"
	figures "$TMP/moved/statistics.xml" >"$TMP/after"
	/usr/bin/python3 tests/pipeline/only-lineage-moved "$TMP/why" "$chosen" "$TMP/before" "$TMP/after"
}

@test "other time zone, locale, umask, folder and order: the same bytes" {
	export TZ=Pacific/Apia LC_ALL=tr_TR.UTF-8
	umask 077
	BUILD=$(cd "$BUILD" && pwd)
	tac samples/2024-S1.tsv >"$TMP/backwards"
	mkdir "$TMP/two words ü"
	cd "$TMP/two words ü"
	ilo init archive
	take "$TMP/backwards" "$TMP/some" archive
	compile archive 2024-S1 out --to html,fo
	for file in networks.xml flows.csv statistics.xml evaluation.html evaluation.fo; do
		cmp "$TMP/run/$file" "out/$file"
	done
}
