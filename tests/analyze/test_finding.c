/* Findings with evidence, and what is left of them without one state. */

#include <string.h>

#include "analyze/finding.h"
#include "tests/analyze/near.h"
#include "tests/analyze/scene.h"

/* Two semesters of one host country and one indicator, in one set of symbols.
 */
struct semesters {
	struct scene now, base;
	struct term terms[2];
	struct indicator indicator;
	const struct symbol *host;
	struct history history;
	struct evaluation evaluation;
	struct findings findings;
};

static void
start(struct semesters *s)
{
	scene_start(&s->now);
	scene_start(&s->base);
	symbols_free(s->base.symbols);
	s->base.symbols = s->now.symbols;
	s->base.term.semester--;
}

static void
give(struct semesters *s, const char *reporter, long base, long now)
{
	scene_add(&s->now,
	          (struct scene_row){.reporter = reporter, .value = now});
	scene_add(&s->base, (struct scene_row){.reporter = reporter,
	                                       .period = "2023-S2",
	                                       .value = base});
	scene_expect(&s->now, reporter);
	scene_expect(&s->base, reporter);
}

static const struct finding *
of_ghana(struct semesters *s)
{
	size_t i;

	scene_build(&s->now);
	scene_build(&s->base);
	s->terms[0] = s->now.term;
	s->terms[1] = s->base.term;
	(void)ilo_semester_print(s->terms[0].semester, s->terms[0].period);
	(void)ilo_semester_print(s->terms[1].semester, s->terms[1].period);
	s->indicator = (struct indicator){
		scene_symbol(&s->now, "ASYLUM"),
		scene_symbol(&s->now, "APPLICATIONS"),
	};
	s->host = scene_symbol(&s->now, "GH");
	s->history = (struct history){
		.symbols = s->now.symbols,
		.own = scene_symbol(&s->now, "own"),
		.agency = scene_symbol(&s->now, "agency"),
		.terms = s->terms,
		.term_count = 2,
		.indicators = &s->indicator,
		.indicator_count = 1,
		.hosts = &s->host,
		.host_count = 1,
	};
	s->evaluation = (struct evaluation){.history = &s->history,
	                                    .rules = &s->now.rules};
	findings_gather(&s->evaluation, &s->findings);
	for (i = 0; i < s->findings.count; i++)
		if (strcmp(s->findings.items[i].subject.host, "GH") == 0)
			return &s->findings.items[i];
	return NULL;
}

static void
end(struct semesters *s)
{
	findings_release(&s->findings);
	s->base.symbols = symbols_new(); /* shared: freed with the other */
	scene_end(&s->now);
	scene_end(&s->base);
}

static void
a_rise_of_all_states_is_stable(void **state)
{
	struct semesters s = {0};
	const struct finding *finding;

	(void)state;
	start(&s);
	give(&s, "DE", 100, 200);
	give(&s, "FR", 100, 210);
	give(&s, "IT", 100, 190);
	finding = of_ghana(&s);
	assert_non_null(finding);
	assert_true(finding_evident(finding, &s.now.rules));
	assert_int_equal(finding->fragility, FRAGILITY_STABLE);
	assert_int_equal(finding->reporters, 3);
	assert_near(finding->change.ratio.value, 2, 1e-12);
	assert_string_equal(finding->left->text, "FR"); /* 390 / 200 */
	assert_near(finding->ratio, 1.95, 1e-12);
	assert_near(finding->weight, 0.5, 1e-12); /* 300 of 600 */
	assert_string_equal(finding_since(finding), "previous");
	assert_string_equal(finding->subject.period, "2024-S1");
	end(&s);
}

static void
a_rise_of_one_state_is_fragile(void **state)
{
	struct semesters s = {0};
	const struct finding *finding;

	(void)state;
	start(&s);
	give(&s, "DE", 100, 300);
	give(&s, "FR", 100, 101);
	give(&s, "IT", 100, 99);
	finding = of_ghana(&s);
	assert_true(finding_evident(finding, &s.now.rules));
	assert_int_equal(finding->fragility, FRAGILITY_LOST);
	assert_string_equal(finding->left->text, "DE");
	assert_near(finding->ratio, 1, 1e-12);
	assert_string_equal(fragility_name(finding->fragility),
	                    "evidence-lost");
	end(&s);
}

static void
one_state_may_hide_a_fall(void **state)
{
	struct semesters s = {0};
	const struct finding *finding;

	(void)state;
	start(&s);
	give(&s, "DE", 100, 500);
	give(&s, "FR", 200, 90);
	finding = of_ghana(&s);
	assert_int_equal(finding->fragility, FRAGILITY_REVERSED);
	assert_string_equal(finding->left->text, "DE");
	assert_near(finding->ratio, 0.45, 1e-12);
	end(&s);
}

static void
one_state_alone_has_nothing_to_leave_out(void **state)
{
	struct semesters s = {0};
	const struct finding *finding;

	(void)state;
	start(&s);
	give(&s, "DE", 100, 300);
	finding = of_ghana(&s);
	assert_int_equal(finding->fragility, FRAGILITY_ONE_SOURCE);
	assert_null(finding->left);
	end(&s);
}

static void
no_change_is_no_finding(void **state)
{
	struct semesters s = {0};
	const struct finding *finding;

	(void)state;
	start(&s);
	give(&s, "DE", 100, 103);
	give(&s, "FR", 100, 98);
	finding = of_ghana(&s);
	assert_non_null(finding);
	assert_false(finding_evident(finding, &s.now.rules));
	end(&s);
}

/* A state that gave no base makes both ends different. */
static void
what_cannot_be_compared_is_not_looked_at(void **state)
{
	struct semesters s = {0};

	(void)state;
	start(&s);
	give(&s, "DE", 100, 300);
	scene_add(&s.now, (struct scene_row){.reporter = "FR", .value = 90});
	scene_expect(&s.now, "FR");
	scene_expect(&s.base, "FR");
	assert_null(of_ghana(&s));
	assert_int_equal(s.findings.count, 0);
	end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rise_of_all_states_is_stable),
		cmocka_unit_test(a_rise_of_one_state_is_fragile),
		cmocka_unit_test(one_state_may_hide_a_fall),
		cmocka_unit_test(one_state_alone_has_nothing_to_leave_out),
		cmocka_unit_test(no_change_is_no_finding),
		cmocka_unit_test(what_cannot_be_compared_is_not_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
