# The estimators against reference values: tests/oracles/README.md.

# One test for each topic that tests/topics/topics.def lists.
topics() {
	sed -n 's/^TOPIC("\([^"]*\)".*/\1/p' tests/topics/topics.def
}

against() {
	"$BUILD/tests/oracle" "$1" "tests/oracles/$1_inputs.csv" \
		>"$BATS_TEST_TMPDIR/actual.csv"
	tests/oracles/compare "tests/oracles/$1_expected.csv" \
		"$BATS_TEST_TMPDIR/actual.csv" tests/oracles/tolerances.csv
}

@test "the estimators meet their reference values, topic by topic" {
	local topic failed=0
	for topic in $(topics); do
		against "$topic" >"$BATS_TEST_TMPDIR/log" || {
			grep -v '^ok' "$BATS_TEST_TMPDIR/log" | head -40
			echo "topic $topic" && failed=1
		}
	done
	[ "$failed" -eq 0 ]
}

@test "every topic with reference values is computed" {
	diff <(topics | sort) <(basename -a -s _expected.csv tests/oracles/*_expected.csv)
}

@test "an unknown topic is a usage error" {
	run "$BUILD/tests/oracle" no_such_topic tests/oracles/02_poisson_inputs.csv
	[ "$status" -eq 2 ]
}
