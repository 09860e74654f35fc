# SDMX-CSV of our own structure: written by hand after the field guide, and by
# another program (Python's csv).

bats_require_minimum_version 1.5.0
load helpers.bash

setup() {
	new_archive
	tables=tests/ingest/tables
}

# rows SEMESTER: the rows of its flows.csv, from HOST_COUNTRY to CONF_STATUS, line and locator.
rows() {
	"$BUILD/ilo-transform" -a "$archive" --semester "$1" -o "$BATS_TEST_TMPDIR/$1"
	tail -n +2 "$BATS_TEST_TMPDIR/$1/flows.csv" | cut -d, -f4-16,18-
}

@test "2.0: values, zero and two kinds of missing" {
	check 0 ingest --published 2024-07-31 $tables/sdmx-2.0.csv
	[ "$(sql 'SELECT kind, sender, report, first, last, series, version FROM submission')" = \
		'sdmx-csv|FR|statistics|2024-S1|2024-S1|sdmx/FR/GH/2024-S1/2024-S1|2024-07-31' ]
	[ "$(rows 2024-S1)" = \
'GH,ASYLUM,own,FR,_T,_T,_T,S,2024-S1,0,APPLICATIONS,A,F,5,row 4
GH,IBC_BETWEEN,own,FR,GH,_T,_T,S,2024-S1,40,DETECTIONS,P,F,3,row 2
GH,IBC_BETWEEN,own,FR,NG,_T,_T,S,2024-S1,20,DETECTIONS,A,F,4,row 3
GH,IBC_BETWEEN,own,FR,_T,_T,_T,S,2024-S1,60,DETECTIONS,A,F,2,row 1
GH,REFUSED,own,FR,_T,_T,_T,M,2024-01,,DECISIONS,O,F,6,row 5
GH,REFUSED,own,FR,_T,_T,_T,M,2024-02,,DECISIONS,Q,C,7,row 6
GH,REFUSED,own,FR,_T,_T,_T,M,2024-03,7,DECISIONS,A,F,8,row 7' ]
}

@test "1.0: labels in the cells, semicolons, columns in another order, two semesters" {
	check 0 ingest $tables/sdmx-1.0.csv
	[ "$(sql 'SELECT kind, sender, first, last FROM submission')" = 'sdmx-csv|GR|2023-S2|2024-S1' ]
	[ "$(rows 2023-S2)" = 'GH,IBC_BETWEEN,own,GR,_T,_T,_T,S,2023-S2,17,DETECTIONS,A,F,2,row 1' ]
	[ "$(rows 2024-S1)" = 'NA,IBC_BETWEEN,own,GR,_T,_T,_T,S,2024-S1,3,DETECTIONS,A,F,3,row 2' ]
}

@test "written by another program: rows that a state sent as XML come out the same" {
	ingest --quiet samples/2024-S1/submissions/2-june/FR-AL.xml
	rows 2024-S1 >"$BATS_TEST_TMPDIR/native"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/native")" -gt 5 ]
	/usr/bin/python3 - samples/2024-S1/submissions/2-june/FR-AL.xml "$in/FR.csv" <<'PY'
import csv, sys
import xml.etree.ElementTree as ET
root = ET.parse(sys.argv[1]).getroot()
ns = root.tag.split("}")[0] + "}"
host = root.find(f".//{ns}host").get("country")
reasons = {"not-available": "OF", "not-collected": "LF", "not-applicable": "MF",
           "confidential": "QC", "suppressed": "QN"}
out = csv.writer(open(sys.argv[2], "w", newline=""))  # CRLF, as RFC 4180 has it
out.writerow("STRUCTURE STRUCTURE_ID ACTION OBS_STATUS CONF_STATUS TIME_PERIOD OBS_VALUE "
             "UNIT_MEASURE BORDER ROUTE CITIZENSHIP COUNTED_BY INDICATOR HOST_COUNTRY "
             "REPORTER".split())
for node in root.find(f"{ns}statistics"):
    reason = node.get("reason")
    flags = reasons[reason] if reason else (node.get("status", "A") + node.get("confidentiality", "F"))
    out.writerow(["dataflow", "ILO:FLOWS(1.0)", "I", *flags, node.get("period"),
                  (node.text or node.get("value") or "").strip() if not reason else "",
                  node.get("unit"), node.get("border", "_T"), node.get("route", "_T"),
                  node.get("citizenship", "_T"), node.get("counted-by"), node.get("indicator"),
                  node.get("host", host), "FR"])
PY
	archive=$BATS_TEST_TMPDIR/other
	"$BUILD/ilo" init "$archive"
	rm -r "$BATS_TEST_TMPDIR/2024-S1"
	check 0 ingest "$in/FR.csv"
	rows 2024-S1 >"$BATS_TEST_TMPDIR/sdmx"
	diff <(sed 's/,[0-9]*,[^,]*$//' "$BATS_TEST_TMPDIR/native") \
		<(sed 's/,[0-9]*,[^,]*$//' "$BATS_TEST_TMPDIR/sdmx")
}

