/*
 * Every address is brought to 16 bytes, IPv4 as ::ffff:a.b.c.d, so that one
 * comparison of prefixes serves for all.  The ranges are those of the IANA
 * special-purpose registries (RFC 6890 and its successors).
 */

#include "ingest/fetch_policy.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

#include "common/num.h"

#define ADDRESS_BYTES 16
#define MAPPED_BITS 96 /* before the IPv4 address within an IPv6 one */
#define WORD_BYTES 64

struct range {
	unsigned char bytes[ADDRESS_BYTES];
	unsigned bits; /* that are fixed, from the left */
};

static const struct {
	const char *text;
	const char *name; /* what may allow it as a whole */
} special[] = {
	{"127.0.0.0/8", "loopback"},     {"::1/128", "loopback"},
	{"10.0.0.0/8", "private"},       {"172.16.0.0/12", "private"},
	{"192.168.0.0/16", "private"},   {"100.64.0.0/10", "private"},
	{"fc00::/7", "private"},         {"169.254.0.0/16", "link-local"},
	{"fe80::/10", "link-local"},     {"0.0.0.0/8", "reserved"},
	{"192.0.0.0/24", "reserved"},    {"192.0.2.0/24", "reserved"},
	{"192.88.99.0/24", "reserved"},  {"198.18.0.0/15", "reserved"},
	{"198.51.100.0/24", "reserved"}, {"203.0.113.0/24", "reserved"},
	{"224.0.0.0/3", "reserved"},     {"2001::/23", "reserved"},
	{"2001:db8::/32", "reserved"},   {"2002::/16", "reserved"},
};

#define SPECIAL_COUNT (sizeof(special) / sizeof(special[0]))
#define PUBLIC_IPV6 "2000::/3" /* all that is handed out */

static void
map_ipv4(const struct in_addr *from, unsigned char to[ADDRESS_BYTES])
{
	static const unsigned char prefix[12] = {0, 0, 0, 0, 0,    0,
	                                         0, 0, 0, 0, 0xff, 0xff};

	memcpy(to, prefix, sizeof(prefix));
	memcpy(to + sizeof(prefix), from, 4);
}

static bool
parse_address(const char *text, unsigned char bytes[ADDRESS_BYTES],
              unsigned *offset)
{
	struct in_addr ipv4;

	*offset = 0;
	if (inet_pton(AF_INET6, text, bytes) == 1)
		return true;
	if (inet_pton(AF_INET, text, &ipv4) != 1)
		return false;
	map_ipv4(&ipv4, bytes);
	*offset = MAPPED_BITS;
	return true;
}

/* "10.0.0.0/8" or an address alone; false when it is neither. */
static bool
parse_range(const char *text, struct range *range)
{
	const char *slash = strchr(text, '/');
	char address[WORD_BYTES];
	unsigned offset;
	int64_t bits;
	size_t length = slash == NULL ? strlen(text) : (size_t)(slash - text);

	if (length >= sizeof(address))
		return false;
	memcpy(address, text, length);
	address[length] = '\0';
	if (!parse_address(address, range->bytes, &offset))
		return false;
	range->bits = ADDRESS_BYTES * 8;
	if (slash == NULL)
		return true;
	if (!ilo_num_count(slash + 1, &bits) ||
	    bits > ADDRESS_BYTES * 8 - (int64_t)offset)
		return false;
	range->bits = (unsigned)bits + offset;
	return true;
}

static bool
in_range(const unsigned char bytes[ADDRESS_BYTES], const struct range *range)
{
	unsigned whole = range->bits / 8, rest = range->bits % 8, mask;

	if (memcmp(bytes, range->bytes, whole) != 0)
		return false;
	if (rest == 0)
		return true;
	mask = 0xffu << (8 - rest) & 0xffu;
	return ((bytes[whole] ^ range->bytes[whole]) & mask) == 0;
}

static bool
in_text(const unsigned char bytes[ADDRESS_BYTES], const char *text)
{
	struct range range;

	return parse_range(text, &range) && in_range(bytes, &range);
}

