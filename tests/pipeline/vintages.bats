#!/usr/bin/env bats
# What a later run tells of what was published first, and that a rerun of any
# run gives the same bytes whatever was published since.

load common.bash

setup_file() {
	export TMP=$BATS_FILE_TMPDIR
	ilo init "$TMP/a"
	some "$TMP/some" GH MR
	take samples/2024-S1.tsv "$TMP/some" "$TMP/a"
	compile_numbered 2024-07-05
	compile_numbered 2024-12-31 --seed 7 --composition 2020-02-01
}

compile_numbered() { # compile_numbered DATE [OPTION]...
	local date=$1
	shift
	ilo run -a "$TMP/a" --known-at "$date" --to html --quiet "$@" 2024-S1 >/dev/null ||
		[ $? -eq 1 ]
}

# says ID ATTRIBUTE [RUN]
says() {
	grep -F " id=\"$1\" " "$TMP/a/runs/2024-S1/${3:-2}/statistics.xml" |
		sed "s/.* $2=\"\([^\"]*\)\".*/\1/"
}

@test "the second run tells what the first one published" {
	total=_T.IBC_BETWEEN.2024-S1.total
	first=$(says $total value 1)
	[ "$(says $total.first-published value)" = "$first" ]
	[ "$(says $total.now-known value)" = "$(says $total value)" ]
	[ "$(says $total.revision value)" -eq "$(($(says $total value) - first))" ]
	[ "$(says $total.revision value)" -ne 0 ]
	[ ! -e "$TMP/a/runs/2024-S1/1/vintage/2024-S1" ]
	[ -e "$TMP/a/runs/2024-S1/2/vintage/2024-S1/flows.csv" ]
}

@test "the options of the figures are in the manifest" {
	parameters=$(/usr/bin/python3 -c '
import json, sys
print(json.dumps(json.load(sys.stdin)["predicate"]["parameters"]))' <"$TMP/a/runs/2024-S1/2/manifest.json")
	[ "$parameters" = '{"composition": "2020-02-01", "lang": "en", "seed": "7", "to": "html"}' ]
}

@test "run again, and rerun elsewhere, both give the same" {
	compile_numbered 2024-12-31 --seed 7 --composition 2020-02-01
	[ ! -e "$TMP/a/runs/2024-S1/3" ]
	compile_numbered 2024-07-20
	[ -e "$TMP/a/runs/2024-S1/3" ]
	compile "$TMP/a" 2024-S1 "$TMP/one" --to html --known-at 2024-07-05
	diff -r "$TMP/one" "$TMP/a/runs/2024-S1/1"
	compile "$TMP/a" 2024-S1 "$TMP/two" --to html --known-at 2024-12-31 --seed 7 \
		--composition 2020-02-01
	diff -r "$TMP/two" "$TMP/a/runs/2024-S1/2"
}
