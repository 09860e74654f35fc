# Each trap that real public tables held (samples/*.md) is a test of its own.

bats_require_minimum_version 1.5.0
load helpers.bash

setup() {
	new_archive
	tables=tests/ingest/tables
	old=samples/frontex/frontex_ibc_vintage_2025-02-07.csv
	new=samples/frontex/frontex_ibc_vintage_2025-03-10.csv
}

# cells SEMESTER [OPTION]...: "HOST CITIZENSHIP REPORTER ROUTE PERIOD VALUE STATUS" of each row.
cells() {
	local semester=$1
	shift
	rm -rf "$BATS_TEST_TMPDIR/made"
	"$BUILD/ilo-transform" -a "$archive" --semester "$semester" -o "$BATS_TEST_TMPDIR/made" "$@" 2>/dev/null
	awk -F, 'NR > 1 { print $4, $8, $7, $9, $12, $13, $15 }' "$BATS_TEST_TMPDIR/made/flows.csv"
}

# ---- Frontex

@test "revisions: both vintages are kept, each answers for its time" {
	ingest --quiet --published 2025-02-07 $old
	ingest --quiet --published 2025-03-10 $new
	[ "$(cells 2024-S1 | awk '{ s += $6 } END { print s }')" -eq 95396 ]
	[ "$(cells 2024-S1 --known-at 2025-02-20 | awk '{ s += $6 } END { print s }')" -eq 95318 ]
	[ "$(cells 2023-S2 | awk '{ s += $6 } END { print s }')" -eq 246973 ]
	[ "$(cells 2023-S2 --known-at 2025-02-20 | awk '{ s += $6 } END { print s }')" -eq 251653 ]
}

@test "revisions: two quarters are no longer what the FRAN tables of 2015 printed" {
	ingest --quiet --published 2025-03-10 $new
	# 22,038 for 2014Q1 and 170,155 for 2015Q2 then.
	[ "$(cells 2014-S1 | awk '$5 <= "2014-03" { s += $6 } END { print s }')" -eq 21826 ]
	[ "$(cells 2015-S1 | awk '$5 >= "2015-04" { s += $6 } END { print s }')" -eq 167992 ]
}

@test "an empty nationality is not specified, and how many there were is said" {
	check 0 ingest --published 2025-02-07 $old
	[[ "$err" == *"info ING242:"*"267 of 33316 rows"* ]]
	half=$(tr -d '"' <$old | awk -F, '$3 == "" { print $4; exit }' |
		awk -F- '{ print $1 "-S" ($2 <= 6 ? 1 : 2) }')
	[ "$(cells "$half" | grep -c '^_X _X ')" -gt 0 ]
}

