#!/usr/bin/env bats
# Hostile and odd files (tests/hostile/generate): the right outcome, in time,
# without a death by signal, with nothing raw in what is printed.

setup_file() {
	tests/hostile/generate "$BATS_FILE_TMPDIR/set"
	"$BUILD"/ilo init "$BATS_FILE_TMPDIR/new"
}

setup() {
	set=$BATS_FILE_TMPDIR/set
	archive=$BATS_TEST_TMPDIR/archive
	logs=$BATS_TEST_TMPDIR/logs
	mkdir "$logs"
}

# complain FILE WHAT
complain() {
	echo "$1: $2" >&2
	cut -c1-300 "$logs/$1" | head -30 | cat -v >&2
	return 1
}

# try FILE KIND STATUS: ingest one file of the set into a new archive; what is
# printed is $logs/FILE.
try() {
	local file=$1 wanted=$3 status=0
	local -a kind=()
	[ "$2" = - ] || kind=(--kind "$2")
	rm -rf "$archive"
	cp -R "$BATS_FILE_TMPDIR/new" "$archive"
	timeout "$limit" "$BUILD"/ilo-ingest -a "$archive" "${kind[@]}" "$set/$file" \
		>"$logs/$file" 2>&1 || status=$?
	[ "$status" -ne 124 ] || complain "$file" "more than $limit s"
	[ "$status" -eq "$wanted" ] || complain "$file" "status $status, not $wanted"
}

# none PATTERN WHAT [FILE...]: no line of what was printed has it.
none() {
	local pattern=$1 what=$2 found
	shift 2
	found=$(cd "$logs" && LC_ALL=C grep -la "$pattern" -- "$@" | head -n 1)
	[ -z "$found" ] || complain "$found" "$what"
}

# Under a sanitizer or valgrind everything takes several times as long.
limits() {
	limit=5
	case $BUILD in *asan* | *valgrind*) limit=60 ;; esac
}

@test "every hostile file has the outcome its manifest says" {
	local file kind status finding what
	local -a quiet=()
	limits
	while IFS=$'\t' read -r file kind status finding what; do
		try "$file" "$kind" "$status"
		case $finding in
		-) quiet+=("$file") ;;
		*) [[ $(<"$logs/$file") == *" $finding"* ]] || complain "$file" "no $finding" ;;
		esac
	done <"$set/manifest.tsv"
	cd "$logs"
	[ "$(ls | wc -l)" -ge 90 ]
	none 'error\|warning' 'more than was asked for' "${quiet[@]}"
	none $'[^[:print:][:blank:]\x80-\xff]' 'raw control characters in what was printed' *
	none $'\xe2\x80[\xaa-\xae]\\|\xc2[\x80-\x9f]' 'raw bidirectional or C1 controls' *
	for file in *; do
		[ "$(grep -c '' "$file")" -le 100 ] || complain "$file" 'too many lines'
	done
}

@test "the whole set in one run leaves a good file alone" {
	local status=0 good=$BATS_TEST_TMPDIR/good.xml
	# Of another sender: some of the set are good, and versions of base.xml.
	sed 's/<reporting-state>FR/<reporting-state>SE/' tests/hostile/base.xml >"$good"
	cp -R "$BATS_FILE_TMPDIR/new" "$archive"
	"$BUILD"/ilo-ingest -a "$archive" "$set"/*.xml "$set"/*.csv \
		"$good" >"$logs/all" 2>&1 || status=$?
	[ "$status" -eq 1 ]
	grep -q '^accepted.*good.xml' "$logs/all" || complain all "the good file was harmed"
}