/* The name of the special range that the address lies in, or NULL. */
static const char *
special_name(const unsigned char bytes[ADDRESS_BYTES])
{
	size_t i;

	for (i = 0; i < SPECIAL_COUNT; i++)
		if (in_text(bytes, special[i].text))
			return special[i].name;
	if (!in_text(bytes, "::ffff:0:0/96") && !in_text(bytes, PUBLIC_IPV6))
		return "reserved";
	return NULL;
}

/* The next word of a list, or false at its end; too long a word is cut, and is
 * then no address. */
static bool
next_word(const char **list, char word[WORD_BYTES])
{
	size_t length;

	*list += strspn(*list, " \t");
	length = strcspn(*list, " \t");
	if (length == 0)
		return false;
	(void)memset(word, 0, WORD_BYTES);
	memcpy(word, *list, length < WORD_BYTES ? length : WORD_BYTES - 1);
	*list += length;
	return true;
}

static bool
is_name(const char *word)
{
	return strcmp(word, "loopback") == 0 || strcmp(word, "private") == 0 ||
	       strcmp(word, "link-local") == 0 || strcmp(word, "own") == 0;
}

bool
fetch_policy_check(const char *allowed)
{
	struct range range;
	char word[WORD_BYTES];

	while (allowed != NULL && next_word(&allowed, word))
		if (!is_name(word) && !parse_range(word, &range))
			return false;
	return true;
}

/* Whether the list allows the address, or the range of that name. */
static bool
is_allowed(const char *allowed, const unsigned char bytes[ADDRESS_BYTES],
           const char *name)
{
	char word[WORD_BYTES];

	while (allowed != NULL && next_word(&allowed, word))
		if (strcmp(word, name) == 0 || in_text(bytes, word))
			return true;
	return false;
}

static bool
to_bytes(const struct sockaddr *address, unsigned char bytes[ADDRESS_BYTES])
{
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;

	/* Copied: a sockaddr need not be aligned as these are. */
	if (address->sa_family == AF_INET) {
		memcpy(&ipv4, address, sizeof(ipv4));
		map_ipv4(&ipv4.sin_addr, bytes);
		return true;
	}
	if (address->sa_family == AF_INET6) {
		memcpy(&ipv6, address, sizeof(ipv6));
		memcpy(bytes, &ipv6.sin6_addr, ADDRESS_BYTES);
		return true;
	}
	return false;
}

static const struct {
	const char *name;
	const char *words;
} refusals[] = {
	{"loopback", "this machine itself (loopback)"},
	{"own", "this machine itself"},
	{"private", "a private network"},
	{"link-local", "this network alone (link-local)"},
};

const char *
fetch_policy_refusal(const char *allowed, const struct sockaddr *address,
                     bool own)
{
	unsigned char bytes[ADDRESS_BYTES];
	const char *name;
	size_t i;

	if (!to_bytes(address, bytes))
		return "neither IPv4 nor IPv6";
	name = special_name(bytes);
	if (own && (name == NULL || strcmp(name, "loopback") != 0))
		name = "own";
	if (name == NULL || is_allowed(allowed, bytes, name))
		return NULL;
	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (strcmp(name, refusals[i].name) == 0)
			return refusals[i].words;
	return "a reserved range";
}

bool
fetch_policy_is_own(const struct sockaddr *address)
{
	unsigned char wanted[ADDRESS_BYTES], bytes[ADDRESS_BYTES];
	struct ifaddrs *list = NULL;
	const struct ifaddrs *one;
	bool found = false;

	if (!to_bytes(address, wanted) || getifaddrs(&list) != 0)
		return true;
	for (one = list; one != NULL && !found; one = one->ifa_next)
		found = one->ifa_addr != NULL &&
		        to_bytes(one->ifa_addr, bytes) &&
		        memcmp(bytes, wanted, ADDRESS_BYTES) == 0;
	freeifaddrs(list);
	return found;
}
