/* Dates are compared as text. */

#include "common/scope.h"

#include <stdlib.h>
#include <string.h>

#include "common/num.h"

static bool
is_bound(const struct ilo_code_entry *code, const char *day)
{
	const char *from = ilo_code_property(code, "bound_from");
	const char *to = ilo_code_property(code, "bound_to");

	return from != NULL && strcmp(from, day) <= 0 &&
	       (to == NULL || strcmp(day, to) <= 0);
}

static bool
is_state(const struct ilo_code_entry *code, const char *day)
{
	const char *group = ilo_code_property(code, "group");

	return group != NULL && ilo_code_valid_on(code, day) &&
	       (strcmp(group, "member") == 0 ||
	        strcmp(group, "associated") == 0);
}

/* A code without a place comes after those that have one. */
static double
place_of(const struct ilo_code_entry *code)
{
	const char *text = ilo_code_property(code, "protocol_order");
	double place;

	return text != NULL && ilo_num_real(text, &place) ? place : 1e9;
}

static int
compare_states(const void *left, const void *right)
{
	const struct ilo_scope_state *a = left, *b = right;

	if (a->place < b->place)
		return -1;
	return a->place > b->place ? 1 : strcmp(a->code, b->code);
}

static void
add_states(const struct ilo_codelist *members, struct ilo_arena *arena,
           struct ilo_scope *out)
{
	size_t count = ilo_codelist_count(members), i;
	const struct ilo_code_entry *code;

	out->states = ilo_arena_alloc(arena, count * sizeof(*out->states) + 1);
	for (i = 0; i < count; i++) {
		code = ilo_codelist_at(members, i);
		if (!is_state(code, out->end))
			continue;
		out->states[out->count++] = (struct ilo_scope_state){
			.code = ilo_code_id(code),
			.group = ilo_code_property(code, "group"),
			.bound = is_bound(code, out->end),
			.place = place_of(code)};
	}
	qsort(out->states, out->count, sizeof(*out->states), compare_states);
}

enum ilo_status
ilo_scope_make(const struct ilo_codebook *codebook, ilo_semester semester,
               struct ilo_arena *arena, struct ilo_diag *diag,
               struct ilo_scope *out)
{
	char name[ILO_SEMESTER_SIZE];
	const struct ilo_code_entry *regime, *presidency;

	*out = (struct ilo_scope){0};
	(void)ilo_semester_start(semester, out->start); /* gives it back */
	(void)ilo_semester_end(semester, out->end);     /* likewise */
	(void)ilo_semester_print(semester, name);       /* likewise */
	regime = ilo_codebook_regime(codebook, semester);
	presidency = ilo_codelist_find(
		ilo_codebook_list(codebook, ILO_LIST_PRESIDENCIES), name);
	if (presidency != NULL)
		out->presidency = ilo_code_property(presidency, "presidency");
	if (regime == NULL || out->presidency == NULL) {
		ilo_diag_report(diag, ILO_D_CALENDAR_GAP, NULL, 0, "%s", name);
		return ILO_FAILED;
	}
	out->regime = ilo_code_id(regime);
	out->due_basis = ilo_code_property(regime, "due_basis");
	out->due_text = ilo_code_property(regime, "due_text");
	add_states(ilo_codebook_list(codebook, ILO_LIST_MEMBERS), arena, out);
	return ILO_OK;
}
