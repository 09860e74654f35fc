/*
 * Whether bytes are a native submission, told from the root's start tag without
 * a parser: what is refused later should be refused as what it is.
 */

#include "common/native.h"

#include <string.h>

#include "common/gate.h"
#include "common/limits.h"
#include "common/names.h"

static const char *
skip_to(const char *from, const char *end, const char *text)
{
	const size_t length = strlen(text);

	for (; (size_t)(end - from) >= length; from++) {
		if (memcmp(from, text, length) == 0)
			return from + length;
	}
	return end;
}

static bool
starts_with(const char *from, const char *end, const char *text)
{
	return (size_t)(end - from) >= strlen(text) &&
	       memcmp(from, text, strlen(text)) == 0;
}

/* The root's start tag, or where a DOCTYPE keeps it from being found. */
static const char *
find_root(const char *from, const char *end)
{
	while (from < end) {
		from = memchr(from, '<', (size_t)(end - from));
		if (from == NULL)
			return end;
		if (starts_with(from, end, "<!--"))
			from = skip_to(from, end, "-->");
		else if (starts_with(from, end, "<?"))
			from = skip_to(from, end, "?>");
		else
			return from;
	}
	return end;
}

bool
ilo_root_holds(const char *bytes, size_t count, const char *text)
{
	const char *end = bytes + count;
	const char *root, *close;

	/* What is stored in a container as it is does not make it one. */
	if (ilo_gate_is_packed(bytes, count))
		return false;
	root = find_root(bytes, end);
	close = starts_with(root, end, "<!") ? end : skip_to(root, end, ">");
	if ((size_t)(close - root) > ILO_LIMIT_TAG_BYTES)
		close = root + ILO_LIMIT_TAG_BYTES;
	return skip_to(root, close, text) < close;
}

/* <submission> under any prefix, and with no namespace or another: its sender
 * is to learn which it lacks. */
static bool
is_called_submission(const char *bytes, size_t count)
{
	static const char name[] = "submission";
	const char *end = bytes + count;
	const char *root = find_root(bytes, end), *from, *colon;

	if (ilo_gate_is_packed(bytes, count) || root == end)
		return false;
	from = ++root;
	while (root < end && strchr(" \t\r\n/>", *root) == NULL)
		root++;
	colon = memchr(from, ':', (size_t)(root - from));
	if (colon != NULL)
		from = colon + 1;
	return (size_t)(root - from) == sizeof name - 1 &&
	       memcmp(from, name, sizeof name - 1) == 0;
}

bool
ilo_native_identify(const char *bytes, size_t count)
{
	char narrow[4096];
	size_t kept = 0;

	if (ilo_root_holds(bytes, count, ILO_NS_SUBMISSION) ||
	    is_called_submission(bytes, count))
		return true;
	/* UTF-16 is refused, but as a submission, with the reason. */
	for (size_t i = 0; i < count && kept < sizeof narrow; i++) {
		if (bytes[i] != '\0')
			narrow[kept++] = bytes[i];
	}
	return ilo_root_holds(narrow, kept, ILO_NS_SUBMISSION);
}
