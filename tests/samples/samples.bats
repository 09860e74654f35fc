#!/usr/bin/env bats
# The samples are what their READMEs say, and the programs take them.

fiction=samples/2024-S1

readme() { # readme WHAT: the number in the README's table
	sed -n "s/^| $1 | \([0-9]*\) |\$/\1/p" "$fiction.md"
}

@test "every fictional submission validates against the schema" {
	find "$fiction" -name '*.xml' -print0 |
		xargs -0 xmllint --noout --nonet --schema schema/submission.xsd
}

@test "every fictional submission says that it is" {
	awk 'FNR == 2 && !/^<!-- FICTIONAL: / { print FILENAME ": no comment"; bad = 1 }
		/<document id="FICT-/ { said++ } FNR == 1 { files++ }
		END { print files " files, " said " of them by their id"; exit bad || files < 60 || said != files }' \
		$(find "$fiction" -name '*.xml')
}

@test "the fictional submissions are what their generator makes" {
	mkdir "$BATS_TEST_TMPDIR/made"
	tests/samples/fiction/make "$BATS_TEST_TMPDIR/made"
	for folder in submissions history; do
		diff -r "$BATS_TEST_TMPDIR/made/$folder" "$fiction/$folder"
	done
}

@test "the README's numbers are counted and true" {
	tests/samples/count "$fiction" >"$BATS_TEST_TMPDIR/counted"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/counted")" -eq 10 ]
	while IFS=$'\t' read -r what number; do
		echo "$what: counted $number, README $(readme "$what")"
		[ "$(readme "$what")" = "$number" ]
	done <"$BATS_TEST_TMPDIR/counted"
}

@test "there are submissions, states, hosts, languages and scripts enough" {
	tests/samples/count "$fiction" >"$BATS_TEST_TMPDIR/counted"
	while read -r least what; do
		number=$(sed -n "s/^$what\t//p" "$BATS_TEST_TMPDIR/counted")
		echo "$what: $number, at least $least"
		[ "$number" -ge "$least" ]
	done <<-'LEAST'
		60 submissions in force
		12 reporting states
		15 host countries
		6 languages
		3 scripts
	LEAST
}

@test "every field of the house format occurs" {
	for element in selection period officers planned joint-arrangements meetings exchange \
		carriers joint-training consular-sessions common-methods similar-networks \
		host-authorities protection experience context flows routes modus-operandi \
		organisations incidents documents assistance return legislation early-warning \
		statistics conclusions recommendations outlook; do
		grep -rqE "<${element}[ >]" "$fiction/submissions" || {
			echo "no <$element>"
			return 1
		}
	done
}

@test "every reason of absence occurs" {
	for reason in not-available not-collected not-applicable confidential suppressed; do
		grep -rq "<absence .*reason=\"$reason\"" "$fiction/submissions" || {
			echo "no absence $reason"
			return 1
		}
	done
}

@test "the list to take in names every folder with submissions once" {
	grep -v '^#' "$fiction.tsv" | cut -f 1 | sort >"$BATS_TEST_TMPDIR/listed"
	(cd "$fiction" && find . -name '*.xml' -printf '%h\n' | sed 's:^\./::' | sort -u) \
		>"$BATS_TEST_TMPDIR/there"
	diff "$BATS_TEST_TMPDIR/listed" "$BATS_TEST_TMPDIR/there"
}

@test "the Frontex files are the ones the README names" {
	cd samples/frontex
	# shellcheck disable=SC2016 # backquotes of Markdown
	sed -n 's/^| `\(frontex_[^`]*\)` .*`\([0-9a-f]\{64\}\)` |$/\2  \1/p' ../frontex.md \
		>"$BATS_TEST_TMPDIR/sums"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/sums")" -eq 2 ]
	sha256sum --check "$BATS_TEST_TMPDIR/sums"
}

