#!/usr/bin/env bats
# Hostile and odd files: the right outcome, without a death by signal, with nothing
# raw in what is printed.  tests/hostile/generate makes them, with a manifest;
# tests/hostile/judge knows of them what stands there and nothing else.
#
# MKHOSTILE names a program that makes such a set of any good file, where there is
# one: it is asked for sets of several bases then.

load helpers
load nginx
load pki

setup_file() {
	tests/hostile/generate "$BATS_FILE_TMPDIR/set"
	tests/ingest/pki "$BATS_FILE_TMPDIR/pki"
}

setup() {
	set=$BATS_FILE_TMPDIR/set
	pki=$BATS_FILE_TMPDIR/pki
	slow=1 # under a sanitizer or valgrind everything takes several times as long
	case $BUILD in *asan* | *valgrind*) slow=10 ;; esac
}

judge() {
	tests/hostile/judge --slow "$slow" "$@"
}

# from_server SET FOLDER [OPTION]...: the set, as a collection that nginx shows.
from_server() {
	rm -rf "$www"
	ln -s "$1" "$www"
	judge "${@:3}" collection "$BUILD" "$1" "$2" "https://localhost:$port/" \
		"$pki/ca.pem"
}

@test "from a folder every file has the outcome its manifest says" {
	judge each "$BUILD" "$set" "$BATS_TEST_TMPDIR/each"
	[ "$(wc -l <"$set/manifest.csv")" -ge 120 ]
}

@test "over HTTPS they have it, all in one run" {
	start_nginx
	from_server "$set" "$BATS_TEST_TMPDIR/fetched"
}

@test "the whole set in one run leaves a good file alone" {
	new_archive
	# Of another sender: some of the set are good, and versions of base.xml.
	sed 's/<reporting-state>FR/<reporting-state>SE/' tests/hostile/base.xml >"$in/good.xml"
	check 3 ingest "$set" "$in/good.xml"
	grep -q '^accepted.*good.xml' <<<"$out"
	tests/ingest/check-archive "$archive"
}

@test "sets of other bases and seeds behave as their manifests say" {
	[ -n "${MKHOSTILE-}" ] || skip 'MKHOSTILE names no program'
	local seed=0 base
	start_nginx
	for base in tests/hostile/base.xml samples/2024-S1/submissions/*/FR-AL.xml; do
		seed=$((seed + 1))
		other=$BATS_TEST_TMPDIR/set-$seed
		"$MKHOSTILE" --base "$base" --csv tests/hostile/base.csv --set dev --seed "$seed" \
			--special --large --out "$other"
		judge --xml "$base" each "$BUILD" "$other" "$BATS_TEST_TMPDIR/each-$seed"
		from_server "$other" "$BATS_TEST_TMPDIR/fetched-$seed" --xml "$base"
	done
}

@test "nor does a signature that is wrapped, taken off, altered or made up get in where one is required" {
	[ -n "${MKHOSTILE-}" ] || skip 'MKHOSTILE names no program'
	local trust=$BATS_TEST_TMPDIR/trust/FR base=$BATS_TEST_TMPDIR/base.xml kind
	cd "$BATS_TEST_TMPDIR"
	authority root
	signer fr root 11 20240101000000Z 20491231235959Z
	cd "$OLDPWD"
	mkdir -p "$trust"
	echo required >"$trust/policy"
	cp "$BATS_TEST_TMPDIR/root.pem" "$trust/anchors.pem"
	"$BUILD/ilo" sign --key "$BATS_TEST_TMPDIR/fr.key" --certificate "$BATS_TEST_TMPDIR/fr.pem" \
		-o "$base" tests/hostile/base.xml
	start_nginx
	for kind in sig- xsw-; do
		other=$BATS_TEST_TMPDIR/set-$kind
		"$MKHOSTILE" --base tests/hostile/base.xml --signed "$base" --set dev --only "$kind" --out "$other"
		judge --xml "$base" --trust "$BATS_TEST_TMPDIR/trust" \
			each "$BUILD" "$other" "$BATS_TEST_TMPDIR/each-$kind"
		from_server "$other" "$BATS_TEST_TMPDIR/fetched-$kind" --xml "$base" --trust "$BATS_TEST_TMPDIR/trust"
	done
}
