/* No address of this machine or its networks, in whatever way it is written. */

#include "ingest/fetch_policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>

union address {
	struct sockaddr any;
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
};

static union address
address(const char *text)
{
	union address to;

	(void)memset(&to, 0, sizeof(to));
	if (inet_pton(AF_INET, text, &to.ipv4.sin_addr) == 1)
		to.ipv4.sin_family = AF_INET;
	else if (inet_pton(AF_INET6, text, &to.ipv6.sin6_addr) == 1)
		to.ipv6.sin6_family = AF_INET6;
	return to;
}

static const char *
refusal(const char *allowed, const char *text)
{
	const union address to = address(text);

	return fetch_policy_refusal(allowed, &to.any, false);
}

static void
public_addresses_are_allowed(void **state)
{
	static const char *const public[] = {
		"8.8.8.8",         "147.67.34.45",        "11.0.0.1",
		"172.32.0.1",      "192.169.0.1",         "100.128.0.1",
		"223.255.255.255", "2a01:7080:14:100::1", "2600::1",
		"2400:cb00::1",    "::ffff:147.67.34.45",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(public) / sizeof(public[0]); i++)
		assert_null(refusal(NULL, public[i]));
}

static void
all_others_are_refused(void **state)
{
	static const char *const inner[] = {
		"127.0.0.1",
		"127.255.255.255",
		"0.0.0.0",
		"10.0.0.1",
		"172.16.0.1",
		"172.31.255.255",
		"192.168.1.1",
		"100.64.0.1",
		"169.254.169.254",
		"192.0.0.1",
		"198.18.0.1",
		"224.0.0.1",
		"255.255.255.255",
		"240.0.0.1",
		"::",
		"::1",
		"::ffff:127.0.0.1",
		"::ffff:10.0.0.1",
		"fe80::1",
		"fc00::1",
		"fdff::1",
		"ff02::1",
		"64:ff9b::7f00:1",
		"2002:7f00:1::",
		"2001:db8::1",
		"2001::1",
		"::7f00:1",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(inner) / sizeof(inner[0]); i++)
		assert_non_null(refusal(NULL, inner[i]));
	assert_non_null(refusal(NULL, "nonsense")); /* no family */
}

static void
what_is_named_is_allowed_and_no_more(void **state)
{
	(void)state;
	assert_null(refusal("loopback", "127.0.0.1"));
	assert_null(refusal("loopback", "::1"));
	assert_non_null(refusal("loopback", "10.0.0.1"));
	assert_null(refusal("private", "fd12::1"));
	assert_non_null(refusal("private", "169.254.169.254"));
	assert_null(refusal("link-local", "169.254.169.254"));
	assert_null(refusal("10.1.0.0/16", "10.1.255.255"));
	assert_non_null(refusal("10.1.0.0/16", "10.2.0.0"));
	assert_null(refusal("10.1.0.0/15", "10.0.0.1"));
	assert_null(refusal("192.168.0.7", "192.168.0.7"));
	assert_non_null(refusal("192.168.0.7", "192.168.0.8"));
	assert_null(refusal("  fd00::/8\tloopback ", "fd00::9"));
	assert_null(refusal("127.0.0.1", "::ffff:127.0.0.1"));
	assert_non_null(refusal("", "127.0.0.1"));
}

static void
own_addresses_need_to_be_named(void **state)
{
	const union address loopback = address("127.0.0.1");
	const union address other = address("8.8.8.8");

	(void)state;
	assert_true(fetch_policy_is_own(&loopback.any));
	assert_false(fetch_policy_is_own(&other.any));
	assert_non_null(fetch_policy_refusal("private", &other.any, true));
	assert_null(fetch_policy_refusal("own", &other.any, true));
	assert_null(fetch_policy_refusal("8.8.8.8", &other.any, true));
	assert_null(fetch_policy_refusal("loopback", &loopback.any, true));
}

static void
lists_are_checked_word_by_word(void **state)
{
	(void)state;
	assert_true(fetch_policy_check(NULL));
	assert_true(fetch_policy_check("loopback 10.0.0.0/8 fd00::1 own"));
	assert_false(fetch_policy_check("loopback 10.0.0.0/"));
	assert_false(fetch_policy_check("10.0.0.0/33"));
	assert_false(fetch_policy_check("fd00::/129"));
	assert_false(fetch_policy_check("0x7f000001"));
	assert_false(fetch_policy_check("localhost"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(public_addresses_are_allowed),
		cmocka_unit_test(all_others_are_refused),
		cmocka_unit_test(what_is_named_is_allowed_and_no_more),
		cmocka_unit_test(own_addresses_need_to_be_named),
		cmocka_unit_test(lists_are_checked_word_by_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
