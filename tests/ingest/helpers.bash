# What the tests of ilo-ingest share.

# native FILE STATE HOST REVISION [REMARK]: a submission with nothing but a cover.
native() {
	cat >"$1" <<END
<?xml version="1.0" encoding="UTF-8"?>
<submission xmlns="urn:x-ilo:submission:1" version="1.0" kind="contribution">
  <cover>
    <host country="$3"/>
    <semester>2024-S1</semester>
    <presidency>BE</presidency>
    <reporting-state>$2</reporting-state>
    <document id="$2-$3" revision="$4" date="2024-07-15" language="en"/>
    <marking>PUBLIC</marking>
    <selection><text xml:lang="en">${5:-Chosen for its role.}</text></selection>
  </cover>
</submission>
END
}

# vintage FILE COUNT: a table of monthly detections.
vintage() {
	printf 'route,border_type,nationality,month,count\n' >"$1"
	printf 'Western Balkan Route,Land,SYR,2024-01,%s\n' "$2" >>"$1"
}

new_archive() {
	archive=$BATS_TEST_TMPDIR/archive
	in=$BATS_TEST_TMPDIR/in
	mkdir "$in"
	"$BUILD/ilo" init "$archive"
}

ingest() {
	"$BUILD/ilo-ingest" -a "$archive" "$@"
}

# check STATUS COMMAND...: run it, keep out and err, and compare the status.
check() {
	local expected=$1 status=0
	shift
	"$@" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" || status=$?
	out=$(cat "$BATS_TEST_TMPDIR/out")
	# What this kernel lacks for the sandbox is no news of the files.
	err=$(grep -v 'info ING309: ' "$BATS_TEST_TMPDIR/err" || true)
	if [ "$status" -ne "$expected" ]; then
		echo "status $status instead of $expected: $*"
		echo "$out"
		echo "$err"
		return 1
	fi
}

# fates: the fates on stdout, on one line.
fates() {
	grep $'\t' "$BATS_TEST_TMPDIR/out" | cut -f1 | tr '\n' ' ' | sed 's/ $//'
}

sql() {
	sqlite3 -nullvalue None "$archive/register.db" "$1"
}
