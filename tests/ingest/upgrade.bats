#!/usr/bin/env bats
# tests/ingest/version-1 is an archive as the program before register version 2
# left it, its register as SQL: readers take it as it is, a writer brings it up to
# date, and neither changes what it says.

load helpers

setup() {
	archive=$BATS_TEST_TMPDIR/archive
	in=$BATS_TEST_TMPDIR/in
	mkdir "$in"
	cp -R tests/ingest/version-1 "$archive"
	mkdir "$archive/runs" "$archive/tmp"
	sqlite3 "$archive/register.db" <"$archive/register.sql"
	rm "$archive/register.sql"
}

@test "an archive of version 1 can be read without a change to it" {
	"$BUILD/ilo" status -a "$archive" >"$BATS_TEST_TMPDIR/status"
	grep -q '^all files *2 *1 *1 *1 *0 *0' "$BATS_TEST_TMPDIR/status"
	"$BUILD/ilo" run -a "$archive" --to html 2024-S1
	"$BUILD/ilo" why -a "$archive" 2024-S1 "$(grep -o 'figure id="[^"]*"' \
		"$archive/runs/2024-S1/latest/statistics.xml" | head -1 | cut -d'"' -f2)"
	[ "$(sql 'SELECT value FROM meta')" = 1 ]
}

@test "a writer brings it to version 2 and changes nothing that was said" {
	cp -R "$archive/receipts" "$BATS_TEST_TMPDIR/receipts"
	"$BUILD/ilo" run -a "$archive" --to html --known-at 2025-02-07 2024-S1
	sql 'SELECT id, sha256, fate, series, version FROM submission' >"$BATS_TEST_TMPDIR/rows"
	sql 'SELECT * FROM finding' >"$BATS_TEST_TMPDIR/findings"
	native "$in/new.xml" DE GH 1
	check 0 ingest "$in"
	[ "$(sql 'SELECT value FROM meta')" = 2 ]
	sql 'SELECT id, sha256, fate, series, version FROM submission WHERE id <= 5' |
		cmp - "$BATS_TEST_TMPDIR/rows"
	sql 'SELECT * FROM finding' | cmp - "$BATS_TEST_TMPDIR/findings"
	[ "$(sql "SELECT name FROM sqlite_schema WHERE name LIKE 'old%'")" = "" ]
	tests/ingest/check-archive "$archive" >/dev/null
	diff -r "$archive/receipts" "$BATS_TEST_TMPDIR/receipts" |
		grep -v '^Only in .*\(\.jsonl\|\.html\|\.txt\)$' && return 1
	"$BUILD/ilo" run -a "$archive" --to html --known-at 2025-02-07 2024-S1
	# The same inputs are the same run, which is not kept twice.
	[ ! -e "$archive/runs/2024-S1/2" ]
	[ "$(sql "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'")" = 10 ]
}

@test "receipts of version 1 say the same in the new form, a file each" {
	cp "$archive/objects/27/"* "$in/1.xml"
	check 0 ingest "$in"
	[[ $err == *"info ING306"*": 5"* ]]
	/usr/bin/python3 - "$archive"/receipts <<-'END'
		import glob, json, sys
		old = sorted(glob.glob(sys.argv[1] + "/*.json"))
		new = sorted(glob.glob(sys.argv[1] + "/*.jsonl"))
		assert len(old) == len(new) == 5
		for a, b in zip(old, new):
		    assert json.load(open(a)) == json.load(open(b)), (a, b)
	END
}
