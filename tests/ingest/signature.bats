#!/usr/bin/env bats
# Signatures: what each is worth, and what becomes of the file under each policy.

load helpers
load pki

setup_file() {
	pki=$BATS_FILE_TMPDIR/pki
	mkdir "$pki"
	(cd "$pki" && authorities)
	in=$BATS_FILE_TMPDIR/cases scratch=$BATS_FILE_TMPDIR
	mkdir "$in"
	cases
}

authorities() {
	local ec='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1'
	authority root
	authority other
	signer fr root 11 20240101000000Z 20251231235959Z
	signer ec root 12 20240101000000Z 20251231235959Z signer $ec
	signer old root 13 20230101000000Z 20240630235959Z signer $ec
	signer gone root 14 20240101000000Z 20251231235959Z signer $ec
	signer server root 15 20240101000000Z 20251231235959Z server $ec
	signer small root 16 20240101000000Z 20251231235959Z signer -newkey rsa:1024
	signer now root 17 20240101000000Z 20491231235959Z signer $ec
	signer thief other 11 20240101000000Z 20251231235959Z
	revocations crls.pem root 20240701000000Z 20241001000000Z 14 240715000000Z
	openssl x509 -in fr.pem -pubkey -noout >fr.pub
}

setup() {
	new_archive
	pki=$BATS_FILE_TMPDIR/pki scratch=$BATS_TEST_TMPDIR
}

# plain: a submission on stdout with a number of its own, the next one each time.
plain() {
	made=$((made + 1))
	sed "s/revision=\"1\"/revision=\"$made\"/" tests/hostile/base.xml
}

# xml NAME [WHO]: $in/NAME.xml, signed by us.
xml() {
	plain >"$scratch/plain.xml"
	"$BUILD/ilo" sign --key "$pki/${2:-fr}.key" --certificate "$pki/${2:-fr}.pem" \
		-o "$in/$1.xml" "$scratch/plain.xml"
}

# attacked NAME KIND: a signed submission, attacked.
attacked() {
	xml "$1"
	tests/ingest/attack "$2" "$in/$1.xml" >"$scratch/attacked.xml"
	mv "$scratch/attacked.xml" "$in/$1.xml"
}

# theirs NAME TEMPLATE OPTION...: signed by xmlsec1.
theirs() {
	local name=$1 kind=$2
	shift 2
	plain >"$scratch/plain.xml"
	tests/ingest/attack "$kind" "$scratch/plain.xml" >"$scratch/form.xml"
	xmlsec1 --sign "$@" --output "$in/$name.xml" "$scratch/form.xml" \
		>"$scratch/xmlsec1" 2>&1
}

# pretended NAME TEMPLATE: the form of a signature that nobody computed.
pretended() {
	plain >"$scratch/plain.xml"
	tests/ingest/attack "$2" "$scratch/plain.xml" |
		sed "s|<ds:X509Data></ds:X509Data>|<ds:X509Data><ds:X509Certificate>$(
			grep -v -- ----- "$pki/fr.pem" | tr -d '\n'
		)</ds:X509Certificate></ds:X509Data>|" >"$in/$1.xml"
}

# trust POLICY [CRL]: who is believed, for FR.
trust() {
	mkdir -p "$archive/trust/FR"
	echo "$1" >"$archive/trust/FR/policy"
	cp "$pki/root.pem" "$archive/trust/FR/anchors.pem"
	[ $# -lt 2 ] || cp "$pki/$2" "$archive/trust/FR/crls.pem"
}

# take: all of $in, received on the 1st of August 2024; out and err are kept.
take() {
	local status=0
	ingest --received "${1:-2024-08-01}" "$in" >"$BATS_TEST_TMPDIR/out" \
		2>"$BATS_TEST_TMPDIR/err" || status=$?
	[ "$status" -le 1 ] || {
		cat "$BATS_TEST_TMPDIR/err"
		return 1
	}
}

# expect WORD NAME...: what became of $in/NAME.xml; "taken" is any fate but rejected.
expect() {
	local word=$1 fate file
	local -A fates=()
	shift
	while read -r file fate; do
		fates[$file]=$fate
	done < <(awk -F'\t' 'NF == 4 {sub(/.*\//, "", $4); print $4, $1}' "$BATS_TEST_TMPDIR/out")
	for file; do
		fate=${fates[$file.xml]-}
		case $word:$fate in
		taken:accepted | taken:accepted-with-findings | "$fate:$fate") continue ;;
		esac
		echo "$file: '$fate' instead of $word"
		cat "$BATS_TEST_TMPDIR/err"
		return 1
	done
}

