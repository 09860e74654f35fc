#!/usr/bin/env bats
# Workers that die, take too long or too much; containers; and that neither the
# number of workers nor their luck shows in what is kept.

load helpers

setup() {
	new_archive
}

# rows FILE COUNT: a native submission of that many rows.
rows() {
	/usr/bin/python3 - "$1" "$2" <<'END'
import re, sys
text = open("tests/hostile/base.xml", encoding="utf-8").read()
row = re.search(r"<observation [^>]*/>", text)[0]
with open(sys.argv[1], "w", encoding="utf-8") as out:
    out.write(text.replace(row, (row + "\n") * int(sys.argv[2]), 1))
END
}

# zip FILE NAME=SOURCE...: a zip file of those entries, in that order.
zip() {
	/usr/bin/python3 -W ignore - "$@" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as out:
    for word in sys.argv[2:]:
        name, _, source = word.partition("=")
        info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED
        out.writestr(info, open(source, "rb").read())
END
}

@test "a file that takes too long is quarantined, once, and the others are taken" {
	native "$in/a.xml" FR GH 1
	# A reference in each row, which only the slow way reads.
	rows "$in/rows" 400000
	sed 's/value="6/value="\&#x36;/' "$in/rows" >"$in/b.xml"
	rm "$in/rows"
	native "$in/c.xml" DE GH 1
	# Processor time: a small file takes a fraction of it, the large one
	# several times as much, however busy the machine.
	local few=200
	case $BUILD in *asan*) few=2000 ;; *valgrind*) few=10000 ;; esac
	check 3 ingest --limit milliseconds=$few "$in"
	[ "$(fates)" = 'accepted quarantined accepted' ]
	[[ $err == *"b.xml: error ING027"*"it is in quarantine"* ]]
	check 3 ingest --limit milliseconds=$few "$in/b.xml"
	[ "$(sql 'SELECT count(*) FROM submission')" = 3 ]
	[ "$(sql 'SELECT sha256 IS NULL FROM submission WHERE file = '"'b.xml'")" = 0 ]
	tests/ingest/check-archive "$archive"
}

@test "a file that takes too much memory is quarantined" {
	case $BUILD in *asan* | *valgrind*) skip 'such programs keep no limit of memory' ;; esac
	native "$in/a.xml" FR GH 1
	rows "$in/b.xml" 20000
	check 3 ingest --limit memory-bytes=1000000 "$in"
	[ "$(fates)" = 'accepted quarantined' ]
	[[ $err == *"b.xml: error ING028"* ]]
}

@test "a worker killed from outside costs nothing" {
	rows "$in/a.xml" 300000
	native "$in/b.xml" FR GH 1
	"$BUILD/ilo-ingest" -a "$archive" --jobs 1 "$in" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err" &
	local parent=$! worker=
	while [ -z "$worker" ] && kill -0 $parent; do
		worker=$(cat /proc/$parent/task/$parent/children 2>/dev/null | cut -d' ' -f1)
	done
	kill -SEGV "$worker"
	local status=0
	wait $parent || status=$?
	cat "$BATS_TEST_TMPDIR/err"
	[ "$(fates)" = 'rejected accepted' ]
	[ "$status" = 1 ]
	grep -q 'a.xml:.*ING231' "$BATS_TEST_TMPDIR/err"
}

@test "no worker outlives its parent" {
	rows "$in/a.xml" 500000
	"$BUILD/ilo-ingest" -a "$archive" --jobs 2 "$in" >/dev/null 2>&1 &
	local parent=$! workers=
	while [ "$(wc -w <<<"$workers")" -lt 2 ] && kill -0 $parent; do
		workers=$(cat /proc/$parent/task/$parent/children 2>/dev/null)
	done
	kill -KILL $parent
	wait $parent || true
	for worker in $workers; do
		for _ in $(seq 200); do
			kill -0 "$worker" 2>/dev/null || continue 2
			sleep 0.02
		done
		echo "worker $worker is still there"
		return 1
	done
}

@test "the number of workers does not show" {
	for state in FR DE IT ES PT NL; do
		native "$in/$state.xml" $state GH 1
		native "$in/$state-bad.xml" $state ZZ 1
	done
	cp "$in/FR.xml" "$in/ZZ.xml"
	check 1 ingest --received 2024-08-01 --jobs 1 "$in"
	cp "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/first"
	cp "$BATS_TEST_TMPDIR/err" "$BATS_TEST_TMPDIR/errors"
	tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/archived"
	archive=$BATS_TEST_TMPDIR/other
	"$BUILD/ilo" init "$archive"
	check 1 ingest --received 2024-08-01 --jobs 7 "$in"
	cmp "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/first"
	cmp "$BATS_TEST_TMPDIR/err" "$BATS_TEST_TMPDIR/errors"
	tests/ingest/check-archive "$archive" | cmp - "$BATS_TEST_TMPDIR/archived"
}

