# The estimators against reference values: tests/oracles/README.md.

against() {
	"$BUILD/tests/oracle" "$1" "tests/oracles/$1_inputs.csv" \
		>"$BATS_TEST_TMPDIR/actual.csv"
	tests/oracles/compare "tests/oracles/$1_expected.csv" \
		"$BATS_TEST_TMPDIR/actual.csv" tests/oracles/tolerances.csv
}

@test "descriptive statistics meet R and NIST" { against 01_descriptive; }

@test "Poisson intervals, ratios and tests meet R" { against 02_poisson; }

@test "an unknown topic is a usage error" {
	run "$BUILD/tests/oracle" no_such_topic tests/oracles/02_poisson_inputs.csv
	[ "$status" -eq 2 ]
}