# verdict NAME WORD: what the register says of its signature.
verdict() {
	local found
	found=$(sql "SELECT signature FROM submission WHERE file = '$1.xml' ORDER BY id DESC LIMIT 1")
	[ "$found" = "$2" ] || {
		echo "$1: verdict $found instead of $2"
		cat "$BATS_TEST_TMPDIR/err"
		return 1
	}
}

# Every case; each with a revision of its own, in the order of the names.
valid=$(printf 'a%02d ' {1..10})
invalid=$(printf 'b%02d ' {1..22})
untrusted='c01 c02 c03 c04'
expired=d01
revoked=e01
malformed='f01 f02 f03 f04 f05'
none='g01 g02'
cases() {
	attacked a01 comment
	xml a02
	xml a03 ec
	theirs a04 plain --privkey-pem "$pki/fr.key,$pki/fr.pem"
	theirs a05 sha512 --privkey-pem "$pki/fr.key,$pki/fr.pem"
	theirs a06 inclusive --privkey-pem "$pki/fr.key,$pki/fr.pem"
	theirs a07 ecdsa --privkey-pem "$pki/ec.key,$pki/ec.pem"
	plain >"$in/a08.xml"
	openssl cms -sign -binary -in "$in/a08.xml" -signer "$pki/fr.pem" \
		-inkey "$pki/fr.key" -outform DER -out "$in/a08.xml.p7s"
	plain >"$in/a09.xml"
	openssl cms -sign -binary -in "$in/a09.xml" -signer "$pki/ec.pem" \
		-inkey "$pki/ec.key" -outform PEM -out "$in/a09.xml.p7s"
	plain >"$in/a10.xml"
	"$BUILD/ilo" sign --cms --key "$pki/fr.key" --certificate "$pki/fr.pem" \
		-o "$in/a10.xml.p7s" "$in/a10.xml"

	attacked b01 value
	plain >"$in/b02.xml"
	sed -i 's/value="7"/value="9"/' "$in/b02.xml"
	cp "$in/a08.xml.p7s" "$in/b02.xml.p7s"
	attacked b03 in-object
	attacked b04 in-signed-object
	attacked b05 same-id
	attacked b06 nested
	theirs b07 hmac --hmackey "$pki/fr.pub"
	theirs b08 key-value --privkey-pem "$pki/thief.key"
	theirs b09 sha1 --privkey-pem "$pki/fr.key,$pki/fr.pem"
	theirs b10 two-references --privkey-pem "$pki/fr.key,$pki/fr.pem"
	theirs b11 object --privkey-pem "$pki/fr.key,$pki/fr.pem"
	pretended b12 references
	pretended b13 transforms
	pretended b14 xslt
	pretended b15 file
	pretended b16 http
	pretended b17 retrieval
	pretended b18 manifest
	pretended b19 plain
	xml b20
	"$BUILD/ilo" sign --cms --key "$pki/fr.key" --certificate "$pki/fr.pem" \
		-o "$in/b20.xml.p7s" "$in/b20.xml"
	plain >"$in/b21.xml"
	echo nonsense >"$in/b21.xml.p7s"
	plain >"$in/b22.xml"
	openssl cms -sign -nodetach -binary -in "$in/b22.xml" -signer "$pki/fr.pem" \
		-inkey "$pki/fr.key" -outform DER -out "$in/b22.xml.p7s"

	xml c01 thief
	xml c02 server
	xml c03 small
	theirs c04 plain --privkey-pem "$pki/thief.key,$pki/thief.pem"
	xml d01 old
	xml e01 gone

	attacked f01 in-place
	attacked f02 wrapped-last
	attacked f03 wrapped-first
	attacked f04 two
	attacked f05 elsewhere
	attacked g01 stripped
	plain >"$in/g02.xml"
}