@test "findings of one rule stand together" {
	/usr/bin/python3 - "$in/a.xml" <<'END'
import re, sys
text = open("tests/hostile/base.xml", encoding="utf-8").read()
row = re.search(r"<observation [^>]*/>", text)[0]
bad = [row.replace("IBC_BETWEEN", "NONE_1"), row.replace('unit="DETECTIONS"', 'unit="PERSONS"'),
       row.replace("IBC_BETWEEN", "NONE_2")]
open(sys.argv[1], "w", encoding="utf-8").write(text.replace(row, "\n".join(bad), 1))
END
	check 1 ingest "$in"
	[ "$(grep -o 'error ING[0-9]*' <<<"$err" | uniq | sort | uniq -d)" = "" ]
	[ "$(grep -c 'error ING220' <<<"$err")" = 2 ]
}

@test "none of many findings is passed over in silence" {
	rows "$in/a.xml" 500
	check 1 ingest "$in"
	[ "$(grep -c 'error ING231: ' <<<"$err")" = 21 ]
	[[ $err == *"a.xml: error ING231: "*": 499 of these, the first 20 are above; the others on lines 54-532" ]]
	/usr/bin/python3 - "$archive" <<'END'
import glob, json, sys
(path,) = glob.glob(sys.argv[1] + "/receipts/*.jsonl")
findings = json.load(open(path))["predicate"]["findings"]
assert [f["id"] for f in findings] == ["ING231"] * 21
assert "line" not in findings[20] and findings[20]["detail"].endswith("lines 54-532"), findings[20]
END
}

@test "a gzip file holds one submission" {
	native "$in/a.xml" FR GH 1
	gzip -n "$in/a.xml"
	check 0 ingest "$in"
	[ "$(fates)" = 'accepted accepted' ]
	[ "$(sql 'SELECT kind, file FROM submission' | tr '\n' ' ')" = \
		'gzip|a.xml.gz native|a.xml.gz/a.xml ' ]
	[ "$(sql 'SELECT a.sha256 = b.container FROM submission a, submission b WHERE b.id = 2 AND a.id = 1')" = 1 ]
	check 0 ingest "$in"
	[ "$(fates)" = 'duplicate duplicate' ]
	[ "$(sql 'SELECT count(*) FROM submission')" = 2 ]
	"$BUILD/ilo" status -a "$archive" | grep -q '^2024-S1 *1 '
	tests/ingest/check-archive "$archive"
}

@test "each file of a zip file has its own fate, and a row beside the container's" {
	native "$in/1" FR GH 1
	native "$in/2" FR ZZ 1
	native "$in/3" DE GH 1
	zip "$in/z.zip" "b/FR.xml=$in/1" "FR-ZZ.xml=$in/2" "DE.xml=$in/3" "again.xml=$in/1"
	rm "$in"/[123]
	native "$in/zz.xml" IT GH 1
	check 1 ingest "$in"
	[ "$(fates)" = 'accepted accepted rejected accepted duplicate accepted' ]
	[ "$(sql 'SELECT file FROM submission' | tr '\n' ' ')" = \
		'z.zip z.zip/b/FR.xml z.zip/FR-ZZ.xml z.zip/DE.xml z.zip/again.xml zz.xml ' ]
	[[ $err == *"$in/z.zip/FR-ZZ.xml:4: error ING207"* ]]
	[[ $out == *'6 files: 4 accepted, 1 duplicate, 1 rejected' ]]
	tests/ingest/check-archive "$archive"
}

