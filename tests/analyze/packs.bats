#!/usr/bin/env bats
# flows.pack in place of an earlier semester's flows.csv: the same figures, and
# only from a pack that fits.

setup() {
	bats_require_minimum_version 1.5.0
	cp -r tests/analyze/evaluation "$BATS_TEST_TMPDIR/case"
	cd "$BATS_TEST_TMPDIR"
	past=case/history/2023-S2
	analyse --no-packs
	mv statistics.xml expected.xml
}

analyse() {
	"$BATS_TEST_DIRNAME/../../$BUILD/ilo-analyze" --history $past \
		--history case/history/2023-S1 -o statistics.xml "$@" \
		case/networks.xml case/flows.csv
}

# The file filled with as many other bytes, its time kept.
spoil() {
	cp -p "$1" kept
	head -c "$(stat -c %s kept)" /dev/zero | tr '\0' x >"$1"
	touch -r kept "$1"
}

@test "the figures are the same with packs and without, for any number of threads" {
	run -0 analyse --keep-packs
	[ -z "$output" ]
	cmp expected.xml statistics.xml
	[ -s $past/flows.pack ]
	[ -s case/history/2023-S1/flows.pack ]
	[ ! -e case/flows.pack ]
	for threads in 1 2 8; do
		run -0 analyse --threads $threads
		[ -z "$output" ]
		cmp expected.xml statistics.xml
	done
}

@test "an earlier semester's flows.csv is not read where its pack fits" {
	analyse --keep-packs
	spoil $past/flows.csv
	spoil case/history/2023-S1/flows.csv
	run -0 analyse
	[ -z "$output" ]
	cmp expected.xml statistics.xml
	run -4 analyse --no-packs
	[[ "$output" == *"GEN015"*"$past/flows.csv"* || "$output" == *"$past/flows.csv"*"GEN015"* ]]
}

@test "the semester that is evaluated is read from flows.csv" {
	analyse --keep-packs
	cp $past/flows.pack case/flows.pack
	touch case/flows.pack
	run -0 analyse
	[ -z "$output" ]
	cmp expected.xml statistics.xml
}

@test "a pack is the same bytes whenever it is made" {
	analyse --keep-packs
	cp $past/flows.pack first
	rm $past/flows.pack
	analyse --keep-packs --threads 1
	cmp first $past/flows.pack
}

@test "packs are written only where that is asked for" {
	analyse
	[ ! -e $past/flows.pack ]
	run -0 analyse --no-packs --keep-packs
	[ ! -e $past/flows.pack ]
}

# One line says that the pack is not used, and the figures are right.
not_used() {
	run -0 analyse
	[ "${#lines[@]}" -eq 1 ]
	[[ "$output" == "ilo-analyze: $past/flows.pack: warning ANA007: "*": $1" ]]
	cmp expected.xml statistics.xml
}

@test "a pack that is cut short, altered or of another version is not used" {
	analyse --keep-packs
	cp $past/flows.pack whole
	head -c -1 whole >$past/flows.pack
	not_used "it is damaged or of another version"
	: >$past/flows.pack
	not_used "it is damaged or of another version"
	sed '1s/1$/2/' whole >$past/flows.pack
	not_used "it is damaged or of another version"
	{ head -c 60 whole && printf x && tail -c +62 whole; } >$past/flows.pack
	not_used "it is damaged or of another version"
	analyse --keep-packs
	cmp whole $past/flows.pack
	run -0 analyse
	[ -z "$output" ]
}

@test "a pack older than flows.csv is not used, whatever was changed" {
	analyse --keep-packs
	touch -d '2000-01-01' $past/flows.pack
	not_used "flows.csv was changed after it"
	touch $past/flows.pack
	sed -i '$d' $past/flows.csv
	analyse --no-packs
	mv statistics.xml expected.xml
	not_used "flows.csv was changed after it"
	touch -d '2000-01-01' $past/flows.csv
	not_used "flows.csv was changed after it"
}

@test "a pack of another semester is not used" {
	analyse --keep-packs
	cp case/history/2023-S1/flows.pack $past/flows.pack
	not_used "flows.csv was changed after it"
	python3 - "$past" <<-'END'
		import hashlib, os, sys
		folder = sys.argv[1]
		pack = bytearray(open(folder + "/flows.pack", "rb").read()[:-32])
		size = os.path.getsize(folder + "/flows.csv")
		pack[49:57] = size.to_bytes(8, "little")
		pack += hashlib.sha256(pack).digest()
		open(folder + "/flows.pack", "wb").write(pack)
	END
	not_used "it does not fit the semester"
}

@test "a pack that cannot be written is an error" {
	mkdir -p $past/flows.pack
	run -4 analyse --keep-packs
	[[ "$output" == *flows.pack* ]]
	[ ! -e statistics.xml ]
}
