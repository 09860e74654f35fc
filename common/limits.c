/* One table names every limit once: its option and its place in the struct. */

#include "common/limits.h"

#include <stdint.h>
#include <string.h>

#include "common/buf.h"
#include "common/num.h"

struct limit {
	const char *name;
	size_t offset;
};

#define LIMIT(name, field)                                                     \
	{                                                                      \
		name, offsetof(struct ilo_limits, field)                       \
	}

static const struct limit table[] = {
	LIMIT("bytes", bytes),
	LIMIT("depth", depth),
	LIMIT("attributes", attributes),
	LIMIT("namespaces", namespaces),
	LIMIT("tag-bytes", tag_bytes),
	LIMIT("name-bytes", name_bytes),
	LIMIT("text-bytes", text_bytes),
	LIMIT("run-bytes", run_bytes),
	LIMIT("nodes", nodes),
	LIMIT("entries", entries),
	LIMIT("ratio", ratio),
	LIMIT("total-bytes", total_bytes),
	LIMIT("milliseconds", milliseconds),
	LIMIT("memory-bytes", memory_bytes),
};

#define LIMIT_COUNT (sizeof table / sizeof table[0])

_Static_assert(LIMIT_COUNT * sizeof(size_t) == sizeof(struct ilo_limits),
               "every limit has its name");

const struct ilo_limits *
ilo_limits_default(void)
{
	static const struct ilo_limits defaults = {
		.bytes = ILO_LIMIT_BYTES,
		.depth = ILO_LIMIT_DEPTH,
		.attributes = ILO_LIMIT_ATTRIBUTES,
		.namespaces = ILO_LIMIT_NAMESPACES,
		.tag_bytes = ILO_LIMIT_TAG_BYTES,
		.name_bytes = ILO_LIMIT_NAME_BYTES,
		.text_bytes = ILO_LIMIT_TEXT_BYTES,
		.run_bytes = ILO_LIMIT_RUN_BYTES,
		.nodes = ILO_LIMIT_NODES,
		.entries = ILO_LIMIT_ENTRIES,
		.ratio = ILO_LIMIT_RATIO,
		.total_bytes = ILO_LIMIT_TOTAL_BYTES,
		.milliseconds = ILO_LIMIT_MILLISECONDS,
		.memory_bytes = ILO_LIMIT_MEMORY_BYTES,
	};

	return &defaults;
}

const struct ilo_limits *
ilo_limits_or_default(const struct ilo_limits *limits)
{
	return limits != NULL ? limits : ilo_limits_default();
}

static const struct limit *
find(const char *name, size_t size_bytes)
{
	for (size_t i = 0; i < LIMIT_COUNT; i++) {
		if (strlen(table[i].name) == size_bytes &&
		    memcmp(table[i].name, name, size_bytes) == 0)
			return &table[i];
	}
	return NULL;
}

static size_t *
place(struct ilo_limits *limits, const struct limit *limit)
{
	return (size_t *)(void *)((char *)limits + limit->offset);
}

static enum ilo_status
refuse(struct ilo_limits *limits, const char *text, struct ilo_diag *diag)
{
	struct ilo_buf names = ILO_BUF_INIT;

	for (size_t i = 0; i < LIMIT_COUNT; i++)
		ilo_buf_printf(&names, "%s %s (at most %zu)", i == 0 ? "" : ",",
		               table[i].name, *place(limits, &table[i]));
	ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
	                "'%s' does not lower a limit; write NAME=N with one "
	                "of%s",
	                text, ilo_buf_text(&names));
	ilo_buf_release(&names);
	return ILO_USAGE;
}

enum ilo_status
ilo_limits_lower(struct ilo_limits *limits, const char *text,
                 struct ilo_diag *diag)
{
	const char *sign = strchr(text, '=');
	const struct limit *limit = NULL;
	int64_t value = 0;

	if (sign != NULL)
		limit = find(text, (size_t)(sign - text));
	if (limit == NULL || !ilo_num_count(sign + 1, &value) || value < 1 ||
	    (uint64_t)value > *place(limits, limit))
		return refuse(limits, text, diag);
	*place(limits, limit) = (size_t)value;
	return ILO_OK;
}
