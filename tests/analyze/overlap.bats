#!/usr/bin/env bats
# Capture-recapture of linked lists, and every reason to refuse it.

setup() {
	folder=tests/analyze/evaluation
	out=$BATS_TEST_TMPDIR/statistics.xml
}

pattern() { # pattern LISTS COUNT
	echo "<record kind=\"pattern\" line=\"9\" path=\"/s/p\" on=\"$1\" count=\"$2\"/>"
}

# state LISTS LINKABLE SCOPE PATTERN...: GH by FR, then analyse.
state() {
	local lists=$1 linkable=$2 scope=$3
	shift 3
	{
		echo '<field id="B13"><entry source="fafafafafafafafa" reporter="FR" line="8" path="/s">'
		echo "<record kind=\"linkage\" line=\"8\" path=\"/s/l\" indicator=\"ASYLUM\"" \
			"lists=\"$lists\" linkable=\"$linkable\" scope=\"$scope\">$*</record>"
		[ -z "${second:-}" ] || echo "<record kind=\"linkage\" line=\"9\" path=\"/s/m\"" \
			"indicator=\"ASYLUM\" lists=\"$lists\" linkable=\"$linkable\" scope=\"$scope\">$*</record>"
		echo '</entry></field>'
	} | tr -d '\n' >"$BATS_TEST_TMPDIR/field"
	awk -v field="$(cat "$BATS_TEST_TMPDIR/field")" '
		/<network host="GH"/ { inside = 1 }
		inside && /<\/network>/ { print field; inside = 0 }
		{ print }' "$folder/networks.xml" >"$BATS_TEST_TMPDIR/networks.xml"
	xmllint --noout --schema schema/networks.xsd "$BATS_TEST_TMPDIR/networks.xml"
	# shellcheck disable=SC2086 # several options in one word
	"$BUILD/ilo-analyze" ${options:-} -o "$out" "$BATS_TEST_TMPDIR/networks.xml" "$folder/flows.csv"
	xmllint --noout --schema schema/statistics.xsd "$out"
}

says() { # says MEASURE ATTRIBUTE
	xmllint --xpath "string(//*[@id='GH.ASYLUM.2024-S1.total.FR.$1']/@$2)" "$out"
}

two=(A 60 B 30 'A B' 20)

patterns() {
	while [ $# -gt 0 ]; do
		pattern "$1" "$2"
		shift 2
	done
}

@test "two lists: Chapman's estimate" {
	state 'A B' true same "$(patterns "${two[@]}")"
	[ "$(says events-listed value)" = 110 ]
	[ "$(says events-matched value)" = 20 ]
	[[ "$(says events-estimated value)" == 195.7* ]] # 81 * 51 / 21 - 1
	[ "$(says events-estimated method)" = chapman ]
	[ "$(says events-estimated from)" = networks.xml:GH:B13 ]
	awk "BEGIN { exit !($(says events-estimated lower) > 110) }"
}

@test "three lists that are independent: 500 events, each with its share" {
	# Chances 0.4, 0.5, 0.2 of 1000: 240 are on none.
	state 'A B C' 1 same "$(patterns A 160 B 240 C 60 'A B' 160 'A C' 40 'B C' 60 'C A B' 40)"
	[ "$(says events-estimated method)" = log-linear-capture ]
	[[ "$(says events-estimated value)" == 1000* || "$(says events-estimated value)" == 999.99* ]]
	[ "$(says events-listed value)" = 760 ]
}

@test "three lists of which two go together: the pair is found" {
	# C has 0.2; A and B: both 300, one alone 100 each, none 500 of 1000.
	state 'A B C' true same "$(patterns A 80 B 80 C 100 'A B' 240 'A C' 20 'B C' 20 'A B C' 60)"
	[[ "$(says events-estimated value)" == 1000* || "$(says events-estimated value)" == 999.99* ]]
}

@test "what cannot be estimated is refused, with the reason, and tells nothing" {
	refused() { # refused REASON STATE
		[ "$(says events-estimated reason)" = "$1" ]
		[ "$(says events-estimated state)" = "$2" ]
		[ -z "$(says events-listed value)" ]
		[ -z "$(says events-estimated value)" ]
	}
	state 'A B' false same "$(patterns "${two[@]}")"
	refused not-linkable undefined
	state 'A B' true different "$(patterns "${two[@]}")"
	refused scope-differs undefined
	state 'A B' true same "$(patterns A 60 'A B' 20)"
	refused patterns-missing undefined
	state 'A B' true same "$(patterns A 60 B 30 'A B' 6)"
	refused few-matches too-few
}

@test "two statements of one reporter stay two results" {
	second=yes state 'A B' true same "$(patterns "${two[@]}")"
	[ "$(xmllint --xpath "count(//*[@measure='events-estimated'])" "$out")" = 2 ]
	[[ "$(xmllint --xpath "string(//*[@id='GH.ASYLUM.2024-S1.total.FR-2.events-estimated']/@value)" "$out")" == 195.7* ]]
}

@test "few matches are withheld where counts of persons are" {
	options="--withhold-under 10" state 'A B' true same "$(patterns A 60 B 30 'A B' 8)"
	[ "$(says events-matched reason)" = withheld ]
	[ -z "$(says events-matched value)" ]
	[ "$(says events-listed value)" = 98 ]
}
