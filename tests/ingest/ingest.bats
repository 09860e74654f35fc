load helpers

setup() {
	new_archive
}

@test "a submission is accepted, kept, registered and receipted" {
	native "$in/a.xml" FR GH 1
	check 0 ingest --received 2024-08-01 "$in/a.xml"
	digest=$(sha256sum <"$in/a.xml" | cut -c1-64)
	[ "$out" = "$(printf 'accepted\t%s\tnative\t%s\n1 file: 1 accepted' "${digest:0:16}" "$in/a.xml")" ]
	[ -z "$err" ]
	cmp "$in/a.xml" "$archive/objects/${digest:0:2}/$digest"
	[ "$(sql 'SELECT file, sender, host, first, last, revision, received, series, version FROM submission')" = \
		'a.xml|FR|GH|2024-S1|2024-S1|1|2024-08-01T23:59:59Z|native/FR/GH/2024-S1/contribution|0001' ]
	tests/ingest/check-archive "$archive"
}

@test "later revisions are accepted, earlier ones superseded" {
	native "$in/1.xml" FR GH 1
	native "$in/2.xml" FR GH 2
	native "$in/3.xml" FR GH 3
	check 0 ingest "$in/2.xml" "$in/3.xml" "$in/1.xml"
	[ "$(fates)" = 'accepted accepted superseded' ]
	[[ $err == *"1.xml: info ING303: "*"version 0003 is 3.xml, no. 2"* ]]
	tests/ingest/check-archive "$archive"
}

@test "another file of the same revision is rejected with the remedy" {
	native "$in/1.xml" FR GH 2
	native "$in/2.xml" FR GH 2 'Other words.'
	check 1 ingest "$in/1.xml" "$in/2.xml"
	[ "$(fates)" = 'accepted rejected' ]
	[[ $err == *"2.xml: error ING304: "*"is 1.xml, no. 1; give this one a greater revision number" ]]
	tests/ingest/check-archive "$archive"
}

@test "the same bytes under another name are a duplicate, under the same none" {
	native "$in/1.xml" FR GH 1
	cp "$in/1.xml" "$in/2.xml"
	check 0 ingest "$in"
	[ "$(fates)" = 'accepted duplicate' ]
	[[ $err == *"2.xml: info ING302: "*"as 1.xml, no. 1, accepted" ]]
	check 0 ingest "$in"
	[ "$(fates)" = 'duplicate duplicate' ]
	[ "$(sql 'SELECT count(*) FROM submission')" = 2 ]
	tests/ingest/check-archive "$archive"
}

@test "a rejected file is kept, and can be accepted with other options" {
	vintage "$in/v.csv" 5
	check 1 ingest --published 2023-01-01 "$in/v.csv"
	[ "$(fates)" = rejected ]
	check 1 ingest --published 2023-01-01 "$in/v.csv"
	[ "$(fates)" = duplicate ]
	check 0 ingest --published 2024-03-01 "$in/v.csv"
	[ "$(fates)" = accepted ]
	[ "$(sql 'SELECT fate, sender, version FROM submission ORDER BY id' | tail -n 1)" = \
		'accepted|FRONTEX|2024-03-01' ]
	tests/ingest/check-archive "$archive"
}

@test "a later vintage supersedes an earlier one, whichever comes first" {
	vintage "$in/old.csv" 5
	vintage "$in/new.csv" 6
	check 0 ingest --published 2025-03-10 "$in/new.csv"
	check 0 ingest --published 2025-02-07 "$in/old.csv"
	[ "$(fates)" = superseded ]
	[ "$(sql 'SELECT received FROM submission ORDER BY id' | tr '\n' ' ')" = \
		'2025-03-10T23:59:59Z 2025-02-07T23:59:59Z ' ]
	vintage "$in/third.csv" 7
	check 1 ingest --published 2025-02-07 "$in/third.csv"
	[[ $err == *"error ING304: "*"; state with --published when this one was published" ]]
}

