#!/usr/bin/env bats
# Completion and revisions on a scene of which both are known, and vintages that
# must be refused.

setup_file() {
	python3 tests/analyze/vintage.py "$BATS_FILE_TMPDIR/scene"
}

setup() {
	scene=$BATS_FILE_TMPDIR/scene
	out=$BATS_TEST_TMPDIR/statistics.xml
}

analyse() { # with these options beside the history
	local options=()
	for earlier in "$scene"/history/*; do options+=(--history "$earlier"); done
	"$BUILD/ilo-analyze" "${options[@]}" -o "$out" "$@" \
		"$scene/now/networks.xml" "$scene/now/flows.csv"
}

with_vintages() {
	local options=()
	for earlier in "$scene"/vintage/*; do options+=(--vintage "$earlier"); done
	analyse "${options[@]}" "$@"
}

says() {
	xmllint --xpath "string(//*[@id='$1']/@$2)" "$out"
}

@test "a total is completed by what came late before" {
	run with_vintages
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	xmllint --noout --schema schema/statistics.xsd "$out"
	# known 100 + 120 + 140 + 160 + 180 + 200, late 60 + 70 + 160 + 90 + 100
	[[ "$(says _T.ASYLUM.2024-S1.total.known-by-now value)" == 0.6521739130434* ]] # 900 / 1380
	[ "$(says _T.ASYLUM.2024-S1.total.known-by-now lower)" = 0.5 ]
	[ "$(says _T.ASYLUM.2024-S1.total.known-by-now upper)" = 1 ]
	[[ "$(says _T.ASYLUM.2024-S1.total.level-expected value)" == 317.4* ]] # 207 * 1380 / 900
	[ "$(says _T.ASYLUM.2024-S1.total.level-expected n)" = 6 ]
	[ "$(says _T.ASYLUM.2024-S1.total.completion-held n)" = 2 ]
	[ "$(says _T.ASYLUM.2024-S1.total.completion-held value)" = 1 ]
	# Of DE nothing ever came later; IT has no past.
	[ "$(says _T.ASYLUM.2024-S1.reporter.DE.level-expected value)" = 200 ]
	[ -z "$(says _T.ASYLUM.2024-S1.reporter.IT.level-expected n)" ]
}

@test "what was first published, what it is now, and why" {
	with_vintages
	[ "$(says _T.ASYLUM.2024-S1.total.first-published value)" = 220 ]
	[ "$(says _T.ASYLUM.2024-S1.total.now-known value)" = 207 ]
	[ "$(says _T.ASYLUM.2024-S1.total.revision value)" = -13 ]
	[ "$(says _T.ASYLUM.2024-S1.total.revision verdict)" = several-causes ]
	[ "$(says _T.ASYLUM.2024-S1.reporter.DE.revision verdict)" = correction ]
	[ "$(says _T.ASYLUM.2024-S1.reporter.IT.revision verdict)" = late-report ]
	[ "$(says _T.ASYLUM.2024-S1.reporter.IT.first-published state)" = too-few ]
	[ "$(says _._.2024-S1.total.figures-revised value)" = 1 ]
	[ "$(says _._.2024-S1.reporter.DE.accuracy.revision-size value)" = 0.1 ]
	[ "$(says _._.2024-S1.reporter.DE.accuracy.revision-direction value)" = -1 ]
	[ -z "$(says _._.2024-S1.reporter.IT.accuracy.revision-size n)" ]
	[ "$(xmllint --xpath 'string(//*[@known-at="2024-07-10T23:59:59Z"]/@semester)' "$out")" = 2024-S1 ]
}

@test "the order of vintages and the threads change nothing" {
	with_vintages --threads 1
	cp "$out" "$BATS_TEST_TMPDIR/one.xml"
	options=()
	for earlier in "$scene"/vintage/*; do options=(--vintage "$earlier" "${options[@]}"); done
	analyse "${options[@]}" --threads 8
	cmp "$out" "$BATS_TEST_TMPDIR/one.xml"
}

@test "without vintages nothing is claimed" {
	analyse
	[ "$(says _T.ASYLUM.2024-S1.total.level-expected state)" = too-few ]
	[ "$(says _T.ASYLUM.2024-S1.total.level-expected n)" = 1 ] # 2021-S1, all in time
	[ "$(xmllint --xpath 'count(//*[@measure="revision"])' "$out")" = 0 ]
}

@test "a vintage that is none is refused" {
	mkdir "$BATS_TEST_TMPDIR/older"
	cp "$scene/vintage/2023-S2/flows.csv" "$BATS_TEST_TMPDIR/older"
	sed 's/known-at="2024-01-30/known-at="2024-01-25/' "$scene/vintage/2023-S2/networks.xml" \
		>"$BATS_TEST_TMPDIR/older/networks.xml"
	for options in "--vintage $scene/vintage/2024-S1 --vintage $scene/vintage/2024-S1" \
		"--vintage $scene/now" "--vintage $scene/history/2023-S2" \
		"--vintage $BATS_TEST_TMPDIR/older" "--vintage $BATS_TEST_TMPDIR"; do
		# shellcheck disable=SC2086 # two options in one word
		run analyse $options
		[ "$status" -eq 4 ]
		[ "${#lines[@]}" -eq 1 ]
		[ ! -e "$out" ]
	done
	run "$BUILD/ilo-analyze" -o "$out" --vintage "$scene/vintage/2023-S2" \
		"$scene/now/networks.xml" "$scene/now/flows.csv"
	[ "$status" -eq 4 ]
	[[ "$output" == *ANA006*2023-S2* ]]
}
