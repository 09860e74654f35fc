#!/usr/bin/env bats
# What of the fictional semester may be published: small counts are withheld, and
# nothing that is shown gives them away.

load common.bash

setup_file() {
	export TMP=$BATS_FILE_TMPDIR
	ilo init "$TMP/a"
	take samples/2024-S1.tsv samples/2024-S1 "$TMP/a"
	compile "$TMP/a" 2024-S1 "$TMP/run" --to html
	analyse "$TMP/published.xml" --withhold-under 5
}

analyse() { # analyse FILE [OPTION]...
	local file=$1
	shift
	"$BUILD/ilo-analyze" --history "$TMP/run/history/2023-S2" \
		--history "$TMP/run/history/2023-S1" -o "$file" "$@" \
		"$TMP/run/networks.xml" "$TMP/run/flows.csv"
}

count() { # count XPATH
	xmllint --xpath "count($1)" "$TMP/published.xml"
}

@test "an attacker who adds and subtracts finds no small count" {
	run /usr/bin/python3 tests/pipeline/attack.py "$TMP/published.xml" \
		"$TMP/run/statistics.xml" 5
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *"of the small given away were they withheld alone" ]]
}

@test "the attacker finds what is withheld by the rule alone" {
	run /usr/bin/python3 tests/pipeline/attack.py "$TMP/run/statistics.xml" \
		"$TMP/run/statistics.xml" 5
	[ "$status" -eq 1 ]
	[[ "$output" == *"still printed"* ]]
	[ "$(count '//*[@measure="given-away-alone"][@value > 0]')" -gt 10 ]
}

@test "every withheld count is proven to have its room" {
	[ "$(count '//*[@measure="withheld"]')" -gt 100 ]
	[ "$(count '//*[@measure="withheld"][@upper != "INF"][@upper - @lower < 5]')" -eq 0 ]
	[ "$(count '//*[@measure="exposed"][@value != 0]')" -eq 0 ]
}

@test "it is said what was withheld, and the rest stays as it was" {
	[ "$(count '//*[local-name()="parameters"][@withhold-under="5"]')" -eq 1 ]
	[ "$(count '//*[@measure="withheld"]')" -eq \
		"$(count '//*[local-name()="figure" or local-name()="point"][@state="missing"][@flag="Q"][not(@measure) or @measure="level"]')" ]
	[ "$(xmllint --xpath 'string(//*[@id="_T.IBC_BETWEEN.2024-S1.total"]/@value)' "$TMP/published.xml")" = \
		"$(xmllint --xpath 'string(//*[@id="_T.IBC_BETWEEN.2024-S1.total"]/@value)' "$TMP/run/statistics.xml")" ]
	xmllint --noout --schema schema/statistics.xsd "$TMP/published.xml"
}

@test "without a threshold nothing is withheld; the report is made of either" {
	analyse "$TMP/zero.xml" --withhold-under 0
	cmp "$TMP/zero.xml" "$TMP/run/statistics.xml"
	"$BUILD/ilo-render" --to html --lang en -o "$TMP/published.html" \
		"$TMP/run/networks.xml" "$TMP/published.xml"
	[ -s "$TMP/published.html" ]
}

@test "threads change nothing" {
	analyse "$TMP/one.xml" --withhold-under 5 --threads 1
	cmp "$TMP/one.xml" "$TMP/published.xml"
}
