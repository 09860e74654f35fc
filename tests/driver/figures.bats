# ilo figures and ilo explain, on a run of one country's submissions.

load ../pipeline/common.bash

setup_file() {
	export TMP=$BATS_FILE_TMPDIR
	ilo init "$TMP/archive"
	ilo ingest -a "$TMP/archive" --quiet samples/2024-S1/submissions/2-june/*-GH.xml
	ilo run -a "$TMP/archive" --quiet --to html 2024-S1 >/dev/null
}

@test "every figure is listed once, with the value of statistics.xml" {
	ilo figures -a "$TMP/archive" --json 2024-S1 >"$TMP/list"
	/usr/bin/python3 - "$TMP/list" "$TMP/archive/runs/2024-S1/latest/statistics.xml" <<-'PYTHON'
	import json, sys, xml.etree.ElementTree as ET
	listed = [json.loads(line) for line in open(sys.argv[1])]
	values = {}
	for node in ET.parse(sys.argv[2]).getroot().iter():
	    if node.tag.split("}")[1] in ("figure", "point", "result"):
	        values[node.get("id")] = node.get("value")
	assert len(listed) == len(values) > 20, (len(listed), len(values))
	assert [one["figure"] for one in listed] == sorted(values)
	for one in listed:
	    want = values[one["figure"]]
	    assert one.get("value") == (None if want is None else float(want)), one
	PYTHON
}

@test "measure, host country and pattern choose" {
	run ilo figures -a "$TMP/archive" --measure level --host GH 2024-S1 'GH.*.2024-S1.total'
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -gt 0 ]
	for line in "${lines[@]}"; do
		[[ $line == GH.*.2024-S1.total$'\t'*$'\t'*$'\t'? ]] || { echo "$line"; false; }
	done
	[ "$(ilo figures -a "$TMP/archive" --measure share 2024-S1 | grep -vc '\.share	')" -eq 0 ]
}

@test "nothing that was asked for is a finding, a wrong command line is usage" {
	run ilo figures -a "$TMP/archive" 2024-S1 'nothing*'
	[ "$status" -eq 1 ]
	[[ $output == *DRV008*"id 'nothing*', measure '*'"* ]]
	for words in 'figures' 'figures 2024-S1' 'figures -a x 2024' 'figures -a x 2024-S1 a b' \
		'explain -a x' 'explain GH.X.2024-S1.total' 'explain -a x GH' 'explain -a x 2024-S1'; do
		# shellcheck disable=SC2086
		run ilo $words
		[ "$status" -eq 2 ] || { echo "$words: $status"; false; }
		[ "${#lines[@]}" -eq 1 ] || { echo "$words: $output"; false; }
	done
	run ilo explain -a "$TMP/archive" GH.NOTHING.2024-S1.total
	[ "$status" -eq 1 ]
	[[ $output == *DRV008* ]]
}

@test "a card has formula, reference, inputs and libraries, in 76 columns" {
	run ilo explain -a "$TMP/archive" GH.IBC_BETWEEN.2024-S1.total
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = GH.IBC_BETWEEN.2024-S1.total ]
	for label in Measure About Value Method Formula Assumes Reference Parameters Counts From 'Made with'; do
		[ "$(grep -c "^$label  " <<<"$output")" -eq 1 ] || { echo "no $label"; false; }
	done
	grep -q '^Method .*(garwood)$' <<<"$output"
	grep -q "; GSL $(pkg-config --modversion gsl)" <<<"$output"
	[ "$(awk 'length > 76' <<<"$output" | wc -l)" -eq 0 ]
	# the month's card from the month's semester
	ilo explain -a "$TMP/archive" GH.IBC_BETWEEN.2024-05.total | grep -q '^About .*$'
}

@test "a list of methods that is another one now is said" {
	ilo run -a "$TMP/archive" --quiet --to html -o "$TMP/old" 2024-S1 >/dev/null
	/usr/bin/python3 - "$TMP/old/manifest.json" <<-'PYTHON'
	import json, sys
	manifest = json.load(open(sys.argv[1]))
	manifest["predicate"]["data"]["schema/codelists/methods.xml"] = "0" * 64
	json.dump(manifest, open(sys.argv[1], "w"))
	PYTHON
	ilo explain --run "$TMP/old" GH.IBC_BETWEEN.2024-S1.total | grep -q '^Note .*list of methods is not'
	run ilo explain -a "$TMP/archive" GH.IBC_BETWEEN.2024-S1.total
	[[ $output != *"list of methods is not"* ]]
}

@test "an altered run is not believed" {
	cp -r "$TMP/archive/runs/2024-S1/1" "$TMP/altered"
	sed -i 's/ value="/ value="9/' "$TMP/altered/statistics.xml"
	for words in 'figures --run altered 2024-S1' 'explain --run altered GH.IBC_BETWEEN.2024-S1.total'; do
		# shellcheck disable=SC2086
		run ilo ${words/altered/$TMP/altered}
		[ "$status" -eq 5 ] || { echo "$words: $status"; false; }
	done
}

@test "the examples of the man pages do what they say" {
	for page in ilo-figures ilo-explain; do
		sed -n 's/^\.Dl \(ilo .*\)/\1/p' "driver/$page.1"
	done >"$TMP/examples"
	[ "$(wc -l <"$TMP/examples")" -eq 5 ]
	unset -f ilo
	PATH=$(cd "$BUILD" && pwd):$PATH
	cd "$TMP"
	while read -r line; do
		eval "$line" </dev/null >one
		[ -s one ] || { echo "$line"; false; }
	done <examples
}
