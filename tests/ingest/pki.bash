# Authorities, signers and revocation lists for tests, made when the test runs: no
# private key lies in the tree.  Dates are fixed, as openssl writes them.

# authority NAME: NAME.key and NAME.pem, its own issuer, from 2020 to 2049.
authority() {
	mkdir "$1.ca"
	: >"$1.ca/index.txt"
	cat >"$1.ca/conf" <<END
[ca]
default_ca = this
[this]
dir = $1.ca
new_certs_dir = $1.ca
database = $1.ca/index.txt
serial = $1.ca/serial
certificate = $1.pem
private_key = $1.key
default_md = sha256
policy = any
unique_subject = no
email_in_dn = no
[any]
countryName = optional
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
[server]
basicConstraints = critical, CA:false
keyUsage = critical, keyEncipherment
END
	printf '01\n' >"$1.ca/serial"
	openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" \
		-subj "/CN=Authority $1" 2>/dev/null
	openssl ca -batch -notext -config "$1.ca/conf" -selfsign -in "$1.csr" \
		-keyfile "$1.key" -extensions authority -out "$1.pem" \
		-startdate 20200101000000Z -enddate 20491231235959Z 2>/dev/null
}

# signer NAME AUTHORITY SERIAL FROM TO [EXTENSIONS [KEY-OPTION...]]: NAME.key and
# NAME.pem.
signer() {
	local name=$1 by=$2 serial=$3 from=$4 to=$5 extensions=${6:-signer}
	shift 5
	[ $# -eq 0 ] || shift
	[ $# -gt 0 ] || set -- -newkey rsa:2048
	printf '%s\n' "$serial" >"$by.ca/serial"
	openssl req "$@" -nodes -keyout "$name.key" -out "$name.csr" \
		-subj "/C=FR/CN=Signer $name" 2>/dev/null
	openssl ca -batch -notext -config "$by.ca/conf" -in "$name.csr" \
		-extensions "$extensions" -out "$name.pem" \
		-startdate "$from" -enddate "$to" 2>/dev/null
}

# revocations OUT AUTHORITY FROM TO [SERIAL DATE]...: its list of that time.
revocations() {
	local out=$1 by=$2 from=$3 to=$4
	shift 4
	cp "$by.ca/index.txt" "$by.ca/kept"
	: >"$by.ca/index.txt"
	while [ $# -gt 0 ]; do
		printf 'R\t491231235959Z\t%s\t%s\tunknown\t/CN=x\n' "$2" "$1" \
			>>"$by.ca/index.txt"
		shift 2
	done
	openssl ca -gencrl -config "$by.ca/conf" -out "$out" \
		-crl_lastupdate "$from" -crl_nextupdate "$to" 2>/dev/null
	mv "$by.ca/kept" "$by.ca/index.txt"
}
