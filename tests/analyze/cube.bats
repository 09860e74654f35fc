# statistics.csv: the figures of statistics.xml as SDMX-CSV.

setup() {
	case_folder=tests/analyze/evaluation
	xml=$BATS_TEST_TMPDIR/statistics.xml csv=$BATS_TEST_TMPDIR/statistics.csv
	"$BUILD/ilo-analyze" -q --history "$case_folder/history/2023-S2" \
		--history "$case_folder/history/2023-S1" -o "$xml" --csv "$csv" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
}

judge() {
	/usr/bin/python3 tests/analyze/cube.py "$1" "$xml" schema/statistics-dsd.xml
}

@test "every figure is a row, under the columns of its structure, and alone" {
	run judge "$csv"
	echo "$output"
	[ "$status" -eq 0 ]
	# and the judge sees what is wrong
	sed '3s/^/x/; 5d' "$csv" >"$csv.short"
	run judge "$csv.short"
	[ "$status" -eq 1 ]
	sed '5p' "$csv" >"$csv.twice"
	run judge "$csv.twice"
	[ "$status" -eq 1 ]
	sed '5s/,value,/,=1+1,/' "$csv" >"$csv.formula"
	run judge "$csv.formula"
	[ "$status" -eq 1 ]
}

@test "a CSV that cannot be written is a failure" {
	run "$BUILD/ilo-analyze" -q -o "$xml" --csv "$BATS_TEST_TMPDIR/no/such/folder.csv" \
		"$case_folder/networks.xml" "$case_folder/flows.csv"
	[ "$status" -eq 4 ]
}

@test "the libraries are named alone, one a line" {
	run "$BUILD/ilo-analyze" --libraries
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 3 ]
	[ "${lines[2]}" = "GSL $(pkg-config --modversion gsl)" ]
}
