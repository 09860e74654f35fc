load helpers
load nginx

setup_file() {
	tests/ingest/pki "$BATS_FILE_TMPDIR/pki"
}

setup() {
	new_archive
	pki=$BATS_FILE_TMPDIR/pki
	export HOME=$BATS_TEST_TMPDIR # nothing of the user's own is looked at
}

@test "every way of misbehaving has its finding, and leaves nothing behind" {
	# The cases are the server's own table.  They are told apart by time.
	[ "${SCALE-}" != small ] || skip
	tests/ingest/badserver "$BUILD" "$BATS_FILE_TMPDIR"
}

# collection PORT [LINE...]: ilo.conf with one collection, the server's.
collection() {
	local at=$1
	shift
	{
		printf '[collection ministry]\nurl = https://localhost:%s/index.txt\n' "$at"
		printf 'ca = %s/ca.pem\nallow-address = loopback\n' "$pki"
		[ $# -eq 0 ] || printf '%s\n' "$@"
	} >"$archive/ilo.conf"
}

# answers: how often the server gave each status since the last time asked.
answers() {
	cut -d' ' -f1 "$log" | sort | uniq -c | awk '{printf "%s%sx%s", sep, $1, $2; sep = " "}'
	: >"$log"
}

@test "500 files are fetched once, and one that changed alone" {
	start_nginx
	local n=500 less i report
	[ "${SCALE-}" != small ] || n=200
	less=$((n - 1))
	native "$in/report.xml" FR GH 000
	report=$(cat "$in/report.xml")
	for i in $(seq -w $n); do
		echo "${report/000/$((10#$i))}" >"$www/$i.xml"
		echo "- - $i.xml"
	done >"$www/index.txt"
	collection "$port"

	check 0 ingest
	[ "$(grep -c ^accepted <<<"$out")" = $n ]
	[[ $err == *"index.txt: info ING610: "*": $n fetched, 0 unchanged, 0 failed" ]]
	[ "$(answers)" = $((n + 1))x200 ]
	[ "$(sql 'SELECT count(*), count(DISTINCT file), min(file) FROM submission')" = "$n|$n|001.xml" ]

	check 0 ingest
	[ -z "$(fates)" ]
	[[ $err == *": 0 fetched, $n unchanged, 0 failed" ]]
	[ "$(answers)" = "1x200 ${n}x304" ]

	native "$www/007.xml" FR GH 507
	check 0 ingest
	[ "$(fates)" = accepted ]
	[[ $err == *": 1 fetched, $less unchanged, 0 failed" ]]
	grep -qx '200 /007.xml' "$log"
	[ "$(answers)" = "2x200 ${less}x304" ]

	# With digests in the index nothing needs to be asked.
	(cd "$www" && sha256sum [0-9]*.xml | sed 's/  / - /') >"$BATS_TEST_TMPDIR/index"
	mv "$BATS_TEST_TMPDIR/index" "$www/index.txt"
	check 0 ingest
	[[ $err == *": 0 fetched, $n unchanged, 0 failed" ]]
	[ "$(answers)" = 1x200 ]

	[ "$(sql 'SELECT count(*), count(certificate), count(date), min(status) FROM fetch')" = "$((n + 5))|$((n + 5))|$((n + 5))|200" ]
	[ -z "$(ls "$archive/incoming/ministry")" ]
}

@test "a client certificate and a pinned key open what is closed" {
	start_nginx
	native "$www/a.xml" FR GH 1
	echo '- - a.xml' >"$www/index.txt"
	collection "$closed"
	check 3 ingest
	[[ $err == *"error ING620: "*"status 400" ]]

	collection "$closed" "client-cert = $pki/client.pem" "client-key = $pki/client.key" \
		"pin = $(cat "$pki/good.pin")" "crl = $pki/crl.pem"
	check 0 ingest
	[ "$(fates)" = accepted ]
	leaf=$(openssl x509 -in "$pki/good.pem" -outform DER | sha256sum | cut -c1-64)
	[ "$(sql "SELECT DISTINCT certificate FROM fetch WHERE outcome = 'fetched'")" = "$leaf" ]
}

@test "a feed names files, also in folders" {
	start_nginx
	mkdir "$www/2024"
	native "$www/2024/a.xml" FR GH 1
	native "$www/b.xml" IT TN 1
	cat >"$www/index.txt" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Reports</title><id>urn:x</id><updated>2024-08-01T00:00:00Z</updated>
  <entry><title>a</title><id>urn:a</id><updated>2024-08-01T00:00:00Z</updated>
    <link rel="enclosure" type="application/xml" href="2024/a.xml"/></entry>
  <entry><title>b</title><id>urn:b</id><updated>2024-08-01T00:00:00Z</updated>
    <link href="b.xml"/></entry>
</feed>
END
	collection "$port"
	check 0 ingest
	[ "$(fates)" = 'accepted accepted' ]
	[ "$(sql 'SELECT group_concat(file, " ") FROM submission')" = '2024/a.xml b.xml' ]
}

@test "one source that fails does not keep the others" {
	start_nginx
	native "$in/a.xml" FR GH 1
	collection "$port" 'attempts = 1'
	printf '[inbox here]\nfolder = %s\n' "$in" >>"$archive/ilo.conf"
	check 3 ingest
	[ "$(fates)" = accepted ]
	[[ $err == *"index.txt: error ING620: "*"status 404" ]]

	# Unreachable only, and nothing to take: try again.
	kill "$nginx"
	wait "$nginx" || true
	nginx=
	collection "$port" 'attempts = 2' 'back-off = 0'
	check 75 ingest
	[[ $err == *"index.txt: error ING611: "* ]]
	printf '[inbox here]\nfolder = %s\n' "$in" >>"$archive/ilo.conf"
	check 3 ingest
}

@test "the examples of ilo.conf(5) work as they stand, but for names of places" {
	start_nginx
	awk '/^\.Sh EXAMPLES/ {on = 1} on && /^\.Bd/ {n++; next} /^\.Ed/ {next}
		/^\.S[hp] SEE/ {on = 0} on && n && !/^\./ && last !~ /^\.Ed/ {print >("'"$BATS_TEST_TMPDIR"'/block" n)} {last = $0}' \
		ingest/ilo.conf.5
	[ "$(ls "$BATS_TEST_TMPDIR"/block* | wc -l)" -eq 5 ]
	for n in 1 2 3 5; do
		sed '/^ *[A-Z].*:$/d' "$BATS_TEST_TMPDIR/block$n"
	done | sed -e "s#https://reports.example.org:8443/#https://localhost:$closed/#" \
		-e "s#https://reports.example.org/\(.*\)#https://localhost:$port/\1\nca = $pki/ca.pem\nallow-address = loopback#" \
		-e "s#/etc/ilo/ministry-ca#$pki/ca#; s#/etc/ilo/ministry-crl#$pki/crl#; s#/etc/ilo/client#$pki/client#" \
		-e "s#/etc/ilo/germany-ca#$pki/ca#" \
		-e "s#10\.20\.0\.0/16#127.0.0.0/8#; s#/srv/ilo/inbox#$in#" >"$archive/ilo.conf"

	mkdir -p "$www/detections" "$www/ilo/maghreb" "$in/france" "$in/others"
	native "$in/france/a.xml" FR SN 1
	native "$in/others/b.xml" IT LY 1
	sha256sum <"$in/others/b.xml" >"$in/others/b.xml.sha256"
	vintage "$www/detections/monthly.csv" 5
	echo '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="monthly.csv"/></entry></feed>' \
		>"$www/detections/index.atom"
	grep '^[#-]' "$BATS_TEST_TMPDIR/block4" >"$www/ilo/index.txt"
	native "$www/ilo/FR-GH.xml" FR GH 1
	native "$www/ilo/maghreb/FR-TN.xml" FR TN 1
	check 0 ingest
	[ "$(fates)" = 'accepted accepted accepted accepted accepted' ]
	[ "$(sql "SELECT group_concat(file, ' ') FROM submission")" = \
		'monthly.csv a.xml FR-GH.xml maghreb/FR-TN.xml b.xml' ]
	grep -qx 'Unit X.1, which compiles the report' "$archive"/receipts/*-IT.txt
	native "$in/others/c.xml" DE LY 1
	sha256sum <"$in/others/c.xml" >"$in/others/c.xml.sha256"
	check 1 ingest
	[[ $err == *"c.xml: error ING700: "* ]]
}
