# What the tests of forms and messages share; see tests/ingest/helpers.bash.

load ../ingest/helpers

sample=samples/2024-S1/submissions/1-early/NL-GH.xml

# rows KIND FILE: take it into an archive of its own, write rows-KIND and
# words-KIND of it without what names the source.
rows() {
	local folder=$BATS_TEST_TMPDIR/$1
	"$BUILD/ilo" init "$folder"
	"$BUILD/ilo-ingest" -a "$folder" --received 2024-08-01 "$2"
	"$BUILD/ilo-transform" -a "$folder" --semester 2024-S1 --known-at 2024-09-01 -o "$folder/out"
	cut -d, -f1-16 "$folder/out/flows.csv" >"$BATS_TEST_TMPDIR/rows-$1"
	grep -v '<source \|<finding ' "$folder/out/networks.xml" |
		sed 's/ \(line\|path\|source\)="[^"]*"//g' >"$BATS_TEST_TMPDIR/words-$1"
}

# same ONE OTHER: both say the same rows, and there are some.
same() {
	cmp "$BATS_TEST_TMPDIR/rows-$1" "$BATS_TEST_TMPDIR/rows-$2"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/rows-$1")" -gt 20 ]
}