@test "a container that breaks a rule is refused whole and kept" {
	native "$in/a" FR GH 1
	head -c 30000000 /dev/zero >"$in/zeros"
	mkdir "$in/z"
	zip "$in/z/1.zip" "../../a.xml=$in/a"
	zip "$in/z/2.zip" "/a.xml=$in/a"
	zip "$in/z/3.zip" 'a\b.xml='"$in/a"
	zip "$in/z/4.zip" "a.xml=$in/a" "a.xml=$in/a"
	zip "$in/z/5.zip" "a.xml=$in/a" "b.xml=$in/zeros"
	zip "$in/z/6.zip"
	zip "$in/z/7.zip" $(printf "%s.xml=$in/a " {1..65})
	head -c 100 "$in/z/4.zip" >"$in/z/8.zip"
	gzip -nc "$in/zeros" >"$in/z/9.xml.gz"
	gzip -nc "$in/a" | head -c 200 >"$in/z/A.xml.gz"
	{ gzip -nc "$in/a"; echo more; } >"$in/z/B.xml.gz"
	/usr/bin/python3 - "$in/z/C.zip" "$in/z/D.zip" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as out:
    link = zipfile.ZipInfo("link.xml")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out.writestr(link, "/etc/passwd")
with zipfile.ZipFile(sys.argv[2], "w") as out:
    out.writestr("a.xml", "x" * 1000)
data = bytearray(open(sys.argv[2], "rb").read())
data[200] ^= 1
open(sys.argv[2], "wb").write(data)
END
	check 1 ingest "$in/z"
	[ "$(fates)" = "$(printf 'rejected%.0s ' {1..13} | sed 's/ $//')" ]
	[ "$(grep -o 'error ING[0-9]*' <<<"$err" | tr '\n' ' ' | sed 's/error //g')" = \
		'ING321 ING321 ING321 ING321 ING025 ING322 ING024 ING320 ING025 ING320 ING320 ING321 ING320 ' ]
	[ "$(sql 'SELECT count(*) FROM submission WHERE container IS NOT NULL')" = 0 ]
	[ "$(find "$archive/objects" -type f | wc -l)" = 13 ]
	tests/ingest/check-archive "$archive"
}

@test "what a container may hold in all can be lowered" {
	native "$in/a.xml" FR GH 1
	zip "$in/1.zip" "a.xml=$in/a.xml" "b.xml=$in/a.xml"
	gzip -nc "$in/a.xml" >"$in/2.xml.gz"
	"$BUILD/ilo" form --state FR --host GH --semester 2024-S1 -o "$in/3.ods"
	rm "$in/a.xml"
	check 1 ingest --limit total-bytes=100 "$in"
	[ "$(fates)" = 'rejected rejected rejected' ]
	[ "$(grep -c 'error ING026: ' <<<"$err")" -eq 3 ]
	# Each file of it fits, all of them do not.
	rm -r "$archive"
	"$BUILD/ilo" init "$archive"
	check 1 ingest --limit total-bytes=800 "$in/1.zip"
	[[ $err == *"1.zip: error ING026: "*": b.xml"* ]]
}

@test "containers are not unpacked twice over, nor found under a name that hides them" {
	native "$in/a" FR GH 1
	zip "$in/b.zip" "a.xml=$in/a"
	zip "$in/c.zip" "b.zip=$in/b.zip"
	gzip -nc "$in/a" >"$in/d.xml"
	rm "$in/a" "$in/b.zip"
	check 1 ingest "$in"
	[ "$(fates)" = 'accepted rejected rejected' ]
	[[ $err == *"c.zip/b.zip: error ING323"*"d.xml:1: error ING002"* ]]
	tests/ingest/check-archive "$archive"
}

@test "what is packed twice is the sender's to mend, whatever it is called" {
	native "$in/a.xml" FR GH 1
	gzip -c "$in/a.xml" >"$BATS_TEST_TMPDIR/once.gz"
	gzip -c "$BATS_TEST_TMPDIR/once.gz" >"$in/twice.gz"
	zip "$BATS_TEST_TMPDIR/inner.zip" "a.xml=$in/a.xml"
	rm "$in/a.xml"
	zip "$in/outer.zip" "report=$BATS_TEST_TMPDIR/inner.zip" "inner.zip=$BATS_TEST_TMPDIR/inner.zip"
	check 1 ingest "$in"
	[[ $err == *"$in/twice.gz/twice:1: error ING002: "*"unpacked: "*": gzip"* ]]
	[[ $err == *"$in/outer.zip/report:1: error ING002: "*"unpacked: "*": zip"* ]]
	[[ $err == *"$in/outer.zip/inner.zip: error ING323: "* ]]
}

@test "a zip that stores its files as they are is a zip" {
	native "$in/a.xml" FR GH 1
	(cd "$in" && /usr/bin/python3 -m zipfile -c stored.zip a.xml && rm a.xml)
	/usr/bin/python3 - "$in/stored.zip" <<-'END'
		import sys, zipfile
		text = zipfile.ZipFile(sys.argv[1]).read("a.xml")
		with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_STORED) as out:
		    out.writestr("a.xml", text)
	END
	check 0 ingest "$in"
	[[ $out == *"$in/stored.zip/a.xml"* ]]
	[ "$(sql 'SELECT kind, fate FROM submission ORDER BY id')" = $'zip|accepted\nnative|accepted' ]
}