@test "folders are walked in the order of bytes, hidden files left out" {
	mkdir -p "$in/b" "$in/.git"
	native "$in/z.xml" FR GH 1
	native "$in/B.xml" DE GH 1
	native "$in/b/a.xml" IT GH 1
	native "$in/.hidden.xml" ES GH 1
	native "$in/.git/x.xml" NL GH 1
	check 0 ingest "$in"
	[ "$(grep $'\t' "$BATS_TEST_TMPDIR/out" | cut -f4 | tr '\n' ' ')" = "$in/B.xml $in/b/a.xml $in/z.xml " ]
	[ "$(sql 'SELECT file FROM submission ORDER BY id' | tr '\n' ' ')" = 'B.xml b/a.xml z.xml ' ]
}

@test "what is no plain file is quarantined unread, once, and the others are taken" {
	native "$in/a.xml" FR GH 1
	native "$in/c.xml" DE GH 1
	mkfifo "$in/b"
	ln -s a.xml "$in/l.xml"
	ln "$in/c.xml" "$BATS_TEST_TMPDIR/second-name"
	check 3 timeout 20 "$BUILD/ilo-ingest" -a "$archive" "$in" "$in/absent"
	[ "$(fates)" = 'accepted quarantined quarantined quarantined' ]
	[ "$(tail -n 1 <<<"$out")" = '5 files: 1 accepted, 3 quarantined, 1 unreadable' ]
	[ "$(grep -c 'error ING310' "$BATS_TEST_TMPDIR/err")" = 3 ]
	[[ $err == *"$in/b: error ING310"*"not a plain file"*"(hard link)"*"a symbolic link"* ]]
	[[ $err == *"$in/absent: error GEN002"* ]]
	[ "$(sql 'SELECT file, sha256 FROM submission WHERE id > 1' | tr '\n' ' ')" = \
		'b|None c.xml|None l.xml|None ' ]
	check 3 timeout 20 "$BUILD/ilo-ingest" -a "$archive" "$in"
	[ "$(fates)" = 'duplicate quarantined quarantined quarantined' ]
	[ "$(sql 'SELECT count(*) FROM submission')" = 4 ]
	tests/ingest/check-archive "$archive"
}

@test "a folder that becomes a link does not lead out of what was given" {
	mkdir "$in/sub" "$BATS_TEST_TMPDIR/elsewhere"
	native "$BATS_TEST_TMPDIR/elsewhere/a.xml" FR GH 1
	rmdir "$in/sub"
	ln -s "$BATS_TEST_TMPDIR/elsewhere" "$in/sub"
	check 3 ingest "$in"
	[ "$(fates)" = quarantined ]
}

@test "a file that somebody writes is left for the next run" {
	native "$in/a.xml" FR GH 1
	native "$in/b.xml" DE GH 1
	exec 7>>"$in/b.xml"
	check 3 ingest "$in"
	[ "$(fates)" = accepted ]
	[[ $err == *"$in/b.xml: warning ING311"* ]]
	[[ $out == *'2 files: 1 accepted, 1 left' ]]
	[ "$(sql 'SELECT count(*) FROM submission')" = 1 ]
	exec 7>&-
	check 0 ingest "$in"
	[ "$(fates)" = 'duplicate accepted' ]
}

@test "totals name every fate and add up" {
	native "$in/1.xml" FR GH 2
	native "$in/2.xml" FR GH 1
	cp "$in/1.xml" "$in/3.xml"
	sed 's/<selection>.*//' "$in/1.xml" | sed 's/country="GH"/country="CI"/' >"$in/4.xml"
	native "$in/5.xml" FR ZZ 1
	printf 'Where the files come from\n' >"$in/README"
	mkfifo "$in/p"
	check 3 ingest --json "$in"
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/out" <<'END'
import json, sys
*lines, totals = [json.loads(line) for line in open(sys.argv[1])]
assert totals["files"] == len(lines) == 7
for fate, count in totals["fates"].items():
    assert count == len([l for l in lines if l["fate"] == fate]), fate
assert sum(totals["fates"].values()) == totals["files"]
assert totals["fates"]["not-for-us"] == totals["fates"]["superseded"] == 1
END
}

