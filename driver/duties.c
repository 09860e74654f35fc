/* The rules of docs/decisions/23-calendar.md, one function each. */

#include "driver/duties.h"

#include <stdlib.h>
#include <string.h>

/* A report that comes more than so many days before the semester ends cannot
 * speak of all of it. */
#define EARLY_DAYS 7

static const char contribution[] = "contribution";
static const char network_report[] = "network-report";

const char *
standing_name(enum standing standing)
{
	static const char *const names[STANDING_COUNT] = {
		[STANDING_EARLY] = "early",
		[STANDING_IN_TIME] = "in time",
		[STANDING_LATE] = "late",
		[STANDING_MISSING] = "missing",
		[STANDING_REJECTED] = "rejected",
		[STANDING_AWAITED] = "awaited",
		[STANDING_VOLUNTARY] = "voluntary"};

	return names[standing];
}

void
duties_release(struct duties *duties)
{
	free(duties->items);
	*duties = (struct duties){0};
}

static bool
is_demanded(const struct ilo_scope *scope, const char *state)
{
	size_t i;

	for (i = 0; i < scope->count; i++)
		if (strcmp(scope->states[i].code, state) == 0)
			return ilo_state_is_obliged(scope->states[i].group,
			                            scope->states[i].bound);
	return false;
}

/* The duty of that host, report and state; NULL when there is none. */
static struct duty *
find(const struct duties *duties, const char *host, const char *report,
     const char *state)
{
	size_t i;

	for (i = 0; i < duties->count; i++)
		if (strcmp(duties->items[i].host, host) == 0 &&
		    duties->items[i].report == report &&
		    duties->items[i].state != NULL &&
		    strcmp(duties->items[i].state, state) == 0)
			return &duties->items[i];
	return NULL;
}

static struct duty *
add(struct duties *duties, const struct duty *duty)
{
	duties->items = ilo_grow(duties->items, duties->count,
	                         &duties->capacity, sizeof(*duties->items));
	duties->items[duties->count] = *duty;
	return &duties->items[duties->count++];
}

/* Whoever has an officer there, as the reports of the semester say; where they
 * are silent about a state, as those of the earlier one did. */
static void
add_posted(const struct duties_grounds *grounds, const struct posts *posts,
           const char *semester, struct duties *out)
{
	size_t i;

	for (i = 0; i < posts->count; i++) {
		const struct post *post = &posts->items[i];

		if (!ilo_posting_obliges(&post->posting))
			continue;
		if (posts == grounds->earlier &&
		    posts_find(grounds->posts, post->host, post->state) != NULL)
			continue;
		(void)add(out, /* the place is not needed */
		          &(struct duty){.host = post->host,
		                         .report = contribution,
		                         .state = post->state,
		                         .known = semester,
		                         .demanded = is_demanded(grounds->scope,
		                                                 post->state)});
	}
}

static void
receive(struct duty *duty, const struct report *report)
{
	if (duty->arrived != NULL &&
	    strcmp(duty->arrived, report->arrived) <= 0)
		return;
	duty->arrived = report->arrived;
	duty->file = report->file;
}

/* Whoever sent a contribution, expected or not. */
static void
add_contributions(const struct duties_grounds *grounds, struct duties *out)
{
	const struct posts *posts = grounds->posts;
	size_t i;

	for (i = 0; i < posts->report_count; i++) {
		const struct report *report = &posts->reports[i];
		struct duty *duty;

		if (strcmp(report->kind, contribution) != 0)
			continue;
		duty = find(out, report->host, contribution, report->state);
		if (duty == NULL)
			duty = add(out,
			           &(struct duty){.host = report->host,
			                          .report = contribution,
			                          .state = report->state,
			                          .known = grounds->semester,
			                          .demanded = is_demanded(
							  grounds->scope,
							  report->state)});
		receive(duty, report);
	}
}

/* Who reports on the host for the Presidency, where it is said; else NULL. */
static const char *
acting(const struct duties_grounds *grounds, const char *host)
{
	const struct posts *posts = grounds->posts;
	size_t i;

	for (i = 0; i < posts->report_count; i++)
		if (strcmp(posts->reports[i].host, host) == 0 &&
		    posts->reports[i].acting)
			return posts->reports[i].state;
	return NULL;
}

/* A host country, how many states report on it, and where that is known from.
 */
struct network {
	const char *host, *known;
	size_t states;
};

/* The report on a network: by whoever sent one, else by the Presidency where it
 * has an officer, else by the acting Presidency. */
static void
add_network(const struct duties_grounds *grounds, const struct network *network,
            struct duties *out)
{
	const struct posts *posts = grounds->posts;
	const char *presidency = grounds->scope->presidency;
	const char *host = network->host;
	const struct duty *own = find(out, host, contribution, presidency);
	struct duty duty = {.host = host,
	                    .report = network_report,
	                    .state = presidency,
	                    .known = network->known,
	                    .demanded =
	                            is_demanded(grounds->scope, presidency)};
	bool came = false;
	size_t i;

