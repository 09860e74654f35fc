#!/usr/bin/env bats
# Structure, association, types, deployment and totals of a scene in which all
# of it was planted; and what must be refused.

setup_file() {
	python3 tests/analyze/structure.py make "$BATS_FILE_TMPDIR/scene"
}

setup() {
	scene=$BATS_FILE_TMPDIR/scene
	out=$BATS_TEST_TMPDIR/statistics.xml
}

analyse() {
	local options=()
	for earlier in "$scene"/history/*; do options+=(--history "$earlier"); done
	"$BUILD/ilo-analyze" "${options[@]}" -o "$out" "$@" "$scene/networks.xml" \
		"$scene/flows.csv"
}

says() {
	xmllint --xpath "string(//*[@id='$1']/@$2)" "$out"
}

@test "what was planted is found, and nothing else of its kind" {
	run analyse --composition FR \
		--sum MED=_T.IBC_BETWEEN.route.CMED+_T.IBC_BETWEEN.route.EMED
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	xmllint --noout --schema schema/statistics.xsd "$out"
	run python3 tests/analyze/structure.py check "$out"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "threads change nothing, the seed only what is drawn" {
	analyse --threads 1
	cp "$out" "$BATS_TEST_TMPDIR/one.xml"
	analyse --threads 8
	cmp "$out" "$BATS_TEST_TMPDIR/one.xml"
	lower=$(says _T.IBC_BETWEEN.2023-S2.route._T.gini lower)
	value=$(says _T.IBC_BETWEEN.2023-S2.route._T.gini value)
	[ "$(xmllint --xpath 'string(//@seed)' "$out")" = 1 ]
	analyse --seed 2
	[ "$(xmllint --xpath 'string(//@seed)' "$out")" = 2 ]
	[ "$(says _T.IBC_BETWEEN.2023-S2.route._T.gini value)" = "$value" ]
	[ "$(says _T.IBC_BETWEEN.2023-S2.route._T.gini lower)" != "$lower" ]
}

@test "every method and every figure that a result names is there" {
	analyse
	xmllint --xpath '//*[local-name()="result"]/@from' "$out" |
		grep -o '"[^"]*"' | tr -d '"' | tr ' ' '\n' | grep -v '^networks.xml:' |
		sort -u | while read -r id; do
		stem=${id%.\*}
		if [ "$stem" != "$id" ]; then
			grep -q "id=\"$stem\.[A-Z_]" "$out" || { echo "$id"; exit 1; }
		else
			grep -q "id=\"$id\"" "$out" || { echo "$id"; exit 1; }
		fi
	done
}

@test "one semester alone has no associations, moves or change-points" {
	"$BUILD/ilo-analyze" -o "$out" "$scene/networks.xml" "$scene/flows.csv"
	[ "$(xmllint --xpath 'count(//*[@name="association" or @name="ranks" or @name="change-points"]/*)' "$out")" = 0 ]
	[ "$(says _._.2023-S2.total.types value)" = 3 ]
}

# refused WORDS OPTION...
refused() {
	local words=$1
	shift
	run analyse "$@"
	[ "$status" -eq 2 ]
	[ "${#lines[@]}" -eq 1 ]
	[[ "$output" == *"$words"* ]] || { echo "$output"; false; }
	[ ! -e "$out" ]
}

@test "sums of different types are refused with the reason" {
	refused "units are types" \
		--sum X=GH.IBC_BETWEEN.total+GH.ASYLUM.total
	refused "mirror figures are one quantity" \
		--sum X=GH.IBC_BETWEEN.host+GH.IBC_BETWEEN.total
	refused "a second source for the states' own counts" \
		--sum X=GH.ASYLUM.agency+ML.ASYLUM.total
	refused "_T holds every host country" \
		--sum X=GH.IBC_BETWEEN.total+_T.IBC_BETWEEN.total
	refused "two breakdowns" \
		--sum X=GH.IBC_BETWEEN.route.CMED+GH.IBC_BETWEEN.total
	refused "the same cell twice" \
		--sum X=GH.IBC_BETWEEN.route.CMED+GH.IBC_BETWEEN.route.CMED
	refused "nobody tells of indicator" --sum X=GH.NONE.total+GH.ASYLUM.total
	refused "give NAME=CELL+CELL" --sum X=GH.ASYLUM.total
}

@test "a total of the Union is of Member States alone" {
	refused "an associated state is in no total of the Union" --composition DE,NO
	refused "there are no members on that day" --composition 1950-01-01
	refused "asked for twice" --composition FR,DE --composition FR,DE
	refused "from 1 to 4294967295" --seed 0
}
