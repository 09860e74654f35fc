/* Attributes keep their order; what replaces another stands in its place. */

#include "analyze/redaction.h"

#include <string.h>

static const char *const shares[] = {"normal-share", NULL};

static const char *const spreads[] = {
	"normal-share", "lower",      "upper",      "phi",
	"phi-share",    "wide-lower", "wide-upper", NULL,
};

static const char *const numbers[] = {
	"normal-share",  "lower",         "upper", "phi",        "phi-share",
	"wide-lower",    "wide-upper",    "value", "difference", "percent",
	"percent-lower", "percent-upper", "p",     "p-adjusted", "mad",
	"concordance",   "reason",        NULL,
};

static bool
is_in(const char *const *names, const char *name)
{
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* What a withheld element says in place of what it said; NULL for nothing. */
static const char *
in_place(const xmlNode *node, const char *name, const char *text)
{
	const bool is_result = ilo_xml_is(node, "result");

	if (strcmp(name, "state") == 0)
		return is_result ? "undefined" : "missing";
	if (strcmp(name, "flag") == 0)
		return "Q";
	if (strcmp(name, "verdict") == 0)
		return is_result ? NULL : "not-comparable";
	return text;
}

void
redaction_start(struct ilo_xmlwriter *writer, struct ilo_arena *arena,
                const xmlNode *node, enum redaction redaction)
{
	static const char *const *const left_out[] = {
		[REDACT_NOTHING] = NULL,
		[REDACT_SHARE] = shares,
		[REDACT_SPREAD] = spreads,
		[REDACT_ALL] = numbers,
	};
	const xmlAttr *at;

	ilo_xmlwriter_start(writer, (const char *)node->name);
	for (at = node->properties; at != NULL; at = at->next) {
		const char *name = (const char *)at->name;
		const char *text = ilo_xml_attr(arena, node, name);

		if (redaction != REDACT_NOTHING &&
		    is_in(left_out[redaction], name))
			continue;
		if (redaction == REDACT_ALL)
			text = in_place(node, name, text);
		ilo_xmlwriter_attr(writer, name, text);
	}
	if (redaction == REDACT_ALL && !ilo_xml_is(node, "point"))
		ilo_xmlwriter_attr(writer, "reason", "withheld");
}
