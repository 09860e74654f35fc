# ilo expected: who owes what, by when, and what came of it.

load ../ingest/helpers

setup() {
	new_archive
}

expected() {
	"$BUILD/ilo" expected -a "$archive" "$@"
}

# report FILE STATE HOST SEMESTER PRESIDENCY POSTS [KIND]: POSTS is "FR=2 DE=1".
report() {
	local post year=${4%-*} day=07-15
	local flag=
	[[ $4 == *-S2 ]] && day=12-20
	[ -n "${acting:-}" ] && flag=' acting-presidency="true" reason="none there"'
	{
		cat <<-END
			<?xml version="1.0" encoding="UTF-8"?>
			<submission xmlns="urn:x-ilo:submission:1" version="1.0" kind="${7:-contribution}">
			  <cover>
			    <host country="$3"/>
			    <semester>$4</semester>
			    <presidency>$5</presidency>
			    <reporting-state$flag>$2</reporting-state>
			    <document id="$2-$3" revision="${revision:-1}" date="$year-$day" language="en"/>
			    <marking>PUBLIC</marking>
			  </cover>
			  <network><officers>
		END
		for post in $6; do
			echo "<post sending-state=\"${post%=*}\" officers=\"${post#*=}\"" \
				'duty="full" posting="consular-post"/>'
		done
		echo '</officers></network></submission>'
	} >"$1"
}

# line HOST REPORT STATE: the line of the table, blanks run together.
line() {
	grep -E "^$1 +$2 +$3 " "$BATS_TEST_TMPDIR/out" | tr -s ' '
}

@test "officers make reports expected, of this semester and the one before" {
	report "$in/1.xml" FR GH 2023-S2 ES 'FR=2 DE=1 IT=1 NL=1'
	report "$in/2.xml" FR GH 2024-S1 BE 'FR=2 NL=0 BE=1'
	check 0 ingest --received 2023-12-30 "$in/1.xml"
	check 0 ingest --received 2024-06-28T10:00:00Z "$in/2.xml"
	check 1 expected --as-of 2024-07-10 2024-S1
	[ "$(line GH contribution FR)" = 'GH contribution FR in time 2 2024-06-28 yes 2024-S1 2.xml' ]
	[ "$(line GH contribution BE)" = 'GH contribution BE missing 10 - yes 2024-S1 -' ]
	[ "$(line GH contribution DE)" = 'GH contribution DE missing 10 - yes 2023-S2 -' ]
	[ -z "$(line GH contribution NL)" ] # another says that it has none left
	[ "$(line GH network-report BE)" = 'GH network-report BE missing 10 - yes 2024-S1 -' ]
	[[ $err == *'error DRV040: '*': 4 for 2024-S1 as of 2024-07-10T23:59:59Z, 0 of them'* ]]
	[[ $out == *$'\nno officer known of: BG CZ '* ]]
	[[ $out == *'due 2024-06-30 (house: '* ]]
	# Nothing of 2024 is known in 2023, and the years before had nothing.
	check 0 expected --as-of 2023-12-31T12:00:00Z 2024-S1
	[ "$(line GH contribution FR)" = 'GH contribution FR awaited - yes 2023-S2 -' ]
}

@test "early, in time on the last day, late by the first version" {
	report "$in/1.xml" FR GH 2024-S1 BE 'FR=1'
	report "$in/2.xml" DE GH 2024-S1 BE 'DE=1'
	report "$in/3.xml" IT GH 2024-S1 BE 'IT=1'
	report "$in/4.xml" ES GH 2024-S1 BE 'ES=1'
	check 0 ingest --received 2024-06-22 "$in/1.xml"
	check 0 ingest --received 2024-06-23 "$in/2.xml"
	check 0 ingest --received 2024-06-30T23:59:59Z "$in/3.xml"
	check 0 ingest --received 2024-07-01T00:00:00Z "$in/4.xml"
	revision=2 report "$in/5.xml" FR GH 2024-S1 BE 'FR=1'
	check 0 ingest --received 2024-09-01 "$in/5.xml"
	check 1 expected 2024-S1
	[ "$(line GH contribution FR)" = 'GH contribution FR early 8 2024-06-22 yes 2024-S1 5.xml' ]
	[[ $(line GH contribution DE) == *' in time 7 '* ]]
	[[ $(line GH contribution IT) == *' in time 2024-06-30 '* ]]
	[[ $(line GH contribution ES) == *' late 1 2024-07-01 '* ]]
	[[ $err == *'warning DRV041: '*': 1 for 2024-S1' ]]
	check 1 expected -q 2024-S1
	[[ $err != *DRV041* ]]
}

