/* One row a key.  A check looks at the form of a value alone: no file is opened
 * and no name is resolved. */

#include "ingest/config_keys.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "ingest/fetch_policy.h"

#define PIN_BYTES 52 /* "sha256//" and 44 digits in base 64 */

static const char *
any_text(const char *value)
{
	(void)value; /* a path or name may be anything */
	return NULL;
}

static const char *
sender_code(const char *value)
{
	size_t length = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return value[length] == '\0' && length >= 2 && length <= 12
	               ? NULL
	               : "must be a code like FR or FRONTEX";
}

static const char *
yes_or_no(const char *value)
{
	return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0
	               ? NULL
	               : "must be yes or no";
}

static const char *
policy_word(const char *value)
{
	return strcmp(value, "required") == 0 ||
	                       strcmp(value, "optional") == 0 ||
	                       strcmp(value, "none") == 0
	               ? NULL
	               : "must be required, optional or none";
}

/* Part of a parsed URL; NULL when it has none.  curl_free() ends it. */
static char *
url_part(CURLU *url, CURLUPart part)
{
	char *text = NULL;

	return curl_url_get(url, part, &text, 0) == CURLUE_OK ? text : NULL;
}

static const char *
url_wrong(CURLU *url)
{
	char *user = url_part(url, CURLUPART_USER);
	char *password = url_part(url, CURLUPART_PASSWORD);
	char *fragment = url_part(url, CURLUPART_FRAGMENT);
	const char *wrong = NULL;

	if (user != NULL || password != NULL)
		wrong = "must hold no user name or password";
	else if (fragment != NULL)
		wrong = "must hold no '#'";
	curl_free(user);
	curl_free(password);
	curl_free(fragment);
	return wrong;
}

static const char *
https_url(const char *value)
{
	CURLU *url;
	const char *wrong = "is not a URL";

	if (strncmp(value, "https://", 8) != 0)
		return "must begin with https://";
	url = curl_url();
	if (url != NULL &&
	    curl_url_set(url, CURLUPART_URL, value, 0) == CURLUE_OK)
		wrong = url_wrong(url);
	curl_url_cleanup(url);
	return wrong;
}

static const char *
proxy_url(const char *value)
{
	CURLU *url;
	const char *wrong = "is not a URL";

	if (strncmp(value, "http://", 7) != 0 &&
	    strncmp(value, "https://", 8) != 0)
		return "must begin with http:// or https://";
	url = curl_url();
	if (url != NULL &&
	    curl_url_set(url, CURLUPART_URL, value, 0) == CURLUE_OK)
		wrong = url_wrong(url);
	curl_url_cleanup(url);
	return wrong;
}

static const char *
key_pin(const char *value)
{
	static const char wrong[] =
		"must be sha256// and the 44 characters of the key's "
		"SHA-256 in base 64";
	size_t i;

	if (strlen(value) != PIN_BYTES || strncmp(value, "sha256//", 8) != 0)
		return wrong;
	for (i = 8; i < PIN_BYTES - 1; i++)
		if (!isalnum((unsigned char)value[i]) &&
		    strchr("+/", value[i]) == NULL)
			return wrong;
	return value[PIN_BYTES - 1] == '=' ? NULL : wrong;
}

static const char *
address_list(const char *value)
{
	return fetch_policy_check(value)
	               ? NULL
	               : "must be addresses like 10.1.2.3, ranges like "
	                 "10.1.0.0/16, or the words loopback, private, "
	                 "link-local and own";
}

#define COUNT NULL
#define MEBIBYTE (INT64_C(1024) * 1024)

static const struct config_key keys[] = {
	{"inbox", "folder", true, any_text, 0, 0, 0},
	{"inbox", "sender", false, sender_code, 0, 0, 0},
	{"inbox", "sidecar", false, yes_or_no, 0, 0, 0},

	{"collection", "url", true, https_url, 0, 0, 0},
	{"collection", "sender", false, sender_code, 0, 0, 0},
	{"collection", "ca", false, any_text, 0, 0, 0},
	{"collection", "crl", false, any_text, 0, 0, 0},
	{"collection", "client-cert", false, any_text, 0, 0, 0},
	{"collection", "client-key", false, any_text, 0, 0, 0},
	{"collection", "pin", false, key_pin, 0, 0, 0},
	{"collection", "allow-address", false, address_list, 0, 0, 0},
	{"collection", "proxy", false, proxy_url, 0, 0, 0},
	{"collection", "max-bytes", false, COUNT, 1, 64 * MEBIBYTE,
         64 * MEBIBYTE},
	{"collection", "max-files", false, COUNT, 1, 100000, 10000},
	{"collection", "max-seconds", false, COUNT, 1, 86400, 300},
	{"collection", "stall-seconds", false, COUNT, 1, 3600, 30},
	{"collection", "rate", false, COUNT, 1024, 1024 * MEBIBYTE, 0},
	{"collection", "connections", false, COUNT, 1, 16, 4},
	{"collection", "attempts", false, COUNT, 1, 10, 3},
	{"collection", "back-off", false, COUNT, 0, 600, 2},
	{"collection", "max-wait", false, COUNT, 0, 3600, 60},

	{"trust", "policy", false, policy_word, 0, 0, 0},
	{"trust", "anchors", false, any_text, 0, 0, 0},
	{"trust", "signers", false, any_text, 0, 0, 0},
	{"trust", "crls", false, any_text, 0, 0, 0},

	{"office", "name", true, any_text, 0, 0, 0},
	{"office", "contact", false, any_text, 0, 0, 0},
};

const struct config_key *
config_keys_at(size_t index)
{
	return index < sizeof(keys) / sizeof(keys[0]) ? &keys[index] : NULL;
}

bool
config_keys_section(const char *section)
{
	const struct config_key *row;
	size_t i;

	for (i = 0; (row = config_keys_at(i)) != NULL; i++)
		if (strcmp(row->section, section) == 0)
			return true;
	return false;
}

const struct config_key *
config_keys_find(const char *section, const char *key)
{
	const struct config_key *row;
	size_t i;

	for (i = 0; (row = config_keys_at(i)) != NULL; i++)
		if (strcmp(row->section, section) == 0 &&
		    strcmp(row->key, key) == 0)
			return row;
	return NULL;
}
