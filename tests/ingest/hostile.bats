#!/usr/bin/env bats
# Hostile and odd files (tests/hostile/generate): the right outcome, in time,
# without a death by signal, with nothing raw in what is printed.

setup_file() {
	tests/hostile/generate "$BATS_FILE_TMPDIR/set"
}

setup() {
	set=$BATS_FILE_TMPDIR/set
	archive=$BATS_TEST_TMPDIR/archive
	log=$BATS_TEST_TMPDIR/log
}

complain() {
	echo "$1" >&2
	cut -c1-300 "$log" | head -30 | cat -v >&2
	return 1
}

# try FILE KIND STATUS FINDING: ingest one file of the set into a new archive.
try() {
	local file=$1 wanted=$3 finding=$4 status=0
	local -a kind=()
	[ "$2" = - ] || kind=(--kind "$2")
	rm -rf "$archive"
	"$BUILD"/ilo init "$archive"
	timeout "$limit" "$BUILD"/ilo-ingest -a "$archive" "${kind[@]}" "$set/$file" \
		>"$log" 2>&1 || status=$?
	[ "$status" -ne 124 ] || complain "$file: more than $limit s"
	[ "$status" -eq "$wanted" ] || complain "$file: status $status, not $wanted"
	[ "$finding" = - ] || grep -q " $finding" "$log" ||
		complain "$file: no $finding"
	if [ "$finding" = - ] && grep -q 'error\|warning' "$log"; then
		complain "$file: more than was asked for"
	fi
	if LC_ALL=C tr -d '\t\n\040-\176\200-\377' <"$log" | grep -q .; then
		complain "$file: raw control characters in what was printed"
	fi
	if LC_ALL=C grep -q $'\xe2\x80[\xaa-\xae]\|\xc2[\x80-\x9f]' "$log"; then
		complain "$file: raw bidirectional or C1 controls"
	fi
	[ "$(wc -l <"$log")" -le 100 ] || complain "$file: too many lines"
}

# Under a sanitizer or valgrind everything takes several times as long.
limits() {
	limit=5
	case $BUILD in *asan* | *valgrind*) limit=60 ;; esac
}

@test "every hostile file has the outcome its manifest says" {
	local count=0 file kind status finding what
	limits
	while IFS=$'\t' read -r file kind status finding what; do
		try "$file" "$kind" "$status" "$finding"
		count=$((count + 1))
	done <"$set/manifest.tsv"
	[ "$count" -ge 90 ]
}

@test "the whole set in one run leaves a good file alone" {
	local status=0 good=$BATS_TEST_TMPDIR/good.xml
	# Of another sender: some of the set are good, and versions of base.xml.
	sed 's/<reporting-state>FR/<reporting-state>SE/' tests/hostile/base.xml >"$good"
	"$BUILD"/ilo init "$archive"
	"$BUILD"/ilo-ingest -a "$archive" "$set"/*.xml "$set"/*.csv \
		"$good" >"$log" 2>&1 || status=$?
	[ "$status" -eq 1 ]
	grep -q '^accepted.*good.xml' "$log" || complain "the good file was harmed"
}
