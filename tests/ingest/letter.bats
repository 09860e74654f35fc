# The letters beside the receipts: languages, hostile text, one for all that came
# together, the same bytes anywhere.

load helpers

setup() {
	new_archive
}

# written NUMBER FORM: the letter on that row.
written() {
	cat "$archive"/receipts/"$1"-*."$2"
}

# in_language FILE LANGUAGE: the cover says that it is in that language.
in_language() {
	sed -i "s/language=\"en\"/language=\"$2\"/" "$1"
}

# well_formed: every HTML letter, as XML but for its void elements.
well_formed() {
	local file
	for file in "$archive"/receipts/*.html; do
		sed '1d; s/<meta \(.*\)>$/<meta \1\/>/' "$file" | xmllint --noout --nonet -
	done
}

# told ELEMENT FILE: the ids of such elements in it, sorted.
told() {
	sed -n "s/.*<$1 id=\"\([^\"]*\)\".*/\1/p" "$2" | sort
}

@test "all words meet their schema, and none is missing in any language" {
	local file words=$BATS_TEST_TMPDIR/words
	xmllint --noout --nonet --schema schema/letter.xsd schema/letters/*.xml
	sed -n '/name="id">/,$s/.*<xs:enumeration value="\([a-z-]*\)".*/\1/p' schema/letter.xsd |
		sort >"$words"
	[ -s "$words" ]
	for file in schema/letters/*.xml; do
		grep -q " xml:lang=\"$(basename "$file" .xml)\" " "$file"
		told text "$file" | comm -23 "$words" - | sed "s|^|$file lacks |" >"$words-lacking"
		[ ! -s "$words-lacking" ] || { cat "$words-lacking"; false; }
		[ "$(grep -o '{date}' "$file" | wc -l)" -eq 2 ]
	done
	[ "$(ls schema/letters | wc -l)" -ge 10 ]
}

@test "French and German have every message on content, fate and layout" {
	local language codes=$BATS_TEST_TMPDIR/codes
	# Not those about our own machine, which no sender meets.
	local ours='ING30[5679]|ING31[56]|ING340|ING400'
	grep -o '"[A-Z]\{3\}[0-9]*"' common/diag_codes.def | tr -d '"' | sort >"$codes"
	grep '^ING[234]' "$codes" | grep -vxE "$ours" >"$codes-theirs"
	[ "$(wc -l <"$codes-theirs")" -gt 50 ]
	for language in fr de; do
		[ -z "$(told message "schema/letters/$language.xml" | comm -23 "$codes-theirs" - | tee /dev/stderr)" ]
	done
	for language in schema/letters/*.xml; do
		[ -z "$(told message "$language" | comm -13 "$codes" - | tee /dev/stderr)" ]
	done
}

@test "a letter is in the language of the cover, else of the sender, else English" {
	native "$in/1.xml" FR GH 1
	native "$in/2.xml" BE GH 1
	native "$in/3.xml" IE GH 1
	native "$in/4.xml" DE GH 1
	in_language "$in/1.xml" de
	in_language "$in/2.xml" xx
	in_language "$in/3.xml" ga
	vintage "$in/5.csv" 5
	check 1 ingest --published 2024-08-01 "$in"
	for pair in 000001=de 000002=nl 000003=en 000004=en 000005=en; do
		written "${pair%=*}" html | grep -q "^<html lang=\"${pair#*=}\" dir=\"ltr\">" ||
			{ echo "$pair"; false; }
	done
	written 000001 txt | grep -qx 'Empfangsbestätigung für einen Beitrag'
	tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/whole"
}

@test "the letter says what the receipt says, what to do and by when" {
	native "$in/1.xml" FR GH 3
	sed -i 's/<presidency>BE/<presidency>HU/' "$in/1.xml"
	in_language "$in/1.xml" fr
	check 1 ingest --received 2024-06-20T08:00:00Z "$in/1.xml"
	digest=$(sha256sum <"$in/1.xml" | cut -c1-64)
	text=$(written 000001 txt)
	for words in "Fichier: 1.xml" "Numéro: 000001" "Reçu le: 2024-06-20 08:00:00 UTC" \
		"SHA-256: $digest" "Expéditeur: FR" "Document: FR-GH, 3" "Rejeté." \
		"est attendu pour le 2024-06-30." \
		"Erreur ING202: La présidence n'est pas celle" \
		"ligne 6: 'HU', but 2024-S1 was held by BE"; do
		[[ $text == *"$words"* ]] || { echo "no $words"; echo "$text"; false; }
	done
	written 000001 html | grep -q 'lang="en" dir="ltr">&#39;HU&#39;, but 2024-S1'
	# After the day it is overdue.
	sed -i 's/revision="3"/revision="4"/' "$in/1.xml"
	check 1 ingest --received 2024-07-02 "$in/1.xml"
	[[ $(written 000002 txt) == *'était attendu pour le 2024-06-30'* ]]
	well_formed
}

@test "who sends several files has one letter and one file of receipts" {
	native "$in/1.xml" FR GH 1
	native "$in/2.xml" FR TN 2
	native "$in/3.xml" FR ZZ 1
	native "$in/4.xml" DK GH 1
	native "$in/5.xml" DK TN 1
	cp "$in/5.xml" "$in/6.xml"
	native "$in/7.xml" FR TN 1
	echo '<submission xmlns="urn:x-ilo:submission:1"' >"$in/8.xml"
	cp "$in/3.xml" "$in/9.xml"
	sed -i 's/-state>FR/-state>..\/FR/' "$in/9.xml"
	check 1 ingest "$in"
	[ "$(ls "$archive/receipts" | tr '\n' ' ')" = "$(printf '%s ' \
		00000{1-FR,4-DK,8-unknown,9-unknown}.{html,jsonl,txt})" ]
	[ "$(cat "$archive"/receipts/*-FR.jsonl | wc -l)" -eq 4 ]
	[ "$(cat "$archive"/receipts/*-DK.jsonl | wc -l)" -eq 3 ]
	text=$(written 000001 txt)
	for words in "Files: 4" "one by one: 1" "File: 3.xml" "Rejected. " "Superseded. " \
		"    1.xml: 000001, GH, 2024-S1, FR-GH, 1" "    7.xml: 000007, TN, 2024-S1, FR-TN, 1"; do
		[[ $text == *"$words"* ]] || { echo "no $words"; echo "$text"; false; }
	done
	[[ $text != *"DK"* && $text != *"8.xml"* ]]
	text=$(written 000004 txt)
	[[ $text == *"Files: 2"*"one by one: 0"* && $text != *"6.xml"* ]]
	[ "$(grep -c 'Note ING204' <<<"$text")" -eq 1 ]
	[[ $text == *"line 7: 4.xml: DK"*"line 7: 5.xml: DK"* ]]
	well_formed
	tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/whole"
	# What comes later is another letter, even in the same second.
	native "$in/10.xml" FR NE 1
	check 1 ingest "$in/10.xml" "$in/3.xml"
	[[ $(written 000010 txt) == *"Receipt for a submission"* ]]
	tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/whole"
	rm "$archive"/receipts/*
	check 0 ingest "$in/1.xml"
	[[ $err == *'info ING306: '*': 5'* ]]
	tests/ingest/check-archive "$archive" >"$BATS_TEST_TMPDIR/whole"
}

@test "every finding is there, those of one rule under one head" {
	check 1 ingest --published 2024-08-01 samples/bad/unknown-route.csv samples/bad/tables-disagree.xml
	for number in 000001 000002; do
		/usr/bin/python3 - "$archive"/receipts/$number-*.jsonl "$archive"/receipts/$number-*.html \
			"$archive"/receipts/$number-*.txt <<-'END'
			import html, json, re, sys
			findings = json.load(open(sys.argv[1]))['predicate']['findings']
			page = html.unescape(re.sub(r'<[^>]*>', '', open(sys.argv[2]).read()))
			text = ''.join(open(sys.argv[3]).read().split())
			assert findings
			for f in findings:
			    for where in (page, ''.join(page.split())), (text, text):
			        assert f['id'] in where[0], f
			        assert ''.join(f['detail'].split()) in where[1], f
			    assert page.count(f['id'] + ': ') == 1, f
		END
	done
}

@test "a message without translation stays English and is marked" {
	native "$in/1.xml" FR GH 1
	sed -i 's/country="GH"/country="GH" flag="1"/; s/="en"\/>/="fr"\/>/' "$in/1.xml"
	check 1 ingest --sender FR "$in/1.xml"
	written 000001 html | grep -q '<h3>Erreur ING103: <span lang="en" dir="ltr">an attribute is not known'
}

@test "hostile text is text: no markup, no line of its own" {
	name=$'<img src=x onerror=alert(1)>&"\'.xml'
	native "$in/$name" FR GH 1
	sed -i 's/<presidency>BE/<presidency>\&lt;b>\&#x202e;x\&amp;amp;/' "$in/$name"
	native "$in/2.xml" FR TN 1
	sed -i 's/id="FR-TN"/id="\&lt;\/bdi>\&lt;script>alert(1)\&lt;\/script>"/' "$in/2.xml"
	long=$(printf 'A%.0s' {1..90})
	native "$in/3.xml" FR "$long" 1
	check 1 ingest "$in"
	! grep -l '<img\|<script\|<b>\|onerror=[^a]' "$archive"/receipts/*.html || false
	grep -q '&#60;img src=x onerror=alert(1)&#62;&#38;&#34;&#39;.xml' "$archive"/receipts/*.html
	! grep -q $'\u202e' "$archive"/receipts/* || false
	well_formed
	for file in "$archive"/receipts/*.html; do
		grep -q "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';" "$file"
		! grep -qi 'http://\|https://\|<a \|<link\|url(' "$file" || false
	done
	/usr/bin/python3 - "$archive"/receipts/*.txt <<-'END'
		import sys
		for path in sys.argv[1:]:
		    for line in open(path, encoding='utf-8'):
		        line = line.rstrip('\n')
		        assert len(line) <= 76, (path, line)
		        assert line == line.rstrip(' '), (path, line)
		        assert line.startswith(' ') or 'alert' not in line, (path, line)
	END
}

@test "the same bytes in any locale, time zone and order of jobs" {
	check 1 ingest --received 2024-08-01 -j 1 samples/bad/[a-m]*.xml
	first=$archive archive=$BATS_TEST_TMPDIR/second
	"$BUILD/ilo" init "$archive"
	(
		export LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati
		check 1 ingest --received 2024-08-01 -j 4 samples/bad/[a-m]*.xml
	)
	for file in "$first"/receipts/*.html "$first"/receipts/*.txt; do
		cmp "$file" "$archive/receipts/$(basename "$file")"
	done
	[ "$(ls "$first/receipts" | grep -c html)" -ge 4 ]
}

@test "a lost letter is written again as it was, a duplicate gets none" {
	native "$in/1.xml" FR GH 1
	cp "$in/1.xml" "$in/2.xml"
	echo hello >"$in/README"
	check 0 ingest "$in"
	[ "$(ls "$archive"/receipts/*.html | wc -l)" -eq 1 ]
	[ "$(ls "$archive"/receipts/*.txt | wc -l)" -eq 1 ]
	cp -R "$archive/receipts" "$BATS_TEST_TMPDIR/before"
	rm "$archive"/receipts/*.txt
	check 0 ingest "$in"
	diff -r "$archive/receipts" "$BATS_TEST_TMPDIR/before"
	rm "$archive"/receipts/*.html "$archive"/receipts/000001-*.jsonl
	check 0 ingest "$in"
	[[ $err == *'info ING306: '*': 1'* ]]
	diff -r "$archive/receipts" "$BATS_TEST_TMPDIR/before"
}

@test "an exercise says so first" {
	native "$in/1.xml" FR GH 1
	sed -i 's/kind="contribution"/kind="contribution" nature="exercise"/' "$in/1.xml"
	in_language "$in/1.xml" de
	check 0 ingest "$in/1.xml"
	[[ $(written 000001 txt | sed -n 4p) == 'ÜBUNG: '* ]]
}

@test "the office of ilo.conf signs, in the letter's language or else in English" {
	native "$in/1.xml" FR GH 1
	native "$in/2.xml" DE GH 1
	in_language "$in/1.xml" fr
	in_language "$in/2.xml" de
	cat >"$archive/ilo.conf" <<-'END'
		[inbox en]
		folder = inbox
		[office en]
		name = Unit X.1 <b>&"Return"</b>
		[office fr]
		name = Unité X.1 « Retour »
		contact = unite-x1@office.example.org, +32 2 000 00 00
	END
	check 0 ingest "$in"
	[ "$(written 000001 txt | tail -3)" = $'Unité X.1 « Retour »\n\nunite-x1@office.example.org, +32 2 000 00 00' ]
	written 000001 html | grep -qx '<p>Unité X.1 « Retour »</p>'
	written 000001 html | grep -qx '<p>unite-x1@office.example.org, +32 2 000 00 00</p>'
	[ "$(written 000002 txt | tail -1)" = 'Unit X.1 <b>&"Return"</b>' ]
	written 000002 html | grep -qxF '<p lang="en" dir="ltr">Unit X.1 &#60;b&#62;&#38;&#34;Return&#34;&#60;/b&#62;</p>'
	well_formed
	# What was written stays; what is lost is signed by whoever the office is then.
	sed -i 's/^contact.*//; s/Unité X.1/Unité Y.2/' "$archive/ilo.conf"
	rm "$archive"/receipts/000001-FR.txt
	check 0 ingest "$in"
	[ "$(written 000001 txt | tail -1)" = 'Unité Y.2 « Retour »' ]
	written 000001 html | grep -q 'Unité X.1'
}

@test "an office in a language without letters is a mistake, and is said to be one" {
	native "$in/1.xml" FR GH 1
	printf '# one\n[office xx]\nname = Nobody\n' >"$archive/ilo.conf"
	check 4 ingest "$in"
	[[ $err == *"ilo.conf:2: fatal GEN020: "*": [office xx]: there are letters in "*"en"* ]]
	printf '[office fr]\ncontact = x@example.org\n' >"$archive/ilo.conf"
	check 4 ingest "$in"
	[[ $err == *"ilo.conf:1: fatal GEN022: "*": name is missing in this section"* ]]
	[ "$(sql 'SELECT count(*) FROM submission')" -eq 0 ]
}
