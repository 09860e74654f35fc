/* Members by date from schema/codelists/members.xml. */

#include "analyze/composition.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/semester.h"

void
compositions_release(struct compositions *compositions)
{
	size_t i;

	for (i = 0; i < compositions->count; i++)
		free(compositions->items[i].states);
	free(compositions->items);
	*compositions = (struct compositions){.items = NULL};
}

static bool
is_member(const struct ilo_code_entry *code)
{
	const char *group = ilo_code_property(code, "group");

	return group != NULL && strcmp(group, "member") == 0;
}

static enum ilo_status
refuse(struct ilo_diag *diag, const char *text, const char *why)
{
	ilo_diag_report(diag, ILO_D_USAGE, NULL, 0, "--composition %s: %s",
	                text, why);
	return ILO_USAGE;
}

/* The members of a day that the calendar reaches. */
static enum ilo_status
take_day(const char *day, const struct ilo_codelist *members,
         struct ilo_arena *arena, struct ilo_diag *diag,
         struct composition *out)
{
	size_t i;

	for (i = 0; i < ilo_codelist_count(members); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(members, i);

		if (is_member(code) && ilo_code_valid_on(code, day))
			out->states[out->count++] = ilo_code_id(code);
	}
	if (out->count == 0)
		return refuse(diag, day, "there are no members on that day");
	out->id = ilo_arena_printf(arena, "EU%zu-%s", out->count, day);
	return ILO_OK;
}

static enum ilo_status
take_list(const char *text, const struct ilo_codelist *members,
          struct ilo_arena *arena, struct ilo_diag *diag,
          struct composition *out)
{
	char *copy = ilo_arena_strdup(arena, text);
	char *rest = copy, *word;
	struct ilo_buf id = ILO_BUF_INIT;

	while ((word = strtok_r(rest, ",", &rest)) != NULL) {
		const struct ilo_code_entry *code =
			ilo_codelist_find(members, word);

		if (code == NULL || !is_member(code)) {
			ilo_buf_release(&id);
			return refuse(diag, text,
			              "give a day as YYYY-MM-DD or codes of "
			              "Member States with commas between; an "
			              "associated state is in no total of the "
			              "Union");
		}
		if (composition_has(out, word))
			continue;
		out->states[out->count++] = ilo_code_id(code);
		ilo_buf_printf(&id, "-%s", ilo_code_id(code));
	}
	out->id = ilo_arena_printf(arena, "EU%zu%s", out->count,
	                           ilo_buf_text(&id));
	ilo_buf_release(&id);
	return out->count > 0 ? ILO_OK
	                      : refuse(diag, text, "it names no state");
}

enum ilo_status
compositions_ask(struct compositions *compositions, const char *text,
                 const struct ilo_codelist *members, struct ilo_arena *arena,
                 struct ilo_diag *diag)
{
	struct composition composition = {.fixed = true};
	enum ilo_status status;
	long day;
	size_t i;

	composition.states = ilo_xcalloc(ilo_codelist_count(members) + 1,
	                                 sizeof(*composition.states));
	status = ilo_date_parse(text, &day)
	                 ? take_day(text, members, arena, diag, &composition)
	                 : take_list(text, members, arena, diag, &composition);
	for (i = 0; i < compositions->count && status == ILO_OK; i++)
		if (strcmp(compositions->items[i].id, composition.id) == 0)
			status = refuse(diag, text, "it was asked for twice");
	if (status != ILO_OK) {
		free(composition.states);
		return status;
	}
	compositions->items =
		ilo_grow(compositions->items, compositions->count,
	                 &compositions->capacity, sizeof(composition));
	compositions->items[compositions->count++] = composition;
	return ILO_OK;
}

struct composition
composition_of_term(const struct term *term, struct ilo_arena *arena)
{
	const struct network *network = term->network;
	struct composition composition = {.count = network->member_count};
	char day[ILO_DATE_SIZE];
	size_t i;

	composition.states = ilo_xcalloc(network->member_count + 1,
	                                 sizeof(*composition.states));
	for (i = 0; i < network->member_count; i++)
		composition.states[i] = network->members[i]->text;
	composition.id =
		ilo_arena_printf(arena, "EU%zu-%s", composition.count,
	                         ilo_semester_end(term->semester, day));
	return composition;
}

bool
composition_has(const struct composition *composition, const char *state)
{
	size_t i;

	for (i = 0; i < composition->count; i++)
		if (strcmp(composition->states[i], state) == 0)
			return true;
	return false;
}
