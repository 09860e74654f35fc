#!/usr/bin/env bats
# Every file of samples/bad/ gets the one line that samples/bad/expect.tsv says,
# and a good file given with it is accepted unharmed.

complain() {
	echo "$1" >&2
	cat "$BATS_TEST_TMPDIR"/err "$BATS_TEST_TMPDIR"/out >&2
	return 1
}

@test "each bad sample gets its one line and leaves the good one alone" {
	local archive=$BATS_TEST_TMPDIR/archive good=tests/hostile/base.xml
	local file kind id line status=0 rest
	"$BUILD"/ilo init "$archive"
	"$BUILD"/ilo-ingest -a "$archive" samples/bad/*.xml samples/bad/*.csv "$good" \
		>"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || status=$?
	sed -i '/info ING309: /d' "$BATS_TEST_TMPDIR/err"
	[ "$status" -eq 1 ] || complain "status $status"
	grep -v '^#' samples/bad/expect.tsv >"$BATS_TEST_TMPDIR/expected"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/expected")" -ge 20 ]
	while IFS=$'\t' read -r file kind id line rest; do
		grep -qF "ilo-ingest: samples/bad/$file:$line: error $id: " "$BATS_TEST_TMPDIR/err" ||
			complain "$file: not $id on line $line"
		grep -q "^rejected.*/$file" "$BATS_TEST_TMPDIR/out" || complain "$file: not rejected"
	done <"$BATS_TEST_TMPDIR/expected"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/err")" -eq "$(wc -l <"$BATS_TEST_TMPDIR/expected")" ] ||
		complain 'more lines than bad files'
	[ "$(grep -c '^accepted' "$BATS_TEST_TMPDIR/out")" -eq 1 ] || complain "harmed $good"
}

@test "every bad sample is in expect.tsv, and the XML ones call themselves fictional" {
	for path in samples/bad/*.xml samples/bad/*.csv; do
		grep -q "^$(basename "$path")	" samples/bad/expect.tsv ||
			complain "$path is not listed"
	done
	for path in samples/bad/*.xml; do
		tr -d '\000' <"$path" | head -3 | grep -qa Fictional ||
			complain "$path does not say that it is fictional"
	done
}