@test "XKX is Kosovo, BES is Bonaire, NAM is Namibia, whose code NA is no missing value" {
	printf 'route,border_type,nationality,month,count\nOther,Land,%s,2024-01,%s\n' XKX 3 >"$in/t.csv"
	printf 'Other,Land,BES,2024-01,2\n' >>"$in/t.csv"
	printf 'Other,Land,NAM,2024-01,5\nOther,Land,STL,2024-01,7\nOther,Land,OOS,2024-01,9\n' >>"$in/t.csv"
	check 0 ingest "$in/t.csv"
	[ "$(cells 2024-S1)" = \
'BQ BQ FRONTEX OTHER 2024-01 2 A
NA NA FRONTEX OTHER 2024-01 5 A
STLS STLS FRONTEX OTHER 2024-01 7 A
XK XK FRONTEX OTHER 2024-01 3 A
_S _S FRONTEX OTHER 2024-01 9 A' ]
}

@test "a nationality that was gone by then is taken with a warning" {
	printf 'route,border_type,nationality,month,count\nOther,Land,ANT,2024-01,1\n' >"$in/t.csv"
	check 0 ingest "$in/t.csv"
	[[ "$err" == *"t.csv:2: warning ING241:"*"AN in 2024-01"* ]]
}

@test "zeros are not listed: within the file's months they are zero, outside missing" {
	vintage "$in/t.csv" 4
	printf 'Black Sea Route,Sea,SYR,2024-03,1\n' >>"$in/t.csv"
	ingest --quiet "$in/t.csv"
	[ "$(sql 'SELECT zero_from, zero_to FROM submission')" = '2024-01|2024-03' ]
	cells 2024-S1 >/dev/null
	"$BUILD/ilo-analyze" "$BATS_TEST_TMPDIR/made/networks.xml" "$BATS_TEST_TMPDIR/made/flows.csv" \
		-o "$BATS_TEST_TMPDIR/statistics.xml"
	point() { grep -o "<point id=\"_T.IBC_BETWEEN.$1.total\"[^>]*" "$BATS_TEST_TMPDIR/statistics.xml"; }
	[[ "$(point 2024-02)" == *'state="value" value="0"'* ]]
	[[ "$(point 2024-04)" == *'state="missing"'* ]]
}

# ---- Italy

@test "zeros: a route that is quiet in most months has no row in them" {
	ingest --quiet --published 2025-03-10 $new
	local semester quiet=0 year
	for year in $(seq 2019 2023); do
		for semester in $year-S1 $year-S2; do
			quiet=$((quiet + 6 - $(cells "$semester" | awk '$4 == "BLACKSEA" { print $5 }' | sort -u | wc -l)))
		done
	done
	[ "$quiet" -eq "$(/usr/bin/python3 -c '
import csv, sys
print(60 - len({r["month"] for r in csv.DictReader(open(sys.argv[1]))
                if "Black" in r["route"] and "2019" <= r["month"] < "2024"}))' $new)" ]
	[ "$quiet" -gt 30 ]
	[ "$(sql 'SELECT zero_from, zero_to FROM submission')" = '2009-01|2025-01' ]
}

@test "repeated days count once, by the latest report" {
	{
		echo Data,Valore,Note,Fonte,Data_Report
		for day in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15; do echo "2023-02-$day,1,,,2023-02-15"; done
		for day in 16 17 18 19 20 21 22 23 24 25 26 27 28; do echo "2023-02-$day,0,,,2023-02-15"; done
		for day in 01 02 03 04 05 06 07 08 09 10 11 12 13 14; do echo "2023-02-$day,1,,,2023-02-28"; done
		for day in 15 16 17 18 19 20 21 22 23 24 25 26 27 28; do echo "2023-02-$day,10,,,2023-02-28"; done
	} >"$in/days.csv"
	check 0 ingest "$in/days.csv"
	[[ "$err" == *"info ING409:"*": 1 day(s)"* ]]
	[[ "$err" == *"info ING407:"*"13 of 56 rows"* ]]
	[ "$(cells 2023-S1)" = '_T _T IT CMED 2023-02 154 A' ]
	[[ "$(cat "$BATS_TEST_TMPDIR/made/flows.csv")" == *',57,rows 29-56' ]]
}

@test "the order of the reports in the file does not matter" {
	ingest --quiet samples/italy/sbarchi-per-giorno.csv
	cells 2021-S1 >"$BATS_TEST_TMPDIR/given"
	{
		head -n 1 samples/italy/sbarchi-per-giorno.csv
		tail -n +2 samples/italy/sbarchi-per-giorno.csv | tac
	} >"$in/reversed.csv"
	archive=$BATS_TEST_TMPDIR/other
	"$BUILD/ilo" init "$archive"
	ingest --quiet "$in/reversed.csv"
	cells 2021-S1 | diff "$BATS_TEST_TMPDIR/given" -
}

@test "a day that has not been gives no zero: the month is not told yet" {
	sed -n '1p;/,2023-12-15/p' samples/italy/sbarchi-per-giorno.csv | tr -d '\r' >"$in/half.csv"
	[ "$(wc -l <"$in/half.csv")" -eq 32 ]
	check 0 ingest "$in/half.csv"
	[[ "$err" == *"info ING406:"*"2023-12: 15 day(s)"* ]]
	[ -z "$(cells 2023-S2)" ]
}

@test "a value on a day that has not been is passed over with a warning" {
	printf 'Data,Valore,Note,Fonte,Data_Report\n2023-12-02,5,,,2023-12-01\n' >"$in/ahead.csv"
	check 0 ingest "$in/ahead.csv"
	[[ "$err" == *"warning ING408:"* ]]
}

@test "the same day twice in one report is an error" {
	printf 'Data,Valore,Note,Fonte,Data_Report\n2023-12-01,5,,,2023-12-15\n2023-12-01,5,,,2023-12-15\n' >"$in/twice.csv"
	check 1 ingest "$in/twice.csv"
	[[ "$err" == *"twice.csv:3: error ING231:"*"first on line 2"* ]]
}

# report DAY "CODE VALUE"...: rows of a report on nationalities.
report() {
	local day=$1 row
	shift
	for row; do echo "$day,x,${row% *},${row#* }"; done
}

@test "figures since January become those of months; altre is what is left" {
	{
		echo Data_Report,Nazione,ISO_3166-1,Valore
		report 2023-01-15 'TN 1' ' 1'
		report 2023-01-31 'TN 10' 'GN 5' ' 5'
		report 2023-02-28 'TN 30' 'CI 7' ' 13'
		report 2023-03-31 'TN 31' 'CI 9' ' 30'
	} >"$in/n.csv"
	check 0 ingest "$in/n.csv"
	[[ "$err" == *"info ING411:"*": 1 of single months"* ]]
	[ "$(cells 2023-S1)" = \
'CI CI IT CMED 2023-03 2 A
GN GN IT CMED 2023-01 5 A
TN TN IT CMED 2023-01 10 A
TN TN IT CMED 2023-02 20 A
TN TN IT CMED 2023-03 1 A
_X _X IT CMED 2023-01 5 A
_X _X IT CMED 2023-02 10 A
_X _X IT CMED 2023-03 17 A' ]
}

@test "the year begins anew" {
	{
		echo Data_Report,Nazione,ISO_3166-1,Valore
		report 2022-12-31 'TN 100' ' 50'
		report 2023-01-31 'TN 3' ' 4'
	} >"$in/n.csv"
	check 0 ingest "$in/n.csv"
	[ "$(cells 2023-S1)" = \
'TN TN IT CMED 2023-01 3 A
_X _X IT CMED 2023-01 4 A' ]
}

@test "a figure since January that fell is not told, and said" {
	{
		echo Data_Report,Nazione,ISO_3166-1,Valore
		report 2023-01-31 'TN 10' 'GN 5' ' 0'
		report 2023-02-28 'TN 8' 'GN 6' ' 9'
	} >"$in/n.csv"
	check 0 ingest "$in/n.csv"
	[[ "$err" == *"n.csv:5: warning ING410:"*"TN, 2023-02: 8 after 10"* ]]
	[ "$(cells 2023-S1 | grep 2023-02)" = \
'GN GN IT CMED 2023-02 1 A
_X _X IT CMED 2023-02 7 A' ]
}

@test "where more is told apart than the whole grew by, nothing is told" {
	{
		echo Data_Report,Nazione,ISO_3166-1,Valore
		report 2023-01-31 'TN 10' ' 50'
		report 2023-02-28 'TN 60' ' 5'
	} >"$in/n.csv"
	check 0 ingest "$in/n.csv"
	[[ "$err" == *"n.csv:5: warning ING418:"*"2023-02: the whole grew by 5, what is told apart by 50"* ]]
	! cells 2023-S1 | grep 2023-02 || false
}

@test "a month without a report at its end gets no figure" {
	{
		echo Data_Report,Nazione,ISO_3166-1,Valore
		report 2023-01-31 'TN 10' ' 50'
		report 2023-02-15 'TN 11' ' 50'
		report 2023-03-31 'TN 13' ' 50'
	} >"$in/n.csv"
	check 0 ingest "$in/n.csv"
	[[ "$err" == *"info ING412:"*": 2 month(s)"* ]]
	[ "$(cells 2023-S1 | cut -d' ' -f5 | sort -u)" = 2023-01 ]
}

# ---- Eurostat

# one GEO CITIZEN VALUE FLAG...: a table of such rows in the raw form, as Windows-1252.
one() {
	{
		head -n 1 $tables/eurostat-eipre.csv
		printf '"2015","%s","%s","Total","Total","Person","%s","%s"\n' "$@" |
			iconv -f UTF-8 -t WINDOWS-1252
	} >"$in/one.csv"
}

# takes: each line "GEO|CITIZEN|VALUE|FLAG|CELL" of standard input becomes that cell.
takes() {
	local geo citizen value flag cell
	local -a rows=() wanted=()
	while IFS='|' read -r geo citizen value flag cell; do
		rows+=("$geo" "$citizen" "$value" "$flag")
		wanted+=("$cell")
	done
	one "${rows[@]}"
	check 0 ingest "$in/one.csv"
	diff <(printf '%s\n' "${wanted[@]}" | sort) <(cells 2015-S2 | sort)
}

@test "names of countries as Eurostat writes them" {
	takes <<'END'
Greece|Namibia|5||NA NA GR _T 2015 5 A
United Kingdom|Swaziland|5||SZ SZ GB _T 2015 5 A
Czech Republic|Myanmar/Burma|5||MM MM CZ _T 2015 5 A
Czechia|Former Yugoslav Republic of Macedonia, the|5||MK MK CZ _T 2015 5 A
Germany (until 1990 former territory of the FRG)|Stateless|5||STLS STLS DE _T 2015 5 A
Estonia|Recognised non-citizens|5||RNC RNC EE _T 2015 5 A
Latvia|Unknown|5||_X _X LV _T 2015 5 A
Spain|Kosovo*|5||XK XK ES _T 2015 5 A
Italy|Kosovo (under United Nations Security Council Resolution 1244/99)|5||XK XK IT _T 2015 5 A
Portugal|São Tomé and Príncipe|5||ST ST PT _T 2015 5 A
France|Côte d’Ivoire|5||CI CI FR _T 2015 5 A
END
}

@test "every name that was met in Eurostat's extracts is known, but for aggregates" {
	awk -F '[<>]' '/scheme="eurostat-label"/ { print $3 }' schema/codelists/countries.xml |
		sed 's/&amp;/\&/g' | sort -u >"$BATS_TEST_TMPDIR/known"
	tail -n +2 $tables/eurostat-eipre.csv | iconv -f WINDOWS-1252 -t UTF-8 |
		/usr/bin/python3 -c '
import csv, sys
for row in csv.reader(sys.stdin):
    print(row[1], row[2], sep="\n")' | sort -u |
		grep -v '^European Union\|^America$\|^Total$' >"$BATS_TEST_TMPDIR/met"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/met")" -ge 15 ]
	[ -z "$(comm -13 "$BATS_TEST_TMPDIR/known" "$BATS_TEST_TMPDIR/met")" ]
}

@test "a thousands comma, and what is none" {
	local wrong line=1
	local -a rows=()
	takes <<'END'
Greece|Ghana|1,405||GH GH GR _T 2015 1405 A
Greece|Togo|1,234,405||TG TG GR _T 2015 1234405 A
Greece|Benin|1405||BJ BJ GR _T 2015 1405 A
END
	for wrong in 1,40 ,405 1,4050 1,,405 1405,405 1,405, 1.405 ' 5' -5 '' 12345678901234567890; do
		rows+=(Greece Ghana "$wrong" '')
	done
	one "${rows[@]}"
	check 1 ingest "$in/one.csv"
	for wrong in {1..11}; do
		line=$((line + 1))
		[[ "$err" == *"one.csv:$line: error ING234:"* ]] || { echo "$line: $err"; false; }
	done
}

@test "a colon is a missing value, not zero" {
	takes <<'END'
Greece|Ghana|:||GH GH GR _T 2015  O
Greece|Togo|:|b|TG TG GR _T 2015  O
Greece|Benin|0||BJ BJ GR _T 2015 0 A
END
}

@test "flags: d, b, e, and of several the worst" {
	takes <<'END'
Greece|Ghana|5|d|GH GH GR _T 2015 5 D
Greece|Togo|5|b|TG TG GR _T 2015 5 B
Greece|Benin|5|e|BJ BJ GR _T 2015 5 E
Greece|Mali|5|bd|ML ML GR _T 2015 5 B
Greece|Chad|5|de|TD TD GR _T 2015 5 D
END
	one Greece Ghana 5 x Greece Togo 5 z
	check 1 ingest "$in/one.csv"
	[[ "$err" == *"one.csv:2: error ING403:"* ]]
	[[ "$err" == *"one.csv:3: error ING228:"* ]]
}

@test "aggregates of states and of citizens are left out, and how many is said" {
	check 0 ingest $tables/eurostat-eipre.csv
	[[ "$err" == *"info ING413:"* ]]
	! cells 2015-S2 | grep ' _T .* _T ' || false
	[ "$(cells 2015-S2 | awk '{ print $3 }' | sort -u | tr '\n' ' ')" = 'CZ DE EE GB GR LI NL ' ]
}

@test "rounding: parts that make a total but for rounding are nothing to tell, others are" {
	{
		head -n 1 $tables/eurostat-eipre.csv
		printf '"2015","Greece","%s","Total","Total","Person","%s",""\n' \
			Ghana 5 Togo 5 Benin 5 Total 20
	} >"$in/near.csv"
	check 0 ingest "$in/near.csv"
	[[ "$err" != *ING414* ]]
	sed 's/"20"/"40"/' "$in/near.csv" >"$in/far.csv"
	check 0 ingest --received 2024-08-01 "$in/far.csv"
	[[ "$err" == *"far.csv:5: info ING414:"*"40 published, 15 in 3 part(s)"* ]]
}

@test "rounding: a value that is not rounded as the others is taken with a warning" {
	takes <<<'Greece|Ghana|7||GH GH GR _T 2015 7 A'
	[[ "$err" == *"warning ING415:"*"1 of 1 rows"* ]]
}

@test "Windows-1252 in a file that calls for it; UTF-8 with a mark as well" {
	one Portugal 'São Tomé and Príncipe' 5 ''
	LC_ALL=C grep -qaP 'S\xe3o Tom\xe9' "$in/one.csv"
	check 0 ingest "$in/one.csv"
	{ printf '\357\273\277'; iconv -f WINDOWS-1252 -t UTF-8 "$in/one.csv"; } >"$in/utf8.csv"
	check 0 ingest "$in/utf8.csv"
	[ "$(fates)" = 'duplicate' ]
	[[ "$err" == *"info ING317:"* ]] # read, and it says the same
}

@test "UTF-8 without a mark is not what Windows-1252 means" {
	one Portugal 'São Tomé and Príncipe' 5 ''
	iconv -f WINDOWS-1252 -t UTF-8 "$in/one.csv" >"$in/utf8.csv"
	check 1 ingest "$in/utf8.csv"
	[[ "$err" == *"utf8.csv:2: error ING225:"* ]]
	printf '"2015","Greece","Gh\x81na","Total","Total","Person","5",""\n' >>"$in/one.csv"
	check 1 ingest "$in/one.csv"
	[[ "$err" == *"one.csv:3: error ING401:"*"0x81"* ]]
}

@test "another table of Eurostat in the same form is not taken for this one" {
	{
		head -n 1 $tables/eurostat-eipre.csv
		printf '"2015","Greece","Ghana","Males","Total","Person","5",""\n'
	} >"$in/males.csv"
	check 1 ingest "$in/males.csv"
	[[ "$err" == *"males.csv:2: error ING404:"*"SEX holds 'Males', not 'Total'"* ]]
}

@test "each Eurostat count is in persons, not in the unit of states' own counts" {
	ingest --quiet $tables/eurostat-eirfs.csv
	cells 2015-S2 >"$BATS_TEST_TMPDIR/cells"
	awk -F, 'NR > 1 && ($14 != "PERSONS" || $5 != "REFUSED" || $6 != "agency") { exit 1 }' \
		"$BATS_TEST_TMPDIR/made/flows.csv"
}
