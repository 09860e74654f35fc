# The chain on the fictional submissions of the Member States.

load common.bash

# Five of the host countries: enough for every script and chapter, in time.
some() {
	mkdir -p "$1"
	(cd samples/2024-S1 && find . -name '*-[GST][HNR].xml' -o -name '*-MR.xml') |
		while read -r file; do
			mkdir -p "$1/$(dirname "$file")"
			cp "samples/2024-S1/$file" "$1/$file"
		done
}

# Under valgrind (SCALE=small) the files of five host countries are all.
setup_file() {
	export TMP=$BATS_FILE_TMPDIR
	some "$TMP/some"
	export SAMPLE=samples/2024-S1
	if [ "${SCALE:-}" = small ]; then SAMPLE=$TMP/some; fi
	ilo init "$TMP/a"
	take samples/2024-S1.tsv "$SAMPLE" "$TMP/a"
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

@test "what must come out comes out: rises, falls and no evidence" {
	[ "${SCALE:-}" != small ] || skip "five host countries only"
	sed -n 's/^| [^|]* (\([A-Z][A-Z]\)) | \([^|]*\) | \([^|]*\) |$/\1 IBC_BETWEEN \2\n\1 ASYLUM \3/p' \
		samples/2024-S1.md | sort >"$TMP/promised"
	[ "$(wc -l <"$TMP/promised")" -eq 42 ]
	while read -r host indicator _; do
		verdict=$(grep "id=\"$host.$indicator.2024-S1.total.change-year\"" "$TMP/run/statistics.xml" |
			grep -o ' verdict="[^"]*"' | cut -d'"' -f2) || :
		echo "$host $indicator ${verdict:-–}"
	done <"$TMP/promised" >"$TMP/come-out"
	diff "$TMP/promised" "$TMP/come-out"
}

@test "ilo why gives every figure back, from the lines of the submissions" {
	ilo why -a "$TMP/a" --run "$TMP/run" --json 2024-S1 >"$TMP/why"
	tests/pipeline/check-why "$TMP/why" "$SAMPLE"
}

@test "a figure that is not there is said to be not there" {
	run ilo why -a "$TMP/a" --run "$TMP/run" 2024-S1 XX.NOTHING.2024-S1.total
	[ "$status" -eq 1 ]
	[[ $output == *DRV008* ]]
}

@test "one changed value moves only the figures whose lineage holds it" {
	cp -r "$SAMPLE" "$TMP/changed"
	chosen=$(/usr/bin/python3 tests/pipeline/change-one "$TMP/why" "$TMP/changed")
	ilo init "$TMP/b"
	take samples/2024-S1.tsv "$TMP/changed" "$TMP/b"
	compile "$TMP/b" 2024-S1 "$TMP/moved" --to html
	figures "$TMP/run/statistics.xml" >"$TMP/before"
	figures "$TMP/moved/statistics.xml" >"$TMP/after"
	/usr/bin/python3 tests/pipeline/only-lineage-moved "$TMP/why" "$chosen" "$TMP/before" "$TMP/after"
}

# elsewhere FILES TZ LC_ALL UMASK FOLDER ORDER: the same files under other
# circumstances; prints the digests of what must be the same.
elsewhere() (
	files=$1
	export TZ=$2 LC_ALL=$3
	umask "$4"
	build=$(cd "$BUILD" && pwd) list=$(pwd)/samples/2024-S1.tsv
	mkdir -p "$5"
	cd "$5"
	"$build/ilo" init archive
	tab=$(printf '\t')
	"$6" "$list" | grep -v '^#' | while IFS=$tab read -r path options; do
		[ -d "$files/$path" ] || continue
		# shellcheck disable=SC2086
		"$build/ilo" ingest -a archive --quiet $options "$files/$path" || [ $? -eq 1 ]
	done
	"$build/ilo" run -a archive -o out --quiet 2024-S1 >/dev/null || [ $? -eq 1 ]
	cd out
	sha256sum networks.xml flows.csv statistics.xml evaluation.*
)

@test "other time zone, locale, umask, folder and order: the same bytes" {
	elsewhere "$TMP/some" UTC C.UTF-8 022 "$TMP/one" cat >"$TMP/one.sums"
	elsewhere "$TMP/some" Pacific/Apia tr_TR.UTF-8 077 "$TMP/two words/ü" tac >"$TMP/two.sums"
	grep -q evaluation.html "$TMP/one.sums"
	if [ -x /usr/bin/fop ]; then grep -q evaluation.pdf "$TMP/one.sums"; fi
	diff "$TMP/one.sums" "$TMP/two.sums"
}
