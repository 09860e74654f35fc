#!/usr/bin/env bats
# Every file of samples/bad/ gets the one line that samples/bad/expect.tsv says,
# and a good file given with it is accepted unharmed.

setup() {
	archive=$BATS_TEST_TMPDIR/archive
	good=tests/hostile/base.xml
}

complain() {
	echo "$1" >&2
	cat "$BATS_TEST_TMPDIR"/err "$BATS_TEST_TMPDIR"/out >&2
	return 1
}

# try FILE KIND ID LINE STATUS: ingest it beside the good file.
try() {
	local file=$1 id=$3 line=$4 wanted=$5 status=0
	local -a kind=()
	[ "$2" = - ] || kind=(--kind "$2")
	rm -rf "$archive"
	"$BUILD"/ilo init "$archive"
	"$BUILD"/ilo-ingest -a "$archive" "${kind[@]}" "$file" "$good" \
		>"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || status=$?
	sed -i '/info ING309: /d' "$BATS_TEST_TMPDIR/err"
	[ "$status" -eq "$wanted" ] || complain "$file: status $status, not $wanted"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/err")" -eq 1 ] || complain "$file: not one line"
	local where=$file:$line
	[ "$line" -gt 0 ] || where=$file
	grep -qF "ilo-ingest: $where: error $id: " "$BATS_TEST_TMPDIR/err" ||
		complain "$file: not $id on line $line"
	grep -q "^rejected.*$(basename "$file")" "$BATS_TEST_TMPDIR/out" ||
		complain "$file: not rejected"
	grep -q "^accepted.*$(basename "$good")" "$BATS_TEST_TMPDIR/out" ||
		complain "$file: harmed $good"
}

@test "each bad sample gets its one line and leaves the good one alone" {
	local count=0 file kind id line status what
	while IFS=$'\t' read -r file kind id line status what; do
		case $file in '#'*) continue ;; esac
		try "samples/bad/$file" "$kind" "$id" "$line" "$status"
		count=$((count + 1))
	done <samples/bad/expect.tsv
	[ "$count" -ge 20 ]
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

@test "all bad samples in one run with a good one: each its own line, the good one taken" {
	local status=0
	"$BUILD"/ilo init "$archive"
	"$BUILD"/ilo-ingest -a "$archive" samples/bad/*.xml samples/bad/*.csv "$good" \
		>"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || status=$?
	sed -i '/info ING309: /d' "$BATS_TEST_TMPDIR/err"
	[ "$status" -eq 1 ]
	[ "$(grep -c '^accepted' "$BATS_TEST_TMPDIR/out")" -eq 1 ]
	[ "$(wc -l <"$BATS_TEST_TMPDIR/err")" -eq "$(grep -vc '^#' samples/bad/expect.tsv)" ]
}