# verdicts: what the register says of every case.
verdicts() {
	local word name
	for word in valid invalid untrusted expired revoked none; do
		for name in ${!word}; do echo "$name.xml $word"; done
	done | sort >"$BATS_TEST_TMPDIR/expected"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/expected")" -eq 40 ]
	sql "SELECT file || ' ' || signature FROM submission WHERE file NOT LIKE 'f%' ORDER BY file" |
		diff "$BATS_TEST_TMPDIR/expected" -
}

@test "required: nothing but a valid signature is taken" {
	in=$BATS_FILE_TMPDIR/cases
	trust required crls.pem
	take
	verdicts
	expect taken $valid
	expect rejected $invalid $untrusted $expired $revoked $malformed $none
	grep -q 'g02.xml: error ING700' "$BATS_TEST_TMPDIR/err"
	grep -q 'b01.xml: error ING701' "$BATS_TEST_TMPDIR/err"
	grep -q 'c01.xml: error ING702' "$BATS_TEST_TMPDIR/err"
	grep -q 'd01.xml: error ING703' "$BATS_TEST_TMPDIR/err"
	grep -q 'e01.xml: error ING704' "$BATS_TEST_TMPDIR/err"
}

@test "optional: none or a valid one; a bad one is refused" {
	in=$BATS_FILE_TMPDIR/cases
	trust optional crls.pem
	take
	verdicts
	expect taken $valid $none
	expect rejected $invalid $untrusted $expired $revoked $malformed
}

@test "none: taken, and what is not in order is said" {
	in=$BATS_FILE_TMPDIR/cases
	trust none crls.pem
	take
	verdicts
	expect taken $valid $invalid $untrusted $expired $revoked $none
	expect rejected $malformed
	for name in $invalid $untrusted $expired $revoked; do
		grep -q "/$name.xml: warning ING707" "$BATS_TEST_TMPDIR/err"
	done
	[ "$(grep -c ING707 "$BATS_TEST_TMPDIR/err")" -eq \
		"$(echo $invalid $untrusted $expired $revoked | wc -w)" ]
}

@test "without any trust: what does not hold is refused, the rest is unknown" {
	in=$BATS_FILE_TMPDIR/cases
	take
	expect taken $valid $untrusted $expired $revoked $none
	expect rejected $invalid $malformed
	grep -q 'a02.xml: warning ING706.*signed by CN=Signer fr,C=FR' "$BATS_TEST_TMPDIR/err"
	verdict a02 untrusted
}

@test "the verdict is of the day of receipt, however late it is given" {
	xml a fr
	xml b old
	xml c gone
	trust required crls.pem
	take 2024-06-29
	expect taken a b c # not over, not yet revoked
	verdict b valid
	verdict c valid
	rm -r "$archive"
	"$BUILD/ilo" init "$archive"
	trust required crls.pem
	take 2024-07-01
	expect taken a c
	expect rejected b
	rm -r "$archive"
	"$BUILD/ilo" init "$archive"
	trust required crls.pem
	take 2024-07-16
	expect taken a
	expect rejected b c
	verdict c revoked
	rm -r "$archive"
	"$BUILD/ilo" init "$archive"
	trust required
	take 2026-01-01
	expect rejected a b c # all over
	verdict a expired
}

@test "a list that is not of that time is said to be so" {
	xml a fr
	trust required crls.pem
	take 2024-11-01
	expect taken a
	verdict a valid
	grep -q 'a.xml: warning ING708' "$BATS_TEST_TMPDIR/err"
}

