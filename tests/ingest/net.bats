load helpers

setup() {
	new_archive
	export HOME=$BATS_TEST_TMPDIR # nothing of the user's own is looked at
}

@test "every way of misbehaving has its finding, and leaves nothing behind" {
	# The cases are the server's own table.
	tests/ingest/badserver "$BUILD" "$BATS_TEST_TMPDIR"
}
