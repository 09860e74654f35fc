/* Records of the fields A3 and A4 of networks.xml. */

#include "analyze/activity.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

struct reading {
	const struct symbol *host;
	struct symbols *symbols;
	struct ilo_arena *arena;
	struct activity *activity;
};

void
activity_release(struct activity *activity)
{
	free(activity->arrangements);
	free(activity->meetings);
	free(activity->participants);
	*activity = (struct activity){.meetings = NULL};
}

/* NULL when it is missing. */
static const struct symbol *
attribute(const struct reading *reading, const xmlNode *node, const char *name)
{
	const char *text = ilo_xml_attr(reading->arena, node, name);

	return text == NULL ? NULL : symbols_get(reading->symbols, text);
}

/* ---- arrangements ------------------------------------------------------ */

static void
add_arrangement(struct reading *reading, const struct symbol *by,
                const struct symbol *on_behalf)
{
	struct activity *activity = reading->activity;
	const struct arrangement wanted = {reading->host, by, on_behalf};
	size_t i;

	for (i = 0; i < activity->arrangement_count; i++)
		if (activity->arrangements[i].host == wanted.host &&
		    activity->arrangements[i].by == by &&
		    activity->arrangements[i].on_behalf == on_behalf)
			return;
	activity->arrangements =
		ilo_grow(activity->arrangements, activity->arrangement_count,
	                 &activity->arrangement_capacity, sizeof(wanted));
	activity->arrangements[activity->arrangement_count++] = wanted;
}

/* "EE LV LT": one arrangement a state. */
static void
read_arrangement(struct reading *reading, const xmlNode *record)
{
	const struct symbol *by = attribute(reading, record, "by");
	const char *list = ilo_xml_attr(reading->arena, record, "for");

	while (by != NULL && list != NULL && *list != '\0') {
		const size_t length = strcspn(list, " ");

		if (length > 0)
			add_arrangement(
				reading, by,
				symbols_get(reading->symbols,
			                    ilo_arena_strndup(reading->arena,
			                                      list, length)));
		list += length + strspn(list + length, " ");
	}
}

/* ---- meetings ---------------------------------------------------------- */

static size_t
meeting_get(struct reading *reading, const struct symbol *date,
            const struct symbol *convener)
{
	struct activity *activity = reading->activity;
	size_t i;

	for (i = 0; i < activity->meeting_count; i++)
		if (activity->meetings[i].host == reading->host &&
		    activity->meetings[i].date == date &&
		    activity->meetings[i].convener == convener)
			return i;
	activity->meetings =
		ilo_grow(activity->meetings, activity->meeting_count,
	                 &activity->meeting_capacity, sizeof(struct meeting));
	activity->meetings[activity->meeting_count++] =
		(struct meeting){reading->host, date, convener};
	return i;
}

static void
add_participant(struct activity *activity, size_t meeting,
                const struct symbol *state)
{
	size_t i;

	for (i = 0; i < activity->participant_count; i++)
		if (activity->participants[i].meeting == meeting &&
		    activity->participants[i].state == state)
			return;
	activity->participants = ilo_grow(
		activity->participants, activity->participant_count,
		&activity->participant_capacity, sizeof(struct participant));
	activity->participants[activity->participant_count++] =
		(struct participant){meeting, state};
}

static void
read_meeting(struct reading *reading, const xmlNode *record)
{
	const struct symbol *date = attribute(reading, record, "date");
	const struct symbol *convener = attribute(reading, record, "convener");
	const xmlNode *node;
	size_t meeting;

	if (date == NULL || convener == NULL)
		return;
	meeting = meeting_get(reading, date, convener);
	for (node = ilo_xml_child(record, "record"); node != NULL;
	     node = ilo_xml_next(node, "record")) {
		const char *kind = ilo_xml_attr(reading->arena, node, "kind");
		const struct symbol *state = attribute(reading, node, "state");

		if (kind != NULL && state != NULL &&
		    strcmp(kind, "participant") == 0)
			add_participant(reading->activity, meeting, state);
	}
}

/* ---- fields ------------------------------------------------------------ */

static void
read_entry(struct reading *reading, const xmlNode *entry)
{
	const xmlNode *node;

	for (node = ilo_xml_child(entry, "record"); node != NULL;
	     node = ilo_xml_next(node, "record")) {
		const char *kind = ilo_xml_attr(reading->arena, node, "kind");

		if (kind != NULL && strcmp(kind, "arrangement") == 0)
			read_arrangement(reading, node);
		else if (kind != NULL && strcmp(kind, "meeting") == 0)
			read_meeting(reading, node);
	}
}

void
activity_read(const xmlNode *network, const struct symbol *host,
              struct symbols *symbols, struct ilo_arena *arena,
              struct activity *activity)
{
	struct reading reading = {host, symbols, arena, activity};
	const xmlNode *field, *entry;

	for (field = ilo_xml_child(network, "field"); field != NULL;
	     field = ilo_xml_next(field, "field")) {
		const char *id = ilo_xml_attr(arena, field, "id");

		if (id == NULL ||
		    (strcmp(id, "A3") != 0 && strcmp(id, "A4") != 0))
			continue;
		for (entry = ilo_xml_child(field, "entry"); entry != NULL;
		     entry = ilo_xml_next(entry, "entry"))
			read_entry(&reading, entry);
	}
}
