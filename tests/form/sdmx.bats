#!/usr/bin/env bats
# SDMX-ML 2.1: the statistics of a native submission in the four ways of the
# standard, and what is wrong with others.

load helpers

setup() {
	new_archive
}

@test "structure-specific and generic, flat and by series, give the rows of native XML" {
	rows xml "$sample"
	for way in flat series generic-flat generic-series; do
		tests/form/to-sdmx $way "$sample" >"$in/$way.xml"
		xmllint --noout "$in/$way.xml"
		rows $way "$in/$way.xml"
		same xml $way
	done
	grep -q ',5[0-9],/StructureSpecificData/DataSet\[1\]/Series\[[0-9]*\]/Obs\[1\]$' \
		"$BATS_TEST_TMPDIR/series/out/flows.csv"
}

@test "messages in the shapes of the ECB, the BIS, Eurostat and the OECD say the same rows" {
	local message
	for message in tests/form/messages/*.{xml,csv}; do
		rm -rf "$archive" "$in/out"
		"$BUILD/ilo" init "$archive"
		check 0 ingest --received 2024-08-01 "$message"
		[ -z "$err" ]
		[ "$(sql 'SELECT sender, report, nature, first, last FROM submission')" = \
			'FR|statistics|real|2024-S1|2024-S1' ]
		check 0 "$BUILD/ilo-transform" -a "$archive" --semester 2024-S1 -o "$in/out"
		[ "$(cut -d, -f4-16 "$in/out/flows.csv" | tail -n +2)" = \
'GH,IBC_BETWEEN,own,FR,GH,_T,_T,S,2024-S1,40,DETECTIONS,P,F
GH,IBC_BETWEEN,own,FR,NG,_T,_T,S,2024-S1,20,DETECTIONS,A,F
GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,60,DETECTIONS,A,F
GH,REFUSED,own,FR,_T,_T,_T,M,2024-01,,DECISIONS,O,F
GH,REFUSED,own,FR,_T,_T,_T,M,2024-03,7,DECISIONS,A,F' ]
	done
}

@test "sender, semester, day and nature come from the header and the rows" {
	tests/form/to-sdmx series "$sample" >"$in/a.xml"
	check 0 ingest "$in/a.xml"
	[ "$(sql 'SELECT kind, sender, report, nature, first, last, published, series, version FROM submission')" = \
		'sdmx-ml|NL|statistics|exercise|2024-S1|2024-S1|2024-06-18|sdmx/NL/2024-S1|2024-06-18' ]
	rm -rf "$archive"
	"$BUILD/ilo" init "$archive"
	check 1 ingest --sender BE "$in/a.xml"
	[[ $err == *"error ING205: "*"--sender BE, document NL"* ]]
}

@test "absences keep their flags" {
	tests/form/to-sdmx flat "$sample" |
		sed '0,/ OBS_VALUE="[0-9]*"\(.*\) OBS_STATUS="A" CONF_STATUS="F"/s// OBS_VALUE="NaN"\1 OBS_STATUS="Q" CONF_STATUS="A"/' >"$in/a.xml"
	grep -q 'OBS_VALUE="NaN"' "$in/a.xml"
	check 0 ingest "$in/a.xml"
	check 0 "$BUILD/ilo-transform" -a "$archive" --semester 2024-S1 -o "$in/out"
	grep -q ',,[A-Z]*,Q,A,' "$in/out/flows.csv"
}

@test "each mistake has its finding and its line" {
	local id line change
	tests/form/to-sdmx flat "$sample" >"$in/good.xml"
	while IFS='|' read -r id line change; do
		sed "$change" "$in/good.xml" >"$in/bad.xml"
		! cmp -s "$in/good.xml" "$in/bad.xml" || false
		rm -rf "$archive"
		"$BUILD/ilo" init "$archive"
		check 1 ingest "$in/bad.xml"
		grep -q "bad.xml:${line:+$line:} error $id: " <<<"$err" || {
			echo "no $id on line '$line': $err"
			return 1
		}
	done <<'END'
ING490|2|s/StructureSpecificData/Structure/
ING490|2|s/v2_1/v3_0/
ING491|11|s/id="FLOWS" version/id="EXR" version/
ING492|14|14s/ROUTE=/WAY=/
ING493|14|14s/^/<Group X="1"\/>/
ING494|13|s/action="Replace"/action="Delete"/
ING495|15|15s/REPORTER="NL"/REPORTER="BE"/
ING496|15|15s/FREQ="M"/FREQ="S"/
ING497|15|15s/OBS_VALUE="[0-9]*"//
ING498||/<Obs/d
ING234|15|15s/OBS_VALUE="/OBS_VALUE="1./
ING223|16|16s/2024-0/2023-0/
ING224|15|15s/HOST_COUNTRY="GH"/HOST_COUNTRY="FR"/
ING244||s/Sender id="NL"/Sender id="US"/;s/REPORTER="NL"/REPORTER="US"/
ING231|15|14p
ING010|15|15s/>//
ING007|1|1s/$/<!DOCTYPE a>/
END
}