@test "what ilo-transform wrote for one state is a submission of that state" {
	ingest --quiet $tables/sdmx-2.0.csv
	rows 2024-S1 >"$BATS_TEST_TMPDIR/first"
	cp "$BATS_TEST_TMPDIR/2024-S1/flows.csv" "$in/flows.csv"
	archive=$BATS_TEST_TMPDIR/other
	"$BUILD/ilo" init "$archive"
	rm -r "$BATS_TEST_TMPDIR/2024-S1"
	check 0 ingest "$in/flows.csv"
	[ "$(rows 2024-S1 | cut -d, -f1-13)" = "$(cut -d, -f1-13 "$BATS_TEST_TMPDIR/first")" ]
}

@test "another semester of the same state supersedes nothing; a later version does" {
	check 0 ingest --received 2024-08-01 $tables/sdmx-2.0.csv
	sed 's/2024-S1/2024-S2/; s/2024-0/2024-1/; /-13,/d' $tables/sdmx-2.0.csv >"$in/S2.csv"
	check 0 ingest --received 2024-09-01 "$in/S2.csv"
	sed 's/,7,DECISIONS/,8,DECISIONS/' $tables/sdmx-2.0.csv >"$in/again.csv"
	check 0 ingest --received 2024-10-01 "$in/again.csv"
	rows 2024-S1 | grep -q '2024-03,8,DECISIONS'
	[ "$(rows 2024-S2 | wc -l)" -eq 6 ]
}

# broken SED LINE ID [OPTION]...: the 2.0 file changed so is rejected with that id on that line.
broken() {
	local script=$1 line=$2 id=$3
	shift 3
	sed "$script" $tables/sdmx-2.0.csv >"$in/broken.csv"
	check 1 ingest "$@" "$in/broken.csv"
	[[ "$err" == *"broken.csv${line:+:$line}: error $id:"* ]] || { echo "$script"; echo "$err"; false; }
}

@test "each fault has its line and id" {
	broken '2s/ILO:FLOWS/ESTAT:FLOWS/' 2 ING430
	broken '2s/dataflow/dataset/' 2 ING430
	broken '5s/,A,GH/,D,GH/' 5 ING431
	broken '5s/,A,GH/,M,GH/' 5 ING431
	broken '1s/UNIT_MEASURE/UNIT/' 1 ING432
	broken '1s/CITIZENSHIP/ROUTE/' 1 ING432
	broken '1s/ACTION/DATAFLOW/' 1 ING432
	broken '2s/,S,2024-S1/,M,2024-S1/' 2 ING433
	broken '2s/,FR,/,DE,/' 3 ING416
	broken '2,$s/,FR,/,,/' '' ING434
	broken '2s/,S,2024-S1/,A,2024/' 2 ING223
	broken '2s/2024-S1/2024-S3/' 2 ING223
	broken '2s/,60,/,60.5,/' 2 ING234
	broken '2s/,60,/,,/' 2 ING435
	broken '6s/,O,F/,K,F/' 6 ING435
	broken '2s/,GH,IBC/,HR,IBC/' 2 ING208
	broken '2s/,GH,IBC/,AN,IBC/' 2 ING207
	broken '2s/DETECTIONS/PERSONS/' 2 ING221
	broken '2s/own/mine/' 2 ING222
	broken '3s/,FR,GH/,FR,QQ/' 3 ING225
	broken '3s/,40,/,41,/' 3 ING232
	broken '4s/,NG,/,GH,/' 4 ING231
	broken '3s/,F$//' 3 ING014
	broken '2,$d' 1 ING015
	broken '2,$s/,FR,/,GB,/' '' ING203
	broken 's/x/x/' 2 ING205 --sender DE
	broken '$s/A,F$/"A,F/' 8 ING012
}

@test "the operator names the sender where the file does not" {
	cut -d, -f1-6,8- $tables/sdmx-2.0.csv >"$in/nobody.csv"
	check 0 ingest --sender FR "$in/nobody.csv"
	[ "$(sql 'SELECT sender FROM submission')" = FR ]
}

@test "the operator says that a table is an exercise, which no table can" {
	check 0 ingest samples/2024-S1/submissions/2-june/FR-AL.xml # an exercise
	check 1 ingest $tables/sdmx-2.0.csv
	[[ "$err" == *"error ING308: "* ]]
	cp $tables/sdmx-2.0.csv "$in/a.csv"
	echo >>"$in/a.csv" # other bytes, which are judged anew
	check 0 ingest --nature exercise --published 2024-07-31 "$in/a.csv"
	[ "$(sql "SELECT nature FROM submission WHERE kind = 'sdmx-csv' AND fate = 'accepted'")" = exercise ]
	vintage "$in/b.csv" 5
	check 1 ingest --nature exercise "$in/b.csv"
	[[ "$err" == *"b.csv: error ING520: "*"--nature exercise, the file is real" ]]
	check 1 ingest --nature real samples/2024-S1/submissions/2-june/DE-GH.xml
	[[ "$err" == *"error ING520: "*"--nature real, the file is exercise" ]]
	check 2 ingest --nature practice "$in/b.csv"
}