@test "a signer is named: no other one of the same authority" {
	xml a fr
	xml b ec
	trust required
	cp "$pki/fr.pem" "$archive/trust/FR/signers.pem"
	take
	expect taken a
	expect rejected b
	grep -q 'b.xml: error ING702.*none of the signers named' "$BATS_TEST_TMPDIR/err"
	rm -r "$archive"
	"$BUILD/ilo" init "$archive"
	trust required
	mv "$archive/trust/FR/anchors.pem" "$archive/trust/FR/signers.pem"
	cp "$pki/ec.pem" "$archive/trust/FR/signers.pem"
	take # the certificate itself is trusted, without its authority
	expect rejected a
	expect taken b
}

@test "ilo.conf says it too, goes before the sender's folder, and counts for paths" {
	local conf=$BATS_TEST_TMPDIR/other.conf
	cp "$pki/root.pem" "$BATS_TEST_TMPDIR/root.pem"
	plain >"$scratch/unsigned.xml"
	"$BUILD/ilo" sign --key "$pki/fr.key" --certificate "$pki/fr.pem" \
		-o "$scratch/signed.xml" "$scratch/unsigned.xml"
	printf '[trust FR]\npolicy = required\nanchors = root.pem\n' >"$conf"
	check 1 ingest --received 2024-08-01 --config "$conf" "$scratch/unsigned.xml"
	[[ $err == *"error ING70"* ]]
	check 0 ingest --received 2024-08-01 --config "$conf" "$scratch/signed.xml"
	[ "$(sql 'SELECT fate, signature FROM submission ORDER BY id')" = $'rejected|none\naccepted|valid' ]
	# The folder says that none is needed; the section goes first.
	mkdir -p "$archive/trust/FR"
	echo none >"$archive/trust/FR/policy"
	sed "s|root.pem|$pki/root.pem|" "$conf" >"$archive/ilo.conf"
	check 1 ingest --received 2024-08-01 "$scratch/unsigned.xml"
	printf '[trust ZZ]\npolicy = none\n' >"$conf"
	check 4 ingest --config "$conf" "$scratch/unsigned.xml"
	[[ $err == *'[trust ZZ]: fatal ING720: '* ]]
}

@test "one sender's authority says nothing for another" {
	xml a fr
	sed 's/<reporting-state>FR</<reporting-state>DE</' tests/hostile/base.xml \
		>"$BATS_TEST_TMPDIR/de.xml"
	"$BUILD/ilo" sign --key "$pki/fr.key" --certificate "$pki/fr.pem" \
		-o "$in/b.xml" "$BATS_TEST_TMPDIR/de.xml"
	trust required
	mkdir "$archive/trust/default"
	echo required >"$archive/trust/default/policy"
	cp "$pki/other.pem" "$archive/trust/default/anchors.pem"
	take
	expect taken a
	expect rejected b
	verdict b untrusted
}

@test "a signature without its file is said to be alone" {
	xml a fr
	plain >"$in/b.xml"
	"$BUILD/ilo" sign --cms --key "$pki/fr.key" --certificate "$pki/fr.pem" \
		-o "$in/c.xml.p7s" "$in/b.xml"
	take
	grep -q 'c.xml.p7s: error ING705' "$BATS_TEST_TMPDIR/err"
}

