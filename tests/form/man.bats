#!/usr/bin/env bats
# The examples of ilo-form(1) and ilo-submission(5) do what they say.

load helpers

setup() {
	new_archive
	program=$(realpath "$BUILD")
}

@test "the commands of ilo-form(1) write forms" {
	sed -n 's/^\.Dl //p' driver/ilo-form.1 >"$in/commands"
	[ "$(wc -l <"$in/commands")" -eq 2 ]
	(cd "$in" && PATH=$program:$PATH sh -e commands)
	check 1 ingest "$in/FR-GH.ods" # not filled in yet
	[[ $err == *"FR-GH.ods: error ING474"* ]]
	/usr/bin/python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert any(b"exercise" in z.read(n) for n in z.namelist())' "$in/FR-GH.xlsx"
}

@test "the documents of ilo-submission(5) are taken without a warning" {
	/usr/bin/python3 - ingest/ilo-submission.5 "$in" <<'END'
import re, sys
blocks = re.findall(r"^\.Bd -literal\n(.*?)^\.Ed$", open(sys.argv[1]).read(), re.S | re.M)
for number, text in enumerate(blocks, 1):
    open(f"{sys.argv[2]}/{number}", "w").write(text)
END
	[ "$(ls "$in" | tr '\n' ' ')" = '1 2 3 ' ]
	for number in 1 2 3; do
		check 0 ingest --received 2024-08-01 "$in/$number"
		[ -z "$err" ]
	done
	[ "$(sql 'SELECT kind, series FROM submission ORDER BY id' | tr '\n' ' ')" = \
		'native|native/FR/GH/2024-S1/contribution sdmx-ml|sdmx/FR/2024-S1 sdmx-csv|sdmx/FR/GH/2024-S1/2024-S1 ' ]
}