@test "the same document written otherwise, and the same content, are duplicates" {
	sed 's/  <cover>/  <!-- again --> <cover>/; s/kind="contribution"/kind = '"'contribution'"'/' \
		tests/hostile/base.xml >"$in/2.xml"
	cp tests/hostile/base.xml "$in/1.xml"
	# Two rows change places: another document, the same content.
	/usr/bin/python3 - "$in/1.xml" "$in/3.xml" <<'END'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
rows = re.findall(r"<observation [^>]*/>", text)
assert rows[0] != rows[1]
text = text.replace(rows[0], "@", 1).replace(rows[1], rows[0], 1).replace("@", rows[1], 1)
open(sys.argv[2], "w", encoding="utf-8").write(text)
END
	check 0 ingest "$in"
	[ "$(fates)" = 'accepted duplicate duplicate' ]
	[[ $err == *"2.xml: info ING317"*"as 1.xml, no. 1"*"3.xml: info ING318"*"as 1.xml, no. 1"* ]]
	check 0 ingest "$in"
	[ "$(sql 'SELECT count(*) FROM submission')" = 3 ]
	# Another word is another content.
	sed 's/Nothing to conclude/Much to conclude/' "$in/1.xml" >"$in/4.xml"
	check 1 ingest "$in/4.xml"
	[[ $err == *ING304* ]]
	tests/ingest/check-archive "$archive"
}

@test "names that no terminal should show come out escaped" {
	name=$(printf 'a\tb\033[2J\377.xml')
	native "$in/$name" FR GH 1
	check 0 ingest "$in"
	[[ $out == *'a\x09b\x1B[2J\xFF.xml'$'\n'* ]]
	[ "$(head -n 1 <<<"$out" | awk -F'\t' '{print NF}')" = 4 ]
	tests/ingest/check-archive "$archive"
}

@test "a file of no kind and an empty one are rejected and kept, a plain text is not for us" {
	printf 'hello\n' >"$in/a.csv"
	: >"$in/b.xml"
	printf 'hello, reader\n' >"$in/c.txt"
	check 1 ingest "$in"
	[ "$(fates)" = 'rejected rejected not-for-us' ]
	[[ $err == *"a.csv: error ING301"*"b.xml: error ING001"*"c.txt: info ING319"* ]]
	[ "$(find "$archive/objects" -type f | wc -l)" = 3 ]
	tests/ingest/check-archive "$archive"
}

@test "a submission without its namespace, or with another, is told which it lacks" {
	native "$in/a.xml" FR GH 1
	sed 's/ xmlns="[^"]*"//' "$in/a.xml" >"$in/b.xml"
	sed 's/submission:1"/submission:2"/' "$in/a.xml" >"$in/c.txt"
	sed 's/<\(\/\?\)submission/<\1s:submission/; s/xmlns=/xmlns:s=/; s/submission:1"/other"/' "$in/a.xml" >"$in/d.xml"
	rm "$in/a.xml"
	check 1 ingest "$in"
	[ "$(sql "SELECT count(*) FROM submission WHERE kind = 'native' AND fate = 'rejected'")" = 3 ]
	for name in b.xml c.txt d.xml; do
		[[ $err == *"$name:2: error ING101: "*'the root must be <submission xmlns="urn:x-ilo:submission:1">'* ]] ||
			{ echo "$err"; false; }
	done
}

@test "where a document stands on one line a finding says where on it" {
	sed -e 's/route="CMED"/route="QQ"/; s/marking>PUBLIC/marking>X/' -e '0,/value="40"/s//value="4x"/' \
		tests/hostile/base.xml | tr -d '\n' >"$in/a.xml"
	tests/form/to-sdmx series samples/2024-S1/submissions/1-early/NL-GH.xml | sed 's/ROUTE="_T"/ROUTE="QQ"/' |
		tr '\n' ' ' >"$in/b.xml"
	sed 's/route="CMED"/route="QQ"/' tests/hostile/base.xml >"$in/c.xml"
	check 1 ingest "$in"
	[[ $err == *"a.xml:1: error ING104: "*"'RESTREINT-UE'}, at /submission/cover[1]/marking[1]"* ]]
	[[ $err == *"a.xml:1: error ING104: "*", at /submission/statistics/observation[2]"* ]]
	[[ $err == *"a.xml:1: error ING214: "*"of <leg>, at /submission/situation[1]/routes[1]/leg[1]"* ]]
	[[ $err == *"b.xml:1: error ING226: "*": 'QQ', at /StructureSpecificData/DataSet[1]/Series[2]/Obs[1]"* ]]
	# Where each has a line of its own, that is enough.
	[[ $err == *"c.xml:"*": 'QQ'"* ]] && ! grep 'c.xml.*, at /' <<<"$err"
}