@test "the figures in the Frontex README are true" {
	cd samples/frontex
	for file in frontex_ibc_vintage_*.csv; do
		awk -F, '
			NR > 1 { rows++; if ($3 == "") empty++
				gsub(/"/, "", $4)
				if ($4 >= "2024-01" && $4 <= "2024-06") first += $5
				if ($4 >= "2023-07" && $4 <= "2023-12") before += $5 }
			END { print rows, empty + 0, first, before }' "$file"
	done >"$BATS_TEST_TMPDIR/facts"
	cat "$BATS_TEST_TMPDIR/facts"
	tr -s ' \n' ' ' <../frontex.md | sed 's/\([0-9]\) \([0-9][0-9][0-9]\)/\1\2/g' \
		>"$BATS_TEST_TMPDIR/text"
	for number in $(tr ' ' '\n' <"$BATS_TEST_TMPDIR/facts" | grep -v '^0$'); do
		grep -qw "$number" "$BATS_TEST_TMPDIR/text" || {
			echo "not in the README: $number"
			return 1
		}
	done
}

@test "both Frontex vintages are accepted" {
	archive=$BATS_TEST_TMPDIR/archive
	"$BUILD/ilo" init "$archive"
	while IFS=$'\t' read -r path options; do
		case $path in '#'*) continue ;; esac
		# shellcheck disable=SC2086 # several options in one field
		"$BUILD/ilo-ingest" -a "$archive" $options "samples/frontex/$path" \
			>>"$BATS_TEST_TMPDIR/fates"
	done <samples/frontex.tsv
	[ "$(grep -c '^accepted' "$BATS_TEST_TMPDIR/fates")" -eq 2 ]
}

@test "all fictional submissions are accepted" {
	archive=$BATS_TEST_TMPDIR/archive
	"$BUILD/ilo" init "$archive"
	while IFS=$'\t' read -r path options; do
		case $path in '#'*) continue ;; esac
		# shellcheck disable=SC2086 # several options in one field
		"$BUILD/ilo-ingest" -a "$archive" --fail-on warning $options "$fiction/$path" \
			>>"$BATS_TEST_TMPDIR/fates"
	done <"$fiction.tsv"
	cut -f 1 "$BATS_TEST_TMPDIR/fates" | sort | uniq -c
	[ "$(grep -c '^accepted' "$BATS_TEST_TMPDIR/fates")" -eq \
		"$(find "$fiction" -name '*.xml' | wc -l)" ]
	if grep -v "^accepted\|^[0-9]* files*: " "$BATS_TEST_TMPDIR/fates"; then return 1; fi
}

@test "a first revision that comes after the second is kept as superseded" {
	archive=$BATS_TEST_TMPDIR/archive
	"$BUILD/ilo" init "$archive"
	"$BUILD/ilo-ingest" -a "$archive" --received 2024-07-11T08:15:00Z \
		"$fiction/submissions/3-corrections/ES-MR-r2.xml"
	run "$BUILD/ilo-ingest" -a "$archive" --received 2024-07-12T08:15:00Z \
		"$fiction/submissions/2-june/ES-MR.xml"
	echo "$output"
	[[ $output == *superseded* ]]
}

@test "the bench generator gives valid files, the same each time" {
	one=$BATS_TEST_TMPDIR/one two=$BATS_TEST_TMPDIR/two
	tests/bench/generate --files 54 --seed 7 --out "$one"
	tests/bench/generate --files 54 --seed 7 --out "$two"
	diff -r "$one" "$two"
	[ "$(find "$one" -name '*.xml' -size +9k -size -44k | wc -l)" -eq 54 ]
	xmllint --noout --nonet --schema schema/submission.xsd "$one"/*.xml
	tests/bench/generate --files 1 --seed 8 --out "$BATS_TEST_TMPDIR/other"
	if cmp -s "$one/BE-AF.xml" "$BATS_TEST_TMPDIR/other/BE-AF.xml"; then return 1; fi
}

@test "the bench generator's files are accepted" {
	"$BUILD/ilo" init "$BATS_TEST_TMPDIR/archive"
	tests/bench/generate --files 81 --out "$BATS_TEST_TMPDIR/bench"
	"$BUILD/ilo-ingest" -a "$BATS_TEST_TMPDIR/archive" --received 2024-06-28T12:00:00Z \
		--fail-on warning "$BATS_TEST_TMPDIR/bench" >"$BATS_TEST_TMPDIR/fates"
	[ "$(grep -c '^accepted' "$BATS_TEST_TMPDIR/fates")" -eq 81 ]
}

@test "the bench generator refuses a folder that is in use" {
	mkdir "$BATS_TEST_TMPDIR/used"
	touch "$BATS_TEST_TMPDIR/used/file"
	run tests/bench/generate --files 1 --out "$BATS_TEST_TMPDIR/used"
	[ "$status" -eq 2 ]
}
