load helpers

# Inboxes and ilo.conf; collections are in net.bats.

setup() {
	new_archive
}

# inbox NAME [LINE...]: another section of ilo.conf, and its folder.
inbox() {
	local name=$1
	shift
	mkdir -p "$in/$name"
	printf '[inbox %s]\nfolder = %s/%s\n' "$name" "$in" "$name" >>"$archive/ilo.conf"
	[ $# -eq 0 ] || printf '%s\n' "$@" >>"$archive/ilo.conf"
}

@test "inboxes are taken in the order of their names, and stay as they are" {
	inbox b 'sender = FR'
	inbox a
	mkdir "$in/a/inner"
	native "$in/a/z.xml" DE GH 1
	native "$in/a/inner/y.xml" IT GH 1
	native "$in/b/x.xml" FR GH 1
	check 0 ingest
	[ "$(sql 'SELECT group_concat(file, " ") FROM submission')" = 'inner/y.xml z.xml x.xml' ]
	[ "$(find "$in" -name '*.xml' | wc -l)" -eq 3 ]
	check 0 ingest
	[ "$(fates)" = 'duplicate duplicate duplicate' ]
	[ "$(sql 'SELECT count(*) FROM submission')" = 3 ]
	tests/ingest/check-archive "$archive"
}

@test "an inbox of one sender takes no other's submissions" {
	inbox france 'sender = FR'
	native "$in/france/de.xml" DE GH 1
	check 1 ingest
	[ "$(fates)" = rejected ]
	[[ $err == *"error ING205"* ]]
}

@test "what is being written is left for the next run" {
	inbox a
	native "$in/a/done.xml" FR GH 1
	native "$in/a/open.xml" FR TN 1
	native "$in/a/sent.xml.part" FR MA 1
	native "$in/a/.hidden.xml" FR SN 1
	exec 9>>"$in/a/open.xml"
	check 3 ingest
	[ "$(fates)" = accepted ]
	[[ $err == *"open.xml: warning ING311: "* ]]
	[[ $err == *"/a: info ING602: "*": 1"* ]]
	exec 9>&-
	mv "$in/a/sent.xml.part" "$in/a/sent.xml"
	check 0 ingest
	[ "$(fates)" = 'duplicate accepted accepted' ]
	[[ $err != *ING60* ]]
}

@test "a sidecar says when a file is whole" {
	inbox a 'sidecar = yes'
	native "$in/a/1.xml" FR GH 1
	check 0 ingest
	[ -z "$(fates)" ]
	[[ $err == *"1.xml: info ING603: "* ]]
	echo "$(printf '0%.0s' {1..64})  1.xml" >"$in/a/1.xml.sha256"
	check 3 ingest
	[[ $err == *"1.xml: error ING604: "* ]]
	(cd "$in/a" && sha256sum 1.xml >1.xml.sha256)
	check 0 ingest
	[ "$(fates)" = accepted ]
}

@test "no link is followed and nothing but plain files is opened" {
	inbox a
	native "$BATS_TEST_TMPDIR/secret.xml" FR GH 1
	mkdir "$BATS_TEST_TMPDIR/elsewhere"
	native "$BATS_TEST_TMPDIR/elsewhere/b.xml" FR TN 1
	native "$in/a/good.xml" FR MA 1
	ln -s ../../secret.xml "$in/a/link.xml"
	ln -s ../../elsewhere "$in/a/folder"
	mkfifo "$in/a/pipe"
	check 3 ingest
	[ "$(sql "SELECT group_concat(file) FROM submission WHERE fate = 'accepted'")" = good.xml ]
	for name in link.xml folder pipe; do
		[[ $err == *"/a/$name: error "* ]]
	done
}

@test "an inbox that is not there does not keep the others" {
	inbox a
	inbox b
	native "$in/b/x.xml" FR GH 1
	rmdir "$in/a"
	check 3 ingest
	[ "$(fates)" = accepted ]
	[[ $err == *"/a: error ING600: "* ]]
}

@test "a wrong ilo.conf takes nothing, and says all that is wrong" {
	inbox a 'colour = red'
	native "$in/a/x.xml" FR GH 1
	printf '[mailbox b]\n[collection c]\nurl = http://example.org/\n' >>"$archive/ilo.conf"
	at=$(wc -l <"$archive/ilo.conf")
	check 4 ingest
	[ -z "$out" ]
	[[ $err == *"ilo.conf:$((at - 3)): fatal GEN021: "*"colour"* ]]
	[[ $err == *"ilo.conf:$((at - 2)): fatal GEN020: "*"mailbox"* ]]
	[[ $err == *"ilo.conf:$at: fatal GEN022: "*"url must begin with https://"* ]]
	[ "$(sql 'SELECT count(*) FROM submission')" = 0 ]
	check 4 ingest --config "$BATS_TEST_TMPDIR/absent.conf"
	check 4 ingest --config "$BATS_TEST_TMPDIR/absent.conf" "$in/a"
	check 4 ingest "$in/a"
	: >"$archive/ilo.conf"
	inbox a 'sender = XX'
	check 4 ingest
	[[ $err == *"ilo.conf:3: fatal GEN022: "*"sender XX is none of schema/codelists/members.xml"* ]]
	[ "$(sql 'SELECT count(*) FROM submission')" = 0 ]
}

@test "an archive within a folder or inbox is passed over, what else lies there is taken" {
	mkdir "$archive/inbox"
	native "$archive/x.xml" FR GH 1
	native "$archive/inbox/y.xml" FR TN 1
	check 0 ingest "$BATS_TEST_TMPDIR"/archive
	[ "$(sql 'SELECT file FROM submission ORDER BY id')" = $'inbox/y.xml\nx.xml' ]
	check 0 ingest "$archive"
	[ "$(sql 'SELECT count(*) FROM submission')" = 2 ]
	printf '[inbox a]\nfolder = .\n' >"$archive/ilo.conf"
	check 0 ingest
	[ "$(sql 'SELECT count(*) FROM submission WHERE fate <> '"'duplicate'")" = 2 ]
	[[ $out != *objects* && $out != *receipts* ]]
}

@test "what 'ilo init' writes names no source, and is right without its '#'" {
	check 4 ingest
	[[ $err == *"ilo.conf: fatal GEN024: "* ]]
	sed -i -e '/^#\[collection/,$d' -e 's/^#\([a-z[]\)/\1/' "$archive/ilo.conf"
	mkdir -p "$archive/inbox/france"
	native "$archive/inbox/france/x.xml" FR GH 1
	check 0 ingest
	[ "$(fates)" = accepted ]
	"$BUILD/ilo" init "$archive"
	grep -q '^\[inbox france\]' "$archive/ilo.conf"
	rm "$archive/ilo.conf"
	"$BUILD/ilo" init "$archive"
	sed -e 's/^#\([a-z[]\)/\1/' -e 's#reports.example.org#localhost:1#' "$archive/ilo.conf" >"$BATS_TEST_TMPDIR/all.conf"
	mkdir -p "$BATS_TEST_TMPDIR/inbox/france"
	check 3 ingest --config "$BATS_TEST_TMPDIR/all.conf"
	[[ $err == *"https://localhost:1/ilo/index.txt: error ING612: "* ]]
}
