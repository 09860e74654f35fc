# Slow: every figure of the whole samples, results and all, and the rows that it was
# made from; fictional.bats and frontex.bats have some of them.

load common.bash

# every SAMPLE: each figure of 2024-S1 is told, and holds.
every() {
	local folder=$BATS_TEST_TMPDIR
	ilo init "$folder/a"
	take "samples/$1.tsv" "samples/$1" "$folder/a"
	compile "$folder/a" 2024-S1 "$folder/run" --to html
	mkfifo "$folder/why"
	ilo why -a "$folder/a" --run "$folder/run" --json 2024-S1 >"$folder/why" &
	run tests/pipeline/check-why "$folder/why" "samples/$1"
	wait $!
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == "$(grep -c '<\(figure\|point\|run\|result\) id=' "$folder/run/statistics.xml") figures from "* ]]
}

@test "why gives back every figure of the fictional semester" {
	every 2024-S1
}

@test "why gives back every figure of Frontex's semester" {
	every frontex
}
