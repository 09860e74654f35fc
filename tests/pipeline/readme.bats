# The commands that the README shows, in its order, on the files of one country.

@test "the commands of the README do what it says" {
	mkdir "$BATS_TEST_TMPDIR/inbox"
	cp samples/2024-S1/submissions/2-june/*-GH.xml "$BATS_TEST_TMPDIR/inbox"
	PATH=$(cd "$BUILD" && pwd):$PATH
	sed -n '/^## Use/,/^The programs/s/^    \(ilo [^#]*\).*/\1/p' README.md \
		>"$BATS_TEST_TMPDIR/commands"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/commands")" -eq 6 ]
	cd "$BATS_TEST_TMPDIR"
	sh -e commands >/dev/null
	for file in $(sed -n 's/^| \(`[^|]*\) |.*/\1/p' "$OLDPWD/README.md" | grep -o '`[^`]*`' | tr -d '`' |
		grep -v '^make\|\.pdf$\|^history/$\|^install\|^uninstall\|^dist$\|^clean$'); do
		[ -e "archive/runs/2024-S1/1/$file" ] || { echo "no $file"; false; }
	done
}
