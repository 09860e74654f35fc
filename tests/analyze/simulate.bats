# Are intervals as sure as they say?  A small run; `make simulate` is the whole.

@test "a small simulation keeps its bounds" {
	run "$BUILD/tests/simulate/simulate" small
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "${lines[-1]}" =~ ^[1-9][0-9]*\ passed,\ 0\ failed$ ]]
}
