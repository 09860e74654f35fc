# Killed at any instant and run again, ingest leaves the archive that an
# undisturbed run leaves, but for the times at which files were taken.  Slow:
# run by `make kill`.  KILL_ROUNDS and KILL_SEED may be set.

load helpers

make_inbox() {
	local states=(AT BE BG HR CY CZ DK EE FI FR DE EL HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE)
	local state host

	for state in "${states[@]}"; do
		for host in GH CI NG SN ML NE TD SD ET SO KE; do
			native "$in/$state-$host.1.xml" $state $host 1
			native "$in/$state-$host.2.xml" $state $host 2
		done
		cp "$in/$state-GH.1.xml" "$in/$state-again.xml"
		native "$in/$state-ZZ.xml" $state ZZ 1
	done
}

take_all() {
	ingest --received 2024-08-01 "$in" >"$BATS_TEST_TMPDIR/out" 2>"$BATS_TEST_TMPDIR/err"
}

@test "killed at random instants and run again" {
	RANDOM=${KILL_SEED:-1}
	new_archive
	make_inbox
	began=$(date +%s%N)
	take_all || [ $? = 1 ]
	span=$((($(date +%s%N) - began) / 1000))
	tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/undisturbed"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/undisturbed")" = 648 ]

	interrupted=0 begun=0
	for ((round = 1; round <= ${KILL_ROUNDS:-60}; round++)); do
		rm -rf "$archive"
		"$BUILD/ilo" init "$archive"
		for ((again = RANDOM % 3; again >= 0; again--)); do
			"$BUILD/ilo-ingest" -a "$archive" --received 2024-08-01 \
				"$in" >/dev/null 2>&1 &
			pid=$!
			sleep "$(printf '%d.%06d' 0 $(((RANDOM * 32768 + RANDOM) % span)))"
			kill -9 $pid 2>/dev/null || true
			status=0
			wait $pid || status=$?
			[ $status = 137 ] && interrupted=$((interrupted + 1))
		done
		rows=$(sql 'SELECT count(*) FROM submission')
		[ "$rows" -gt 0 ] && [ "$rows" -lt 648 ] && begun=$((begun + 1))
		status=0
		take_all || status=$?
		[ $status = 1 ]
		tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/rerun" || {
			echo "round $round of seed ${KILL_SEED:-1}"
			return 1
		}
		cmp "$BATS_TEST_TMPDIR/rerun" "$BATS_TEST_TMPDIR/undisturbed"
		[ -z "$(ls -A "$archive/tmp")" ]
	done
	echo "# $interrupted kills, $begun of them with part of the files registered" >&3
	[ "$interrupted" -gt 0 ] && [ "$begun" -gt 0 ]
}

@test "the making of an archive killed at random instants" {
	RANDOM=${KILL_SEED:-1}
	in=$BATS_TEST_TMPDIR/in
	archive=$BATS_TEST_TMPDIR/archive
	mkdir "$in"
	native "$in/a.xml" FR GH 1
	for ((round = 1; round <= ${KILL_ROUNDS:-60}; round++)); do
		rm -rf "$archive"
		"$BUILD/ilo" init "$archive" &
		pid=$!
		sleep "$(printf '0.%06d' $((RANDOM % 20000)))"
		kill -9 $pid 2>/dev/null || true
		wait $pid || true
		"$BUILD/ilo" init "$archive"
		ingest "$in" >/dev/null
		tests/ingest/check-archive "$archive" >/dev/null
	done
}
