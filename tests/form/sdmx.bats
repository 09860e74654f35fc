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

# What three services published, under other data structures; see messages/README.md.
published=tests/form/messages/published

@test "a published message of another data structure gets one finding, which names both" {
	check 1 ingest $published/*
	[ "$(grep -c ' error ' <<<"$err")" -eq 3 ]
	[[ $err == *"eurostat-generic.xml:19: error ING491: "*"ILO:FLOWS(1.0)"*": ESTAT:DSD_cdh_e_fos(1.0)"* ]]
	[[ $err == *"eurostat-specific.xml:14: error ING491: "*"ILO:FLOWS(1.0)"*": ESTAT:NRG_BAL_S(1.0)"* ]]
	[[ $err == *"oecd-1.0.csv:2: error ING430: "*"ILO:FLOWS(1.0)"*": 'OECD.SDD.TPS:DSD_G20_PRICES@DF_G20_PRICES(1.0)'"* ]]
	[ "$(sql 'SELECT kind, fate FROM submission ORDER BY kind')" = \
		$'sdmx-csv|rejected\nsdmx-ml|rejected\nsdmx-ml|rejected' ]
}

# relabelled NAME: the message as it was published, with our names for its structure,
# components and codes; bytes of Eurostat and the OECD otherwise.
relabelled() {
	case $1 in
	eurostat-specific.xml)
		sed '/TIME_PERIOD="\(199\|200\|201[0-6]\)/d
			s/Ref id="NRG_BAL_S" agencyID="ESTAT"/Ref id="FLOWS" agencyID="ILO"/
			s/Sender id="ESTAT"/Sender id="FR"/
			s/geo="AL"/HOST_COUNTRY="AL"/; s/siec="[^"]*"/INDICATOR="IBC_BETWEEN"/
			s/unit="GWH"/UNIT_MEASURE="DETECTIONS"/; s/freq="A"/FREQ="M"/
			s/nrg_bal="AFC"/COUNTED_BY="own"/
			s/"2017"/"2024-01"/; s/"2018"/"2024-02"/; s/"2019"/"2024-03"/
			s/"2020"/"2024-04"/; s/"2021"/"2024-05"/; s/"2022"/"2024-06"/
			s/\(OBS_VALUE="[0-9]*\)\./\1/'
		;;
	eurostat-generic.xml)
		sed 's/agencyID="ESTAT" id="DSD_cdh_e_fos"/agencyID="ILO" id="FLOWS"/
			s/Sender id="ESTAT"/Sender id="FR"/; s/>2014-07-18T/>2024-07-18T/
			s/"UNIT" value="PC"/"UNIT_MEASURE" value="DETECTIONS"/
			s/"Y_GRAD" value="TOTAL"/"CITIZENSHIP" value="_T"/
			s/"Y_GRAD" value="Y_GE1990"/"CITIZENSHIP" value="GH"/
			s/"FOS07" value="FOS1"/"INDICATOR" value="IBC_BETWEEN"/
			s/\(.*\)"GEO" value="BE"\(.*\)/\1"HOST_COUNTRY" value="GH"\2\1"COUNTED_BY" value="own"\2/
			s/"FREQ" value="A"/"FREQ" value="M"/; s/value="na"/value="O"/
			s/"2009"/"2024-02"/; s/"2006"/"2024-01"/; s/43\.75/4375/'
		;;
	oecd-1.0.csv)
		sed '1!{/,202[0-5],/!d}
			1s/,REF_AREA,FREQ,METHODOLOGY,MEASURE,/,HOST_COUNTRY,FREQ,REPORTER,INDICATOR,/
			1s/EXPENDITURE,ADJUSTMENT,TRANSFORMATION/CITIZENSHIP,COUNTED_BY,ROUTE/
			1s/UNIT_MULT,BASE_PER,DURABILITY,DECIMALS/BORDER,CONF_STATUS,SOURCE,SOURCE_LINE/
			s/^OECD[^,]*,CHN,A,N,CPI,PA,_T,N,GY,/ILO:FLOWS(1.0),CN,M,FR,IBC_BETWEEN,DETECTIONS,_T,own,_T,/
			s/,A,0,,,1/,A,_T,,,1/; s/,0\.\([0-9]\),/,\1,/; s/,\([0-9]\)\.\([0-9]\),/,\1\2,/
			s/,2020,/,2024-01,/; s/,2021,/,2024-02,/; s/,2022,/,2024-03,/
			s/,2023,/,2024-04,/; s/,2024,/,2024-05,/; s/,2025,/,2024-06,/'
		;;
	esac <$published/"$1"
}

@test "published messages under our names end in the register with their values" {
	local name
	for name in eurostat-specific.xml eurostat-generic.xml oecd-1.0.csv; do
		relabelled "$name" >"$in/$name"
		rows "$name" "$in/$name"
		cut -d, -f4,8,12-14 "$BATS_TEST_TMPDIR/rows-$name" | tail -n +2 >"$in/said-$name"
	done
	diff "$in/said-eurostat-specific.xml" - <<'END'
AL,_T,2024-01,1432220,DETECTIONS
AL,_T,2024-02,2780662,DETECTIONS
AL,_T,2024-03,1436330,DETECTIONS
AL,_T,2024-04,1752246,DETECTIONS
AL,_T,2024-05,2640835,DETECTIONS
AL,_T,2024-06,1668153,DETECTIONS
END
	diff "$in/said-eurostat-generic.xml" - <<'END'
GH,GH,2024-01,,DETECTIONS
GH,GH,2024-02,4375,DETECTIONS
GH,_T,2024-01,,DETECTIONS
GH,_T,2024-02,,DETECTIONS
END
	diff "$in/said-oecd-1.0.csv" - <<'END'
CN,_T,2024-01,25,DETECTIONS
CN,_T,2024-02,9,DETECTIONS
CN,_T,2024-03,2,DETECTIONS
CN,_T,2024-04,2,DETECTIONS
CN,_T,2024-05,2,DETECTIONS
CN,_T,2024-06,0,DETECTIONS
END
}

@test "sender, semester, day and nature come from the header and the rows" {
	tests/form/to-sdmx series "$sample" >"$in/a.xml"
	check 0 ingest "$in/a.xml"
	[ "$(sql 'SELECT kind, sender, report, nature, first, last, published, series, version FROM submission')" = \
		'sdmx-ml|NL|statistics|exercise|2024-S1|2024-S1|2024-06-18|sdmx/NL/2024-S1|2024-06-18' ]
	rm -rf "$archive"
	"$BUILD/ilo" init "$archive"
	check 1 ingest --sender BE "$in/a.xml"
	[[ $err == *"error ING205: "*"it came from BE, it names NL"* ]]
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
ING490|2|s/sdmx.org\/resources\/sdmxml\/schemas\/v2_1/SDMX.org\/resources\/SDMXML\/schemas\/v2_0/
ING494|9|9s/$/<message:DataSetAction>Delete<\/message:DataSetAction>/
ING491|11|s/id="FLOWS" version/id="EXR" version/
ING434||s/<message:Sender id="NL"\/>//
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
