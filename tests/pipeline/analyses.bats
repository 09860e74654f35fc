#!/usr/bin/env bats
# What is made of the figures of the fictional semester: headline findings, and what
# of it all may be published.

load common.bash

# As told, the run withholds small counts; the same is analysed without.
setup_file() {
	export TMP=$BATS_FILE_TMPDIR
	ilo init "$TMP/a"
	take samples/2024-S1.tsv samples/2024-S1 "$TMP/a"
	compile "$TMP/a" 2024-S1 "$TMP/run" --to html --withhold-under 5
	analyse "$TMP/whole.xml"
}

analyse() { # analyse FILE [OPTION]...
	local file=$1
	shift
	"$BUILD/ilo-analyze" --history "$TMP/run/history/2023-S2" \
		--history "$TMP/run/history/2023-S1" -o "$file" "$@" \
		"$TMP/run/networks.xml" "$TMP/run/flows.csv"
}

# says ID ATTRIBUTE [FILE]: an element is a line.
says() {
	grep -F " id=\"$1\" " "${3:-$TMP/whole.xml}" | sed "s/.* $2=\"\([^\"]*\)\".*/\1/"
}

# count PATTERN [PATTERN]: lines of the published file that have both.
count() {
	grep -E "$1" "$TMP/run/statistics.xml" | grep -cE "${2:-.}" || :
}

# results ANALYSIS [PATTERN]: how many there are.
results() {
	sed -n "/<analysis name=\"$1\"/,/<\/analysis>/p" "$TMP/whole.xml" |
		grep '<result' | grep -cE "${2:-.}" || :
}

@test "an attacker who adds and subtracts finds no small count" {
	run /usr/bin/python3 tests/pipeline/attack.py "$TMP/run/statistics.xml" \
		"$TMP/whole.xml" 5
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *"of the small given away were they withheld alone" ]]
}

