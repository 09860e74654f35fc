# The examples of ilo-ingest(1) that no other file of tests runs, as they stand but
# for names of places.

load helpers

@test "the examples of ilo-ingest(1) run" {
	new_archive
	awk '/^\.Sh EXAMPLES/ {on = 1} /must be signed by/ {on = 0} on && sub(/^\.Dl \$ /, "")' \
		ingest/ilo-ingest.1 >"$BATS_TEST_TMPDIR/examples"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/examples")" -eq 3 ]
	PATH=$(realpath "$BUILD"):$PATH
	mkdir "$in/all"
	cp samples/2024-S1/submissions/2-june/{AT-NG,DE-GH}.xml "$in/all"
	vintage "$BATS_TEST_TMPDIR/detections.csv" 5
	"$BUILD/ilo" init "$BATS_TEST_TMPDIR/nightly"
	printf '[inbox all]\nfolder = %s\n' "$in/all" >>"$BATS_TEST_TMPDIR/nightly/ilo.conf"
	# The samples are exercises, what the Agency publishes is not: two archives.
	sed -i -e "s#samples/2024-S1/submissions#$in/all#; s#/srv/ilo/archive#nightly#" \
		-e 's#-a archive --published#-a other --published#' "$BATS_TEST_TMPDIR/examples"
	cd "$BATS_TEST_TMPDIR"
	ilo init other
	sh -e examples >out 2>err
	[ "$(grep -c '^accepted' out)" -eq 3 ] # and nothing from the quiet one
	[ "$(grep -c '^accepted.*detections.csv' out)" -eq 1 ]
	archive=nightly
	[ "$(sql 'SELECT count(*) FROM submission')" -eq 2 ]
	archive=other
	[ "$(sql 'SELECT published FROM submission')" = 2025-03-10 ]
}

@test "a finding looks as ilo-ingest(1) says" {
	new_archive
	sed 's/value="40"/value="41"/' tests/hostile/base.xml >"$in/FR-GH.xml"
	check 1 ingest "$in/FR-GH.xml"
	wanted=$(sed -n 's/^\.Dl \(ilo-ingest: .*\) \.\.\.$/\1/p' ingest/ilo-ingest.1)
	[ -n "$wanted" ]
	[[ $err == "${wanted%%FR-GH*}$in/FR-GH.xml:"*"${wanted##*412}"* ]]
}

@test "the limits and options of ilo-ingest(1) are those there are" {
	new_archive
	check 2 ingest --limit x=1 "$in"
	grep -o '[a-z-]* (at most [0-9]*)' <<<"$err" | tr -d '()' | awk '{print $1, $4}' | sort >"$in/said"
	awk '/^\.It Cm [a-z-]* Ta [0-9]/ {print $3, $5}' ingest/ilo-ingest.1 | sort >"$in/written"
	[ "$(wc -l <"$in/said")" -eq 14 ]
	diff "$in/said" "$in/written"
	# Each limit has a finding that speaks of it.
	for id in $(awk '/^\.It Cm [a-z-]* Ta [0-9]/ {print $7}' ingest/ilo-ingest.1); do
		grep -q "^DIAG(\(LIMIT_[A-Z]*\|[A-Z_]*TAG[A-Z_]*\), \"$id\"" common/diag_codes.def || { echo "$id"; false; }
	done
	"$BUILD/ilo-ingest" --help | grep -o -- '--[a-z]*' | sort -u | grep -v 'help\|version' >"$in/helped"
	grep -o '^\.It Fl \(. , \)\?\\-[a-z]*' ingest/ilo-ingest.1 | sed 's/.*\\-/--/' | sort -u >"$in/written"
	sed -n 's/^\.It Fl . , \\-\([a-z]*\).*/--\1/p' ingest/ilo-ingest.1 >>"$in/written"
	sort -u -o "$in/written" "$in/written"
	diff "$in/helped" "$in/written"
}