@test "--fail-on error lets late reports pass, not missing ones" {
	report "$in/1.xml" FR GH 2024-S1 BE 'FR=1'
	check 0 ingest --received 2024-07-05 "$in/1.xml"
	check 1 expected 2024-S1
	check 0 expected --fail-on error 2024-S1
	report "$in/2.xml" DE TN 2024-S1 BE 'DE=1 FR=1'
	check 0 ingest --received 2024-06-05 "$in/2.xml"
	check 1 expected --fail-on error 2024-S1
}

@test "who is not bound is never missing, what was rejected is not there" {
	report "$in/1.xml" FR GH 2024-S1 BE 'FR=1 DK=1 NO=1 DE=1'
	report "$in/2.xml" DE GH 2024-S1 BE 'DE=1'
	sed -i 's/<presidency>BE/<presidency>HU/' "$in/2.xml"
	check 0 ingest --received 2024-06-28 "$in/1.xml"
	check 1 ingest --received 2024-06-29 "$in/2.xml"
	check 1 expected --as-of 2024-08-01 2024-S1
	[ "$(line GH contribution DK)" = 'GH contribution DK voluntary - no 2024-S1 -' ]
	[ "$(line GH contribution NO)" = 'GH contribution NO voluntary - no 2024-S1 -' ]
	[ "$(line GH contribution DE)" = 'GH contribution DE rejected 32 - yes 2024-S1 2.xml' ]
	[ "$(line GH network-report acting)" = 'GH network-report acting missing 32 - yes 2024-S1 -' ]
	[[ $err == *', 1 of them sent and rejected' ]]
}

@test "the acting Presidency's report is the network's; one state is no network" {
	report "$in/1.xml" FR GH 2024-S1 BE 'FR=1 DE=1'
	acting=1 report "$in/2.xml" FR GH 2024-S1 BE 'FR=1 DE=1' network-report
	report "$in/3.xml" IT TN 2024-S1 BE 'IT=1'
	check 0 ingest --received 2024-06-28 "$in"
	check 1 expected --as-of 2024-07-01 2024-S1
	[ "$(line GH network-report FR)" = 'GH network-report FR in time 2 2024-06-28 yes 2024-S1 2.xml' ]
	[ -z "$(line TN network-report '.*')" ]
}

@test "a legal date where an act sets one, and no calendar is status 4" {
	report "$in/1.xml" FR GH 2008-S1 SI 'FR=1'
	check 0 ingest --received 2008-06-28 "$in/1.xml"
	check 0 expected 2008-S1
	[[ $out == *'Presidency SI; due 2008-06-30 (legal: Article 6(1) '* ]]
	[[ $out != *' HR '* ]] # not a member yet
	check 4 expected 2003-S1
	[[ $err == *TRA005* ]]
}

@test "an empty archive: nobody is known, nothing is missing" {
	check 0 expected 2024-S1
	[[ $out == *'0 reports, 0 of them demanded'* ]]
	[ -z "$err" ]
}

@test "the JSON says what the table says, in any locale and time zone" {
	report "$in/1.xml" FR GH 2024-S1 BE 'FR=1 DE=1'
	check 0 ingest --received 2024-06-28 "$in/1.xml"
	check 1 expected --json --as-of 2024-07-10 2024-S1
	cp "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/json"
	LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo check 1 expected --json --as-of 2024-07-10 2024-S1
	cmp "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/json"
	/usr/bin/python3 - "$BATS_TEST_TMPDIR/json" <<-'END'
		import json, sys
		found = json.load(open(sys.argv[1]))
		rows = {(r['report'], r['state']): r for r in found['reports']}
		assert rows['contribution', 'DE'] == {
		    'host': 'GH', 'report': 'contribution', 'state': 'DE', 'standing': 'missing',
		    'days': 10, 'received': None, 'file': None, 'demanded': True,
		    'known-by': '2024-S1'}, rows
		assert rows['network-report', None]['standing'] == 'missing'
		assert found['counts']['missing'] == 2 and found['counts']['in time'] == 1
		assert found['due']['basis'] == 'house' and 'FI' in found['no-officer-known']
	END
}

@test "the example of ilo-expected(1) runs" {
	report "$in/1.xml" FR GH 2024-S1 BE 'FR=1 DE=1'
	check 0 ingest --received 2024-07-28 "$in/1.xml"
	example=$(sed -n '/^.Sh EXAMPLES/,/^.Sh SEE/s/^\.Dl ilo //p' driver/ilo-expected.1)
	[ "$(wc -l <<<"$example")" -eq 1 ]
	# shellcheck disable=SC2086
	check 1 "$BUILD/ilo" ${example/-a archive/-a $archive}
	[ "$(wc -l <<<"$err")" -eq 1 ]
}
