# ilo-layout(5): its example is taken from the page and used; what a layout must
# not say is refused.

load helpers.bash

# A copy of the program with its data, so that a layout can be added.
setup() {
	new_archive
	here=$BATS_TEST_TMPDIR/here
	mkdir -p "$here/bin"
	cp "$BUILD/ilo" "$BUILD"/ilo-ingest "$BUILD"/ilo-transform "$here/bin"
	cp -R schema render "$here"
	layouts=$here/schema/layouts
}

# display N: the Nth literal display of the page's examples.
display() {
	awk -v n="$1" '/^\.Sh EXAMPLES/ { on = 1 }
		on && /^\.Bd/ { count++; show = count == n; next }
		/^\.Ed/ { show = 0 }
		show' schema/ilo-layout.5
}

example() {
	display 1 | iconv -f UTF-8 -t ISO-8859-1 >"$in/refusals.csv"
	display 2 >"$layouts/at-refused.xml"
	xmllint --noout --schema schema/layout.xsd "$layouts/at-refused.xml"
}

own() {
	"$here/bin/ilo-ingest" -a "$archive" "$@"
}

@test "the example of the manual page" {
	example
	[ "$(grep -c '^\.Dl' schema/ilo-layout.5)" -eq 1 ]
	cp "$in/refusals.csv" "$BATS_TEST_TMPDIR"
	(cd "$BATS_TEST_TMPDIR" && PATH=$here/bin:$PATH &&
		eval "$(sed -n 's/^\.Dl \$ //p' "$OLDPWD/schema/ilo-layout.5")")
	[ "$(sql 'SELECT kind, sender, first, nature, series FROM submission')" = \
		'at-refused|AT|2024-S1|exercise|at-refused/AT/2024-S1/2024-S1' ]
	"$here/bin/ilo-transform" -a "$archive" --semester 2024-S1 -o "$BATS_TEST_TMPDIR/made"
	[ "$(tail -n +2 "$BATS_TEST_TMPDIR/made/flows.csv" | cut -d, -f4-16,18-)" = \
'NA,REFUSED,own,AT,NA,_T,_T,M,2024-01,,DECISIONS,O,F,3,row 2
TR,REFUSED,own,AT,TR,_T,_T,M,2024-01,1234,DECISIONS,A,F,2,row 1' ]
}

@test "its header without the mark, and with a byte order mark and in UTF-8" {
	example
	sed -i 1s/^#// "$in/refusals.csv"
	check 0 own "$in/refusals.csv"
	{ printf '\357\273\277'; display 1 | sed s/1.234/1.235/; } >"$in/again.csv"
	check 0 own --received 2024-08-01 "$in/again.csv"
	[ "$(sql 'SELECT kind FROM submission')" = 'at-refused
at-refused' ]
}

# broken SED LINE ID: the example changed so is rejected with that id on that line.
broken() {
	display 1 | sed "$1" | iconv -f UTF-8 -t ISO-8859-1 >"$in/broken.csv"
	check 1 own "$in/broken.csv"
	[[ "$err" == *"broken.csv:$2: error $3:"* ]] || { echo "$err"; false; }
}

@test "each fault of a row has its line and id" {
	example
	broken '2s/1.234,0/1.23,0/' 2 ING234      # a group of two digits
	broken '2s/1.234,0/1.234,5/' 2 ING234     # half a person
	broken '2s/1.234,0//' 2 ING234            # empty is not the mark for missing
	broken '2s/1.234,0/-5/' 2 ING234
	[[ "$err" == *": '-5' in column Anzahl"* ]]
	broken '2s/01.2024/2024-01/' 2 ING240
	[[ "$err" == *": '2024-01' in column Monat is not MM.YYYY"* ]]
	broken '2s/01.2024/13.2024/' 2 ING240
	broken '2s/Türkei/Turquie/' 2 ING225
	broken '3s/Abgelehnt/Refused/' 3 ING220
	broken '3s/^AT/DE/' 3 ING416
	broken '3s/^AT/XX/' 3 ING244
	broken '3s/;$//' 3 ING014
	broken '3s/Namibia/Türkei/' 3 ING231
	broken '1s/Anzahl/Zahl/' 1 ING013
	broken '1s/;/,/g' 1 ING013
}

@test "a byte that is none of the encoding refuses the whole file, with its line" {
	example
	{ display 1 | iconv -f UTF-8 -t ISO-8859-1; printf 'AT;Ghana;Abgelehnt;01.2024;1;\x85\n'; } >"$in/byte.csv"
	check 1 own "$in/byte.csv"
	[[ "$err" == *"byte.csv:4: error ING401:"*"byte 0x85 at offset"* ]]
	[ "$(wc -l <<<"$err")" -eq 1 ]
}

@test "periods outside the layout's time are taken with a warning" {
	example
	sed -i 's/version="1.0">/version="1.0" from="2024-02-01">/' "$layouts/at-refused.xml"
	check 0 own "$in/refusals.csv"
	[[ "$err" == *"warning ING417"*"2 of 2 rows"* ]]
}

# refused SED: the example's layout changed so is none, and says so before anything is read.
refused() {
	display 2 | sed "$1" >"$layouts/at-refused.xml"
	check 4 own "$in/refusals.csv"
	[[ "$err" == *"at-refused.xml:"*"fatal ING400:"* ]] || { echo "$err"; false; }
}

@test "a layout that cannot be right is refused" {
	example
	refused 's/id="at-refused"/id="other"/'
	refused 's/code="REFUSED"/code="REJECTED"/'
	refused 's/is="value"/is="ignored"/'
	refused 's/is="period" form="MM.YYYY"/is="ignored"/'
	refused 's/form="MM.YYYY"/form="MONTH"/'
	refused 's/ counted-by="own"//; s/ *counted-by="own"//'
	refused 's/is="citizenship"/is="sender"/'
	refused 's/delimiter="semicolon"/delimiter="colon"/'
	refused 's/code="TR"/use="rest"/'
}

@test "--kind names a layout; another word is no kind" {
	example
	check 0 own --kind at-refused "$in/refusals.csv"
	check 2 own --kind no-such-layout "$in/refusals.csv"
	[[ "$err" == *GEN017* ]]
}