	if (own == NULL) {
		duty.state = acting(grounds, host);
		duty.demanded = duty.state == NULL ||
		                is_demanded(grounds->scope, duty.state);
	} else {
		duty.known = own->known;
	}
	for (i = 0; i < posts->report_count; i++) {
		const struct report *report = &posts->reports[i];

		if (strcmp(report->host, host) != 0 ||
		    strcmp(report->kind, network_report) != 0)
			continue;
		if (!came || strcmp(report->state, presidency) == 0) {
			duty.state = report->state;
			duty.arrived = NULL;
			receive(&duty, report);
		}
		came = true;
	}
	if (came || network->states > 1)
		(void)add(out, &duty); /* the place is not needed */
}

static int
compare_duties(const void *left, const void *right)
{
	const struct duty *a = left, *b = right;
	int order = strcmp(a->host, b->host);

	if (order == 0)
		order = strcmp(a->report, b->report);
	if (order == 0)
		order = strcmp(a->state == NULL ? "" : a->state,
		               b->state == NULL ? "" : b->state);
	return order;
}

static void
sort(struct duties *duties)
{
	if (duties->count > 0)
		qsort(duties->items, duties->count, sizeof(*duties->items),
		      compare_duties);
}

/* Every host country that anybody spoke of, once. */
static void
add_networks(const struct duties_grounds *grounds, struct duties *out)
{
	const struct posts *posts = grounds->posts;
	size_t count, first, end, i;

	sort(out);
	count = out->count;
	for (first = 0; first < count; first = end) {
		const struct duty duty = out->items[first];

		for (end = first + 1; end < count; end++)
			if (strcmp(out->items[end].host, duty.host) != 0)
				break;
		add_network(
			grounds,
			&(struct network){duty.host, duty.known, end - first},
			out);
	}
	/* A network's report where nobody contributed. */
	for (i = 0; i < posts->report_count; i++) {
		const char *host = posts->reports[i].host;

		for (first = 0; first < out->count; first++)
			if (strcmp(out->items[first].host, host) == 0)
				break;
		if (first == out->count)
			add_network(
				grounds,
				&(struct network){host, grounds->semester, 0},
				out);
	}
}

/* The last rejected file that was meant to be that report; NULL if none. */
static const struct ilo_source *
rejected(const struct duties_grounds *grounds, const struct duty *duty)
{
	const struct ilo_source *found = NULL, *source;
	size_t i;

	for (i = 0; i < grounds->sources->count; i++) {
		source = &grounds->sources->items[i];
		if (strcmp(source->fate, "rejected") != 0 ||
		    source->sender == NULL || source->host == NULL ||
		    source->report == NULL || duty->state == NULL ||
		    strcmp(source->sender, duty->state) != 0 ||
		    strcmp(source->host, duty->host) != 0 ||
		    strcmp(source->report, duty->report) != 0)
			continue;
		if (found == NULL ||
		    strcmp(found->received, source->received) < 0)
			found = source;
	}
	return found;
}

/* Days from the day on which it is due to the day of an instant. */
static long
days_after(const struct duties_grounds *grounds, const char *instant)
{
	char day[ILO_DATE_SIZE];
	long due, then;

	(void)snprintf(day, sizeof(day), "%.10s", instant); /* its date */
	if (!ilo_date_parse(grounds->scope->end, &due) ||
	    !ilo_date_parse(day, &then))
		return 0; /* both come from the register, checked there */
	return then - due;
}

static void
judge(const struct duties_grounds *grounds, struct duty *duty)
{
	const struct ilo_source *source;
	long days = days_after(grounds, duty->arrived != NULL ? duty->arrived
	                                                      : grounds->as_of);

	if (duty->arrived != NULL) {
		duty->standing = days > 0             ? STANDING_LATE
		                 : days < -EARLY_DAYS ? STANDING_EARLY
		                                      : STANDING_IN_TIME;
		duty->days = days > 0 ? days : -days;
		return;
	}
	source = rejected(grounds, duty);
	if (source != NULL)
		duty->file = source->file;
	if (!duty->demanded)
		duty->standing = STANDING_VOLUNTARY;
	else if (source != NULL)
		duty->standing = STANDING_REJECTED;
	else
		duty->standing = days > 0 ? STANDING_MISSING : STANDING_AWAITED;
	if (days > 0 && duty->demanded)
		duty->days = days;
}

/* States of which nothing says whether they owe anything. */
static void
find_silent(const struct duties_grounds *grounds, struct duties *out)
{
	const struct ilo_scope *scope = grounds->scope;
	size_t i, j;

	out->silent = ilo_arena_alloc(
		grounds->arena, (scope->count + 1) * sizeof(*out->silent));
	for (i = 0; i < scope->count; i++) {
		const char *code = scope->states[i].code;

		if (!is_demanded(scope, code))
			continue;
		for (j = 0; j < out->count; j++)
			if (out->items[j].state != NULL &&
			    strcmp(out->items[j].state, code) == 0)
				break;
		if (j == out->count)
			out->silent[out->silent_count++] = code;
	}
}

void
duties_make(const struct duties_grounds *grounds, struct duties *out)
{
	size_t i;

	*out = (struct duties){0};
	add_posted(grounds, grounds->posts, grounds->semester, out);
	if (grounds->earlier_semester != NULL)
		add_posted(grounds, grounds->earlier, grounds->earlier_semester,
		           out);
	add_contributions(grounds, out);
	add_networks(grounds, out);
	sort(out);
	for (i = 0; i < out->count; i++) {
		judge(grounds, &out->items[i]);
		out->counts[out->items[i].standing]++;
	}
	find_silent(grounds, out);
}