@test "each bad file gets its findings and leaves the others unharmed" {
	native "$in/a.xml" FR GH 1
	native "$in/b.xml" FR ZZ 1
	native "$in/c.xml" DE GH 1
	check 1 ingest "$in"
	[ "$(fates)" = 'accepted rejected accepted' ]
	[[ $err == *"$in/b.xml:"*": error ING"* ]]
	tests/ingest/check-archive "$archive"
}

@test "--fail-on, --quiet and --json" {
	native "$in/a.xml" FR GH 1
	cp "$in/a.xml" "$in/b.xml"
	printf 'hello\n' >"$in/c.csv"
	check 1 ingest --fail-on info "$in/a.xml" "$in/b.xml"
	check 0 ingest --fail-on fatal "$in/c.csv"
	check 1 ingest --quiet "$in"
	[ "$(fates)" = duplicate ]
	[[ $out == *c.csv && $err != *info* ]]
	check 1 ingest --json "$in"
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/err" <<'END'
import json, sys
*lines, totals = [json.loads(line) for line in open(sys.argv[1])]
assert [set(line) for line in lines] == [{"fate", "sha256", "kind", "file"}] * 3
assert [len(line["sha256"]) for line in lines] == [64] * 3
findings = [json.loads(line) for line in open(sys.argv[2])]
assert {f["id"] for f in findings} - {"ING309"} == {"ING301", "ING302"}, findings
END
}

@test "mistakes on the command line are status 2 and touch nothing" {
	native "$in/a.xml" FR GH 1
	check 2 "$BUILD/ilo-ingest" "$in/a.xml"
	check 2 ingest --sender ZZ "$in/a.xml"
	[[ $err == *"--sender must be a code of schema/codelists/members.xml"* ]]
	check 2 ingest -x "$in/a.xml"
	[[ $err == "ilo-ingest: no such option: -x; "* ]]
	check 2 ingest --json=yes "$in/a.xml"
	[[ $err == *"no argument goes with this option: --json=yes; "* ]]
	check 2 ingest --kind word "$in/a.xml"
	check 2 ingest --received yesterday "$in/a.xml"
	check 2 ingest --received 2099-01-01 "$in/a.xml"
	[[ $err == *"GEN017"*"not later than now" ]]
	check 2 ingest --published 2024-02-30 "$in/a.xml"
	check 2 ingest --fail-on never "$in/a.xml"
	check 2 ingest --jobs 0 "$in/a.xml"
	check 2 ingest --limit depth=1000 "$in/a.xml"
	[ "$(sql 'SELECT count(*) FROM submission')" = 0 ]
}

@test "a stated sender must be the file's own" {
	native "$in/a.xml" FR GH 1
	check 1 ingest --sender DE "$in/a.xml"
	[ "$(fates)" = rejected ]
	check 0 ingest --sender FR "$in/a.xml"
	[ "$(fates)" = accepted ]
}

@test "a second run while one holds the archive is status 75" {
	native "$in/a.xml" FR GH 1
	check 75 flock "$archive/lock" "$BUILD/ilo-ingest" -a "$archive" "$in"
	[[ $err == *GEN016* ]]
	[ "$(sql 'SELECT count(*) FROM submission')" = 0 ]
	check 0 ingest "$in"
}

@test "no archive is status 4" {
	native "$in/a.xml" FR GH 1
	check 4 "$BUILD/ilo-ingest" -a "$in" "$in/a.xml"
	[[ $err == *GEN009* ]]
}

@test "a full standard output is status 4 and loses nothing" {
	native "$in/a.xml" FR GH 1
	status=0
	ingest "$in" >/dev/full 2>"$BATS_TEST_TMPDIR/err" || status=$?
	[ "$status" = 4 ] || { echo "status $status"; cat "$BATS_TEST_TMPDIR/err"; return 1; }
	grep -q GEN001 "$BATS_TEST_TMPDIR/err"
	tests/ingest/check-archive "$archive"
	check 0 ingest "$in"
	[ "$(fates)" = duplicate ]
}

