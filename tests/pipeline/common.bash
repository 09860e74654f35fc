# What the tests of the whole chain share.

ilo() { "$BUILD/ilo" "$@"; }

# take LIST FOLDER ARCHIVE: ingest what LIST names below FOLDER, as it says.
take() {
	local path options tab
	tab=$(printf '\t')
	while IFS=$tab read -r path options; do
		case $path in '#'* | '') continue ;; esac
		[ -e "$2/$path" ] || continue
		# shellcheck disable=SC2086 # several options in one field
		ilo ingest -a "$3" --quiet $options "$2/$path" || [ $? -eq 1 ]
	done <"$1"
}

# some FOLDER HOST...: the fictional submissions on those host countries, so that
# what is made of them takes a second instead of ten.
some() {
	local folder=$1 host
	shift
	mkdir "$folder"
	for host; do
		(cd samples/2024-S1 && find . -name "*-$host.xml" -o -name "*-$host-r2.xml" |
			xargs cp --parents -t "$folder")
	done
}

# compile ARCHIVE SEMESTER OUT [OPTION]...: findings are no failure.
compile() {
	local archive=$1 semester=$2 out=$3
	shift 3
	ilo run -a "$archive" -o "$out" --quiet "$@" "$semester" || [ $? -eq 1 ]
}

# named KIND FILE: "ID VALUE" of each element of that kind that has a value, sorted.
named() {
	awk -v kind="<($1) " '$0 ~ kind && match($0, / value="[^"]*"/) {
		value = substr($0, RSTART + 8, RLENGTH - 9)
		match($0, / id="[^"]*"/)
		print substr($0, RSTART + 5, RLENGTH - 6), value
	}' "$2" | sort
}

# figures FILE: levels and what is made from them; which results of analyses
# there are may itself depend on a value.
figures() {
	named 'figure|point' "$1"
}

# asked ARCHIVE RUN SEMESTER: the figures that why is asked about: each level, and
# one of each other measure.
asked() {
	ilo figures -a "$1" --run "$2" --json "$3" |
		sed 's/.*"figure":"\([^"]*\)".*"measure":"\([^"]*\)".*/\2 \1/' |
		awk '$1 == "level" || !seen[$1]++ { print $2 }'
}
