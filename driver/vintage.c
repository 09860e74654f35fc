/* Asks the manifest of the first run, and the register once a semester. */

#include "driver/vintage.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver/manifest.h"

static void
add(struct vintages *vintages, ilo_semester semester, const char *known_at)
{
	struct vintage *vintage;

	vintages->items =
		ilo_grow(vintages->items, vintages->count, &vintages->capacity,
	                 sizeof(*vintages->items));
	vintage = &vintages->items[vintages->count++];
	vintage->semester = semester;
	(void)snprintf(vintage->known_at, sizeof(vintage->known_at), "%s",
	               known_at); /* checked: it fits */
}

void
vintages_release(struct vintages *vintages)
{
	free(vintages->items);
	*vintages = (struct vintages){0};
}

static enum ilo_status
find_first(const struct vintage_grounds *grounds, struct ilo_arena *arena,
           struct ilo_diag *diag, struct vintages *out)
{
	char text[ILO_SEMESTER_SIZE], time[ILO_TIME_SIZE];
	const char *folder =
		ilo_arena_printf(arena, "%s/runs/%s/1", grounds->archive,
	                         ilo_semester_print(grounds->semester, text));
	const char *known_at;
	json_t *manifest;

	if (access(folder, F_OK) != 0)
		return ILO_OK; /* this will be the first */
	manifest = manifest_read(folder, arena, diag);
	if (manifest == NULL)
		return ILO_INTEGRITY;
	known_at = json_string_value(json_object_get(manifest, "known-at"));
	if (known_at != NULL && ilo_time_parse(known_at, time) &&
	    strcmp(time, grounds->known_at) < 0)
		add(out, grounds->semester, time);
	json_decref(manifest);
	return ILO_OK;
}

/* The instant at which the other semester was as old as this one is now; NULL
 * where the calendar does not reach so far. */
static const char *
same_age(const struct vintage_grounds *grounds, ilo_semester other,
         struct ilo_arena *arena)
{
	char text[ILO_DATE_SIZE], month[ILO_MONTH_SIZE];
	long day, now, then;

	(void)snprintf(text, sizeof(text), "%.10s", grounds->known_at);
	if (!ilo_date_parse(text, &day) ||
	    !ilo_date_parse(ilo_semester_end(grounds->semester, text), &now) ||
	    !ilo_date_parse(ilo_semester_end(other, text), &then))
		return NULL;
	day += then - now;
	return ilo_arena_printf(
		arena, "%s-%02ld%s", ilo_month_print(ilo_day_month(day), month),
		day - ilo_month_first_day(ilo_day_month(day)) + 1,
		&grounds->known_at[ILO_DATE_SIZE - 1]);
}

static enum ilo_status
find_earlier(const struct vintage_grounds *grounds, struct ilo_query *query,
             const struct vintage *wanted, struct ilo_diag *diag,
             struct vintages *out)
{
	char text[ILO_SEMESTER_SIZE];
	enum ilo_status status;
	bool row = false;

	ilo_query_bind(query, 1, ilo_semester_print(wanted->semester, text));
	ilo_query_bind(query, 2, wanted->known_at);
	ilo_query_bind(query, 3, grounds->known_at);
	status = ilo_query_step(query, diag, &row);
	if (status == ILO_OK && row && ilo_query_count(query, 0) > 0)
		add(out, wanted->semester, wanted->known_at);
	if (status == ILO_OK && row)
		status = ilo_query_step(query, diag, &row); /* to its end */
	return status;
}

static enum ilo_status
find_all_earlier(const struct vintage_grounds *grounds, struct ilo_query *query,
                 struct ilo_arena *arena, struct ilo_diag *diag,
                 struct vintages *out)
{
	struct vintage wanted = {.semester = grounds->semester};
	enum ilo_status status = ILO_OK;

	while (status == ILO_OK && --wanted.semester >= grounds->earliest) {
		const char *instant = same_age(grounds, wanted.semester, arena);

		if (instant == NULL ||
		    !ilo_time_parse(instant, wanted.known_at))
			break;
		status = find_earlier(grounds, query, &wanted, diag, out);
	}
	return status;
}

enum ilo_status
vintages_find(const struct vintage_grounds *grounds, struct ilo_db *db,
              struct ilo_arena *arena, struct ilo_diag *diag,
              struct vintages *out)
{
	static const char sql[] =
		"SELECT min(received) <= ?2 AND max(received) > ?2 "
		"FROM submission "
		"WHERE fate IN ('accepted', 'accepted-with-findings', "
		"'superseded') "
		"AND first <= ?1 AND last >= ?1 AND received <= ?3";
	struct ilo_query *query = NULL;
	enum ilo_status status;

	*out = (struct vintages){0};
	status = find_first(grounds, arena, diag, out);
	if (status == ILO_OK && grounds->earliest != 0) {
		status = ilo_query_new(db, sql, diag, &query);
		if (status == ILO_OK)
			status = find_all_earlier(grounds, query, arena, diag,
			                          out);
		ilo_query_free(query);
	}
	return status;
}