@test "a signature lies beside its file in a container, or is named" {
	trust required
	mkdir "$BATS_TEST_TMPDIR/pack"
	plain >"$BATS_TEST_TMPDIR/pack/b.xml"
	"$BUILD/ilo" sign --cms --key "$pki/fr.key" --certificate "$pki/fr.pem" \
		-o "$BATS_TEST_TMPDIR/pack/b.xml.p7s" "$BATS_TEST_TMPDIR/pack/b.xml"
	(cd "$BATS_TEST_TMPDIR/pack" && /usr/bin/python3 -m zipfile -c "$in/a.zip" b.xml.p7s b.xml)
	take
	[ "$(sql "SELECT signature FROM submission WHERE file = 'a.zip/b.xml'")" = valid ]
	[ "$(sql "SELECT count(*) FROM submission")" -eq 2 ]
	plain >"$in/c.xml"
	"$BUILD/ilo" sign --cms --key "$pki/fr.key" --certificate "$pki/fr.pem" \
		-o "$BATS_TEST_TMPDIR/other" "$in/c.xml"
	check 0 ingest --received 2024-08-01 --signature "$BATS_TEST_TMPDIR/other" "$in/c.xml"
	verdict c valid
	check 2 ingest --signature "$BATS_TEST_TMPDIR/other" "$in"
}

@test "a signature that is no plain file, or too large, keeps its file out" {
	xml a fr
	plain >"$in/b.xml"
	ln -s a.xml "$in/b.xml.p7s"
	plain >"$in/c.xml"
	head -c 30000 /dev/zero >"$in/c.xml.p7s"
	check 3 ingest --received 2024-08-01 "$in"
	[ "$(sql "SELECT fate FROM submission WHERE file IN ('b.xml', 'c.xml')" | sort -u)" = quarantined ]
	[[ $err == *'b.xml: '*'its signature .p7s: a symbolic link'* ]]
	[[ $err == *'c.xml: '*'its signature .p7s: it has 30000 bytes'* ]]
}

@test "a document too large for a tree is signed beside it" {
	trust required
	plain >"$scratch/plain.xml"
	/usr/bin/python3 - "$scratch/plain.xml" <<-'END'
		import sys
		with open(sys.argv[1], encoding="utf-8") as file:
		    text = file.read()
		with open(sys.argv[1], "w", encoding="utf-8") as file:
		    file.write(text.replace("a fiction.", "a fiction" + "=" * 500001))
	END
	cp "$scratch/plain.xml" "$in/b.xml"
	for option in "-o $in/a.xml" "--cms -o $in/b.xml.p7s"; do
		"$BUILD/ilo" sign $option --key "$pki/fr.key" --certificate "$pki/fr.pem" \
			"$scratch/plain.xml"
	done
	take
	expect rejected a
	expect taken b
	grep -q 'a.xml: error ING701.*too large.*sign it detached' "$BATS_TEST_TMPDIR/err"
}

@test "trust that is not understood stops the run" {
	xml a fr
	trust strict
	check 4 ingest "$in"
	[[ $err == *ING720*'none of required, optional and none'* ]]
	trust required
	rm "$archive/trust/FR/anchors.pem"
	check 4 ingest "$in"
	[[ $err == *ING720*'no certificate is trusted'* ]]
	echo nonsense >"$archive/trust/FR/anchors.pem"
	check 4 ingest "$in"
	[[ $err == *ING720*'no PEM block'* ]]
	trust required
	cp "$pki/root.pem" "$archive/trust/FR/anchor.pem"
	check 4 ingest "$in"
	[[ $err == *anchor.pem:*ING720* ]]
	rm "$archive/trust/FR/anchor.pem"
	mkdir "$archive/trust/Atlantis"
	check 4 ingest "$in"
	[[ $err == *ING720*'nobody who sends'* ]]
	rmdir "$archive/trust/Atlantis"
	mkdir "$archive/trust/EL" "$archive/trust/GR"
	check 4 ingest "$in"
	[[ $err == *ING720*'another folder for that sender'* ]]
	[ "$(sql 'SELECT count(*) FROM submission')" -eq 0 ]
}

@test "the evidence names the chain, the lists, the day" {
	xml a fr
	plain >"$in/b.xml"
	"$BUILD/ilo" sign --cms --key "$pki/fr.key" --certificate "$pki/fr.pem" \
		-o "$in/b.xml.p7s" "$in/b.xml"
	trust required crls.pem
	take
	tests/ingest/check-evidence "$archive" "$pki"
	tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/rows"
}

