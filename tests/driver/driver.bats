# The driver by itself: what it says when it is asked wrongly.

ilo() { "$BUILD/ilo" "$@"; }

@test "every command of the help has help and a man page" {
	for command in $(ilo --help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do
		ilo "$command" --help | grep -q '^usage: ilo[- ]'"$command"
		ls ./*/"ilo-$command.1"
	done
	[ "$(ilo --help | grep -c '^  [a-z]')" -eq "$(ls ./*/ilo-*.1 | wc -l)" ]
}

@test "help is data, on standard output; a mistake is a line on standard error" {
	ilo --help 2>"$BATS_TEST_TMPDIR/err" >"$BATS_TEST_TMPDIR/out"
	[ -s "$BATS_TEST_TMPDIR/out" ] && [ ! -s "$BATS_TEST_TMPDIR/err" ]
	run ilo frobnicate
	[ "$status" -eq 2 ]
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == *DRV011* ]]
}

@test "a wrong command line is status 2 and one line, and reads nothing" {
	for words in 'run' 'run 2024-S1' 'run -a x' 'run -a x 2024-S3' \
		'run -a x --known-at yesterday 2024-S1' 'run -a x --frob 2024-S1' \
		'run -a x 2024-S1 2024-S2' 'why -a x' 'why -a x 2024' 'why 2024-S1' \
		'expected -a x' 'expected 2024-S1' 'expected -a x 2024-S3' \
		'expected -a x --as-of soon 2024-S1' \
		'status' 'status -a' 'init' 'init a b'; do
		# shellcheck disable=SC2086
		run ilo $words
		[ "$status" -eq 2 ] || { echo "$words: $status"; false; }
		[ "${#lines[@]}" -eq 1 ] || { echo "$words: $output"; false; }
	done
}

@test "an archive that is none is said to be none" {
	run ilo status -a "$BATS_TEST_TMPDIR/none"
	[ "$status" -eq 4 ]
	[[ $output == *GEN009* ]]
	run ilo run -a "$BATS_TEST_TMPDIR/none" 2024-S1
	[ "$status" -eq 4 ]
}

@test "init makes an archive, again is nothing, over something else is refused" {
	ilo init "$BATS_TEST_TMPDIR/a"
	ilo init "$BATS_TEST_TMPDIR/a"
	ilo status -a "$BATS_TEST_TMPDIR/a" | grep -q 'latest receipt: none'
	mkdir "$BATS_TEST_TMPDIR/b"
	touch "$BATS_TEST_TMPDIR/b/thesis.txt"
	run ilo init "$BATS_TEST_TMPDIR/b"
	[ "$status" -eq 4 ]
	[ "$(ls "$BATS_TEST_TMPDIR/b")" = thesis.txt ]
}

@test "an empty archive gives no report, and says what to do" {
	ilo init "$BATS_TEST_TMPDIR/a"
	run ilo run -a "$BATS_TEST_TMPDIR/a" 2024-S1
	[ "$status" -eq 4 ]
	[[ $output == *DRV005* ]]
	[ ! -e "$BATS_TEST_TMPDIR/a/runs/2024-S1/1" ]
}

@test "a folder that is no run is not replaced" {
	ilo init "$BATS_TEST_TMPDIR/a"
	grep -e route -e 2009- samples/frontex/frontex_ibc_vintage_2025-02-07.csv >"$BATS_TEST_TMPDIR/2009.csv"
	ilo ingest -a "$BATS_TEST_TMPDIR/a" --quiet --published 2025-02-07 "$BATS_TEST_TMPDIR/2009.csv"
	mkdir "$BATS_TEST_TMPDIR/out"
	echo precious >"$BATS_TEST_TMPDIR/out/thesis.txt"
	run ilo run -a "$BATS_TEST_TMPDIR/a" -o "$BATS_TEST_TMPDIR/out" --to html 2009-S1
	[ "$status" -eq 4 ]
	[[ $output == *DRV003* ]]
	[ "$(cat "$BATS_TEST_TMPDIR/out/thesis.txt")" = precious ]
	[ "$(ls -A "$BATS_TEST_TMPDIR/out")" = thesis.txt ]
	rm "$BATS_TEST_TMPDIR/out/thesis.txt"
	ilo run -a "$BATS_TEST_TMPDIR/a" -o "$BATS_TEST_TMPDIR/out" --to html --quiet 2009-S1
	[ -s "$BATS_TEST_TMPDIR/out/evaluation.html" ]
	ilo run -a "$BATS_TEST_TMPDIR/a" -o "$BATS_TEST_TMPDIR/out/" --to html --quiet 2009-S2
	grep -q '"semester": "2009-S2"' "$BATS_TEST_TMPDIR/out/manifest.json"
	[ "$(ls -A "$BATS_TEST_TMPDIR" | grep -c '^\.run-')" -eq 0 ]
}

@test "a full standard output is a failure" {
	ilo init "$BATS_TEST_TMPDIR/a"
	run sh -c "$BUILD/ilo status -a $BATS_TEST_TMPDIR/a >/dev/full"
	[ "$status" -eq 4 ]
	[[ $output == *": No space left on device" ]]
}

@test "JSON of status is JSON" {
	ilo init "$BATS_TEST_TMPDIR/a"
	ilo status -a "$BATS_TEST_TMPDIR/a" --json | python3 -m json.tool
}