@test "the attacker finds what is withheld by the rule alone" {
	run /usr/bin/python3 tests/pipeline/attack.py "$TMP/whole.xml" "$TMP/whole.xml" 5
	[ "$status" -eq 1 ]
	[[ "$output" == *"still printed"* ]]
	[ "$(count 'measure="given-away-alone"' ' value="[1-9]')" -gt 10 ]
}

@test "every withheld count is proven to have its room" {
	sed -n 's/.* measure="withheld" .* lower="\([0-9]*\)" upper="\([0-9]*\)".*/\1 \2/p' \
		"$TMP/run/statistics.xml" >"$TMP/rooms"
	[ "$(wc -l <"$TMP/rooms")" -gt 100 ]
	[ -z "$(awk '$2 - $1 < 5' "$TMP/rooms")" ]
	[ "$(count 'measure="exposed"')" -gt 0 ]
	[ "$(count 'measure="exposed"' ' value="[^0]')" -eq 0 ]
}

@test "it is said what was withheld, and the rest stays as it was" {
	[ "$(count '<parameters .*withhold-under="5"')" -eq 1 ]
	[ "$(count 'measure="withheld"')" -eq "$(grep -E '<(point|figure) ' "$TMP/run/statistics.xml" |
		grep -v 'measure="[^l]' | grep 'state="missing"' | grep -c 'flag="Q"')" ]
	[ "$(says _T.IBC_BETWEEN.2024-S1.total value "$TMP/run/statistics.xml")" = \
		"$(says _T.IBC_BETWEEN.2024-S1.total value)" ]
	xmllint --noout --schema schema/statistics.xsd "$TMP/run/statistics.xml"
}

@test "a run withholds as it is told, and its manifest says so" {
	analyse "$TMP/published.xml" --withhold-under 5 --threads 1
	cmp "$TMP/run/statistics.xml" "$TMP/published.xml"
	grep -q '"withhold-under": "5"' "$TMP/run/manifest.json"
	grep -q '>withheld<' "$TMP/run/evaluation.html"
	run ilo run -a "$TMP/a" -o "$TMP/wrong" --withhold-under x 2024-S1
	[ "$status" -eq 2 ]
	[ ! -e "$TMP/wrong" ]
}

@test "the report has a row for each subject, and no table too wide or in part empty" {
	/usr/bin/python3 tests/render/figures.py "$TMP/run/evaluation.html" "$TMP/run/statistics.xml"
	run /usr/bin/python3 - "$TMP/run/evaluation.html" <<'PY'
import collections, re, sys, xml.etree.ElementTree as ET
H = "{http://www.w3.org/1999/xhtml}"
names = "quality|reporting|completion|eu-totals|agreement|concentration|ranks|deployment|fragility|headlines"
grids = lists = 0
for table in ET.parse(sys.argv[1]).getroot().iter(H + "div"):
    id = table.get("id") or ""
    heads = ["".join(n.itertext()) for n in table.iter(H + "th") if n.get("scope") == "col"]
    if re.fullmatch("t-[A-Z]{2}-analyses", id):
        lists += 1
        columns = list(zip(*[["".join(n.itertext()) for n in row] for row in table.iter(H + "tr") if len(row) == len(heads)]))
        for head, *cells in columns[1:]:
            assert len(set(cells)) > 1 or head in ("Value", "n"), (id, head, cells)
    elif re.fullmatch("[ta]-([A-Z]{2}-)?(%s)-[0-9]+" % names, id):
        grids += 1
        assert heads[0] == "Subject" and "p" not in heads and len(heads) <= 8, (id, heads)
        subjects = collections.Counter()
        for row in table.iter(H + "tr"):
            found = {re.sub(r"\.(relevance|accuracy|timeliness|punctuality|comparability|coherence|accessibility-clarity)$", "",
                            n.get("data-figure").rpartition(".")[0]) for n in row if n.get("data-figure")}
            assert len(found) <= 1, (id, found)
            subjects.update(found)
        assert subjects and max(subjects.values()) == 1, (id, subjects)
        if "n" in heads:
            assert len({row[-1].text for row in table.iter(H + "tr") if len(row) == len(heads)}) > 2, id
assert grids > 150 and lists > 20, (grids, lists)
PY
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "what must come out comes out: rises, falls and no evidence" {
	sed -n 's/^| [^|]* (\([A-Z][A-Z]\)) | \([^|]*\) | \([^|]*\) |$/\1 IBC_BETWEEN \2\n\1 ASYLUM \3/p' \
		samples/2024-S1.md | sort >"$TMP/promised"
	[ "$(wc -l <"$TMP/promised")" -eq 42 ]
	while read -r host indicator _; do
		verdict=$(grep "id=\"$host.$indicator.2024-S1.total.change-year\"" "$TMP/whole.xml" |
			grep -o ' verdict="[^"]*"' | cut -d'"' -f2) || :
		echo "$host $indicator ${verdict:-–}"
	done <"$TMP/promised" >"$TMP/come-out"
	diff "$TMP/promised" "$TMP/come-out"
}

@test "headlines are findings with evidence, size and more than one state" {
	[ "$(results headlines)" -ge 5 ]
	[ "$(says RS.IBC_BETWEEN.2024-S1.total.headline-year verdict)" = fall ]
	[ "$(says CO.ASYLUM.2024-S1.total.headline-year verdict)" = rise ]
	[ "$(says _T.IBC_BETWEEN.2024-S1.total.headline-previous verdict)" = fall ]
}

@test "a headline is its change, and nothing fragile leads" {
	run /usr/bin/python3 - "$TMP/whole.xml" <<'PY'
import sys, xml.etree.ElementTree as ET
nodes = {n.get("id"): n for n in ET.parse(sys.argv[1]).iter() if n.get("id")}
headlines = [n for n in nodes.values() if (n.get("measure") or "").startswith("headline-")]
words = {}
for n in nodes.values():
    if (n.get("measure") or "").startswith("leave-one-out-"):
        words[n.get("from")] = n.get("verdict")
assert headlines and {"stable", "evidence-lost"} <= set(words.values()), words
for n in headlines:
    assert not 0.8 < float(n.get("value")) < 1.25 and float(n.get("p-adjusted")) <= 0.05, n.attrib
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
	xmllint --xpath '//*[@id="host-RS"]//@data-figure' "$TMP/run/evaluation.html" |
		grep -o '"[^"]*"' | tr -d '"' | sort >"$TMP/chapter"
	[ -s "$TMP/of-serbia" ]
	[ -z "$(comm -23 "$TMP/of-serbia" "$TMP/chapter")" ]
}

# CH, GR and IT tell of 6390 after 7105 refusals, FR of 6400 after 7100.
@test "what observers tell of one change is not four changes" {
	id=AL.REFUSED.2024-S1.total.host.summary-previous
	[ "$(says $id n)" = 4 ]
	[ "$(says $id method)" = mirror-effects ]
	awk -v value="$(says $id value)" -v lower="$(says $id lower)" 'BEGIN {
		mean = (3 * log(6390 / 7105) + log(6400 / 7100)) / 4
		chance = 1.96 * sqrt(1 / 6390 + 1 / 7105)
		exit !(value / exp(mean) - 1 < 1e-9 && 1 - value / exp(mean) < 1e-9 &&
			lower < value * exp(-chance) && lower > value * exp(-1.05 * chance)) }'
}

@test "states that count for themselves are summed up, with what they differ by" {
	[ "$(results agreement 'method="random-effects"')" -gt 100 ]
	[ -z "$(results agreement ' n="[12]" ' | grep -v '^0$')" ]
	id=_T.IBC_BETWEEN.2024-S1.total
	[ "$(says $id.summary-previous verdict)" = fall ]
	[ "$(says $id.heterogeneity-previous value)" = 0 ]
	[ "$(says $id.summary-previous n)" = 9 ]
	# A whole of figures that are withheld is withheld.
	[ "$(count 'measure="summary-' 'reason="withheld"')" -gt 0 ]
}

@test "a semester without history has no headline, and says so" {
	"$BUILD/ilo-analyze" -o "$TMP/alone.xml" "$TMP/run/networks.xml" \
		"$TMP/run/flows.csv"
	grep -q '<analysis name="headlines"' "$TMP/alone.xml"
	! grep -q 'measure="headline-' "$TMP/alone.xml" || false
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
	[ "$(results quality 'measure="tables-agree".* value="([^1]|1[^"])')" -eq 0 ]
	[ "$(results quality 'measure="tables-agree".* value="1"')" -gt 10 ]
	# Serbia's fall stands out.
	[ "$(says RS.IBC_BETWEEN.2024-S1.reporter.HU.accuracy.unusual-change verdict)" = low ]
	[ "$(results quality)" -eq "$(results quality \
		' other="(relevance|accuracy|timeliness|punctuality|accessibility-clarity|comparability|coherence)"')" ]
}

@test "lists that reports say are linked are estimated from, others refused" {
	[[ "$(says SN.IBC_BETWEEN.2024-S1.total.ES.events-estimated value)" == 435.66* ]] # 262 * 240 / 144 - 1
	[ "$(says MA.IBC_BETWEEN.2024-S1.total.PT.events-estimated method)" = log-linear-capture ]
	[ "$(says TN.IBC_BETWEEN.2024-S1.total.DE.events-estimated reason)" = not-linkable ]
	ilo why -a "$TMP/a" --run "$TMP/run" 2024-S1 SN.IBC_BETWEEN.2024-S1.total.ES.events-estimated |
		grep -q 'stated in networks.xml:SN:B13'
}

@test "a result carries the coverage of what it is about" {
	/usr/bin/python3 - "$TMP/whole.xml" <<-'END'
		import sys
		import xml.etree.ElementTree as tree

		root = tree.parse(sys.argv[1]).getroot()
		space = root.tag[:root.tag.index("}") + 1]
		totals = {(f.get("host"), f.get("indicator")): (f.get("reported"), f.get("expected"))
		          for f in root.iter(space + "figure")
		          if f.get("id").endswith(".2024-S1.total")}
		came = root.find(space + "coverage")
		hosts = {h.get("code"): (h.get("reported"), h.get("expected"))
		         for h in came.iter(space + "host")}
		seen = 0
		for result in root.iter(space + "result"):
		    covered = result.get("reported"), result.get("expected")
		    host, indicator = result.get("host", "_T"), result.get("indicator")
		    if result.get("method") == "mirror-effects":
		        assert covered == (None, None), result.get("id")
		    elif indicator:
		        assert covered == totals.get((host, indicator), ("0", "0")), result.get("id")
		        seen += 1
		    elif result.get("by") != "reporter":
		        due = hosts.get(host, (came.get("reported"), came.get("expected")))
		        assert covered == due, result.get("id")
		        seen += 1
		assert seen > 2000, seen
	END
}
