#!/usr/bin/env bats
# Every harness takes every input of its corpus.

@test "harnesses take their corpus" {
	local source part count=0
	for source in tests/fuzz/fuzz_*.c; do
		part=${source##*/fuzz_}
		part=${part%.c}
		echo "$part"
		"$BUILD/tests/fuzz/replay_$part" tests/fuzz/corpus/"$part"/*
		count=$((count + 1))
	done
	[ "$count" -ge 5 ]
}

@test "an input that a harness takes badly is not passed over" {
	run "$BUILD/tests/fuzz/replay_num" "$BATS_TEST_TMPDIR/none"
	[ "$status" -ne 0 ]
}