@test "streams that the caller closed are no file of ours" {
	native "$in/a.xml" FR GH 1
	native "$in/b.xml" DE GH 1
	status=0
	ingest "$in" <&- >&- 2>"$BATS_TEST_TMPDIR/err" || status=$?
	[ "$status" = 4 ]
	[[ $(cat "$BATS_TEST_TMPDIR/err") == *'standard output: fatal GEN001: '*'Bad file descriptor; the files up to here'* ]]
	tests/ingest/check-archive "$archive"
	ingest "$in" <&- 2>&- >"$BATS_TEST_TMPDIR/out"
	grep -q '^2 files: ' "$BATS_TEST_TMPDIR/out"
	tests/ingest/check-archive "$archive"
	[ "$(sql "SELECT count(*) FROM submission WHERE fate = 'accepted'")" = 2 ]
}

@test "a full disk is status 4 and leaves the archive as it was" {
	native "$in/a.xml" FR GH 1
	check 0 ingest "$in"
	tests/ingest/check-archive --recorded "$archive" >"$BATS_TEST_TMPDIR/before"
	native "$in/b.xml" DE GH 1 "$(head -c 300000 /dev/zero | tr '\0' x)"
	native "$in/c.xml" IT GH 1
	check 4 bash -c 'trap "" XFSZ; ulimit -f 100; exec "$@"' limited \
		"$BUILD/ilo-ingest" -a "$archive" "$in"
	[[ $err == *GEN001* ]]
	tests/ingest/check-archive --recorded "$archive" |
		cmp - "$BATS_TEST_TMPDIR/before"
	[ -z "$(ls -A "$archive/tmp")" ]
	check 0 ingest "$in"
	[ "$(fates)" = 'duplicate accepted accepted' ]
	tests/ingest/check-archive "$archive"
}

@test "lost receipts are written again as they were" {
	for state in FR DE IT; do native "$in/$state.xml" $state GH 1; done
	check 0 ingest "$in"
	cp -R "$archive/receipts" "$BATS_TEST_TMPDIR/before"
	rm -f "$archive"/receipts/00000[13]-*
	check 0 ingest "$in/FR.xml"
	[[ $err == *"info ING306"*": 2"* ]]
	diff -r "$archive/receipts" "$BATS_TEST_TMPDIR/before"
}

@test "an altered object is status 5" {
	native "$in/a.xml" FR GH 1
	check 0 ingest "$in"
	object=$(find "$archive/objects" -type f)
	chmod u+w "$object"
	echo >>"$object"
	check 5 ingest "$in"
	[[ $err == *GEN011* ]]
}

@test "more files than fit into a batch" {
	states=(AT BE BG HR CY CZ DK EE FI FR DE EL HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE)
	for state in "${states[@]}"; do
		for host in GH CI NG SN ML NE TD SD ET SO KE TN MA DZ EG LY AO ZM CM BJ; do
			native "$in/$state-$host.xml" $state $host 1
		done
	done
	check 0 ingest "$in"
	[ "$(fates | tr ' ' '\n' | sort | uniq -c | tr -s ' ')" = ' 540 accepted' ]
	[ "$(tests/ingest/check-archive "$archive" | wc -l)" = 540 ]
	[ "$(ls "$archive/receipts" | wc -l)" = 81 ]
}

@test "where things lie and how the environment is does not enter the archive" {
	native "$in/a.xml" FR GH 1
	vintage "$in/b.csv" 5
	check 0 ingest --received 2025-01-01 "$in"
	tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/first"
	program=$(realpath "$BUILD/ilo-ingest")
	archive=$BATS_TEST_TMPDIR/elsewhere
	"$BUILD/ilo" init "$archive"
	(cd "$BATS_TEST_TMPDIR" && umask 077 &&
		TZ=Asia/Tokyo LC_ALL=C "$program" -a elsewhere --received 2025-01-01 in/)
	tests/ingest/check-archive "$archive" | cmp - "$BATS_TEST_TMPDIR/first"
}

@test "real and exercise submissions are never in one archive" {
	archive=$BATS_TEST_TMPDIR/mixed
	"$BUILD/ilo" init "$archive"
	"$BUILD/ilo-ingest" -a "$archive" tests/hostile/base.xml
	run "$BUILD/ilo-ingest" -a "$archive" --published 2025-02-07 tests/hostile/base.csv
	[ "$status" -eq 1 ]
	[[ $output == *ING308* ]]
	[[ $output == *rejected* ]]
}
