#!/usr/bin/env bats
# What is made of the figures of the fictional semester: headline findings, and what
# of it all may be published.

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

@test "a run withholds as it is told, and its manifest says so" {
	compile "$TMP/a" 2024-S1 "$TMP/other" --to html --withhold-under 5
	cmp "$TMP/other/statistics.xml" "$TMP/published.xml"
	grep -q '"withhold-under": "5"' "$TMP/other/manifest.json"
	! grep -q withhold-under "$TMP/run/manifest.json"
	run ilo run -a "$TMP/a" -o "$TMP/wrong" --withhold-under x 2024-S1
	[ "$status" -eq 2 ]
	[ ! -e "$TMP/wrong" ]
}

@test "threads change nothing" {
	analyse "$TMP/one.xml" --withhold-under 5 --threads 1
	cmp "$TMP/one.xml" "$TMP/published.xml"
}

# says ID ATTRIBUTE
says() {
	xmllint --xpath "string(//*[@id='$1']/@$2)" "$TMP/run/statistics.xml"
}

results() { # results ANALYSIS [CONDITION]: how many
	xmllint --xpath "count(//*[local-name()='analysis'][@name='$1']/*$2)" \
		"$TMP/run/statistics.xml"
}

@test "headlines are findings with evidence, size and more than one state" {
	[ "$(results headlines)" -ge 5 ]
	[ "$(says RS.IBC_BETWEEN.2024-S1.total.headline-year verdict)" = fall ]
	[ "$(says CO.ASYLUM.2024-S1.total.headline-year verdict)" = rise ]
	[ "$(results headlines '[@value > 0.8][@value < 1.25]')" -eq 0 ]
	[ "$(results headlines '[@p-adjusted > 0.05]')" -eq 0 ]
	[ "$(says _T.IBC_BETWEEN.2024-S1.total.headline-previous verdict)" = fall ]
}

@test "a headline is its change, and nothing fragile leads" {
	run /usr/bin/python3 - "$TMP/run/statistics.xml" <<'PY'
import sys, xml.etree.ElementTree as ET
nodes = {n.get("id"): n for n in ET.parse(sys.argv[1]).iter() if n.get("id")}
headlines = [n for n in nodes.values() if (n.get("measure") or "").startswith("headline-")]
words = {}
for n in nodes.values():
    if (n.get("measure") or "").startswith("leave-one-out-"):
        words[n.get("from")] = n.get("verdict")
assert {"stable", "evidence-lost"} <= set(words.values()), words
for n in headlines:
    change = nodes[n.get("from")]
    assert change.get("value") == n.get("value") and change.get("verdict") == n.get("verdict"), n.attrib
    assert words[n.get("from")] in ("stable", "one-source"), n.attrib
PY
	echo "$output"
	[ "$status" -eq 0 ]
}

# summary FILE: figures that its findings print.
summary() {
	sed -n '/<section id="findings"/,/<\/section>/p' "$1" | grep '<li class=\|data-figure' |
		grep -o 'data-figure="[^"]*"' | cut -d'"' -f2
}

@test "the summary's findings are the headlines, in their order" {
	xmllint --xpath "//*[local-name()='analysis'][@name='headlines']/*/@from" \
		"$TMP/run/statistics.xml" | grep -o '"[^"]*"' | tr -d '"' | head -8 >"$TMP/headlines"
	[ -s "$TMP/headlines" ]
	summary "$TMP/run/evaluation.html" >"$TMP/summary"
	diff "$TMP/headlines" "$TMP/summary"
}

@test "a result stands in the chapter of its host country" {
	xmllint --xpath "//*[local-name()='result'][@host='RS'][@state='value']/@id" \
		"$TMP/run/statistics.xml" | grep -o '"[^"]*"' | tr -d '"' | sort >"$TMP/of-serbia"
	sed -n '/id="t-RS-analyses"/,/<div class="foot"/p' "$TMP/run/evaluation.html" |
		grep -o 'data-figure="[^"]*"' | cut -d'"' -f2 | sort >"$TMP/chapter"
	[ -s "$TMP/of-serbia" ]
	[ -z "$(comm -23 "$TMP/of-serbia" "$TMP/chapter")" ]
}

@test "a semester without history has no headline, and says so" {
	"$BUILD/ilo-analyze" -o "$TMP/alone.xml" "$TMP/run/networks.xml" \
		"$TMP/run/flows.csv"
	[ "$(xmllint --xpath 'count(//*[local-name()="analysis"][@name="headlines"])' "$TMP/alone.xml")" -eq 1 ]
	[ "$(xmllint --xpath 'count(//*[local-name()="analysis"][@name="headlines"]/*)' "$TMP/alone.xml")" -eq 0 ]
	"$BUILD/ilo-render" --to html -o "$TMP/alone.html" "$TMP/run/networks.xml" "$TMP/alone.xml"
	[ -z "$(summary "$TMP/alone.html")" ]
	grep -q 'No change of this semester meets the criteria' "$TMP/alone.html"
}

@test "quality is told by dimension, and is what the sample's README says" {
	# Germany's report on Mauritania came 50 days late.
	[ "$(says _._.2024-S1.reporter.DE.punctuality.in-time value)" = 0.9 ]
	[ "$(says _._.2024-S1.reporter.DE.timeliness.days-to-receipt upper)" = 50 ]
	[ "$(says _._.2024-S1.reporter.FR.punctuality.in-time value)" = 1 ]
	# Second revisions: Italy among them, Germany not.
	[ "$(says _._.2024-S1.reporter.IT.accuracy.not-revised value)" = 0.9 ]
	[ "$(says _._.2024-S1.reporter.DE.accuracy.not-revised value)" = 1 ]
	# The rules of ingest refuse tables that do not agree.
	[ "$(results quality '[@measure="tables-agree"][@value != 1]')" -eq 0 ]
	[ "$(results quality '[@measure="tables-agree"][@value = 1]')" -gt 10 ]
	# Serbia's fall stands out.
	[ "$(says RS.IBC_BETWEEN.2024-S1.reporter.HU.accuracy.unusual-change verdict)" = low ]
	[ "$(xmllint --xpath "count(//*[local-name()='analysis'][@name='quality']/*/@other[not(. = 'relevance' or . = 'accuracy' or . = 'timeliness' or . = 'punctuality' or . = 'accessibility-clarity' or . = 'comparability' or . = 'coherence')])" "$TMP/run/statistics.xml")" -eq 0 ]
}
