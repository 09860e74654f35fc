#!/usr/bin/env bats
# The figures again, by another program: R makes them from flows.csv by the formulas
# of the handbook, with its own distributions, regressions, clustering, STL.
# Slow; run by `make office`.

setup() {
	command -v Rscript
}

# publish SAMPLE: a run of it with its table, in the folder run.
publish() {
	local tab path options
	tab=$(printf '\t')
	"$BUILD/ilo" init "$BATS_TEST_TMPDIR/a"
	while IFS=$tab read -r path options; do
		case $path in '#'* | '') continue ;; esac
		# shellcheck disable=SC2086 # several options in one field
		"$BUILD/ilo" ingest -a "$BATS_TEST_TMPDIR/a" --quiet $options "samples/$1/$path"
	done <"samples/$1.tsv"
	"$BUILD/ilo" run -a "$BATS_TEST_TMPDIR/a" --to html -o "$BATS_TEST_TMPDIR/run" 2024-S1 ||
		[ $? -eq 1 ]
}

@test "R finds the figures of Frontex's series" {
	publish frontex
	Rscript --vanilla tests/analyze/recompute/series.R "$BATS_TEST_TMPDIR/run"
}

@test "R finds the figures of the states' reports" {
	publish 2024-S1
	Rscript --vanilla tests/analyze/recompute/reports.R "$BATS_TEST_TMPDIR/run"
}