@test "ilo sign: the tools of others verify it, and its bytes are the same again" {
	cd "$BATS_TEST_TMPDIR"
	top=$OLDPWD
	ilo=$(cd "$top" && realpath "$BUILD/ilo")
	cp "$top/tests/hostile/base.xml" a.xml
	for who in fr ec; do
		"$ilo" sign --key "$pki/$who.key" --certificate "$pki/$who.pem" -o s.xml a.xml
		xmlsec1 --verify --enabled-key-data x509 --trusted-pem "$pki/root.pem" \
			--verification-time '2024-08-01 00:00:00' s.xml
		"$ilo" sign --cms --key "$pki/$who.key" --certificate "$pki/$who.pem" \
			-o a.xml.p7s a.xml
		openssl cms -verify -binary -inform DER -in a.xml.p7s -content a.xml \
			-CAfile "$pki/root.pem" -purpose any -attime 1722470400 -out verified
		cmp verified a.xml
	done
	for option in '' --cms; do
		for copy in 1 2; do
			"$ilo" sign $option --key "$pki/fr.key" \
				--certificate "$pki/fr.pem" -o "$copy" a.xml
		done
		cmp 1 2
	done
}

@test "the examples of ilo-sign(1) and of trust in ilo-ingest(1) run" {
	top=$PWD
	PATH=$(cd "$BUILD" && pwd):$PATH
	cd "$BATS_TEST_TMPDIR"
	cp "$top/tests/hostile/base.xml" FR-GH.xml
	cp "$pki/now.key" key.pem
	cp "$pki/now.pem" certificate.pem
	cp "$pki/root.pem" authority.pem
	sed -n '/^.Sh EXAMPLES/,/^.Sh SEE/s/^\.Dl //p' "$top/driver/ilo-sign.1" >examples
	sed -n '/must be signed by/,/^.Sh DIAG/s/^\.Dl \$ //p' "$top/ingest/ilo-ingest.1" >>examples
	[ "$(wc -l <examples)" -eq 7 ]
	bash -e examples
	cmp verified.xml FR-GH.xml
	ilo ingest -a archive FR-GH.xml
	ilo ingest -a archive signed.xml | grep -q '^duplicate'
	mv FR-GH.xml.p7s away
	rm -r archive
	ilo init archive
	bash -e <(tail -n 3 examples)
	status=0
	ilo ingest -a archive FR-GH.xml || status=$?
	[ "$status" -eq 1 ]
}

@test "ilo sign: what is signed, and what cannot sign, is refused" {
	cd "$BATS_TEST_TMPDIR"
	top=$OLDPWD
	ilo=$(cd "$top" && realpath "$BUILD/ilo")
	cp "$top/tests/hostile/base.xml" a.xml
	fr="--key $pki/fr.key --certificate $pki/fr.pem"
	"$ilo" sign $fr -o s.xml a.xml
	check 4 "$ilo" sign $fr -o t.xml s.xml
	[[ $err == *ING722* ]]
	"$ilo" sign --cms $fr -o a.xml.p7s a.xml
	check 4 "$ilo" sign --cms $fr -o t.xml a.xml.p7s
	[[ $err == *ING722* ]]
	check 4 "$ilo" sign --key "$pki/fr.key" --certificate "$pki/ec.pem" -o t.xml a.xml
	[[ $err == *ING721*'not that of the key'* ]]
	openssl rsa -aes128 -passout pass:x -in "$pki/fr.key" -out locked.key 2>/dev/null
	check 4 "$ilo" sign --key locked.key --certificate "$pki/fr.pem" -o t.xml a.xml
	[[ $err == *ING721*'without a password'* ]]
	echo text >plain.txt
	check 4 "$ilo" sign $fr -o t.xml plain.txt
	[[ $err == *ING723* ]]
	check 2 "$ilo" sign --key "$pki/fr.key" -o t.xml a.xml
	[ ! -e t.xml ]
}
