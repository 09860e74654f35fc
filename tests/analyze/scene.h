/*
 * A semester made of a few rows, for tests: rows are added, then the term is
 * built as history_read() would build it.
 */

#ifndef ILO_TESTS_ANALYZE_SCENE_H
#define ILO_TESTS_ANALYZE_SCENE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "analyze/history.h"
#include "analyze/question.h"
#include "common/flows.h"
#include "common/mem.h"

struct scene {
	struct symbols *symbols;
	struct ilo_flows *flows;
	struct ilo_diag diag;
	struct term term;
	struct rules rules;
};

/* What a row tells; the rest of it is "_T", 2024-S1, own, GH. */
struct scene_row {
	const char *reporter;
	const char *citizenship;
	const char *route;
	const char *period;
	long value; /* -1: none */
	char status;
};

static inline void
scene_start(struct scene *scene)
{
	*scene = (struct scene){
		.symbols = symbols_new(),
		.flows = ilo_flows_new(),
		.rules = {.confidence = 0.95,
	                  .small_number = 20,
	                  .mirror_factor = 1.5},
	};
	ilo_diag_init(&scene->diag, "test", NULL);
	scene->rules.flag_rank['A' - 'A'] = 20;
	scene->rules.flag_rank['E' - 'A'] = 14;
	scene->rules.flag_rank['K' - 'A'] = 10;
	scene->rules.flag_rank['M' - 'A'] = 3;
	scene->rules.flag_rank['O' - 'A'] = 2;
	scene->rules.flag_rank['Q' - 'A'] = 6;
	scene->term.network = ilo_xcalloc(1, sizeof(struct network));
	assert_true(ilo_semester_parse("2024-S1", &scene->term.semester));
}

static inline void
scene_end(struct scene *scene)
{
	tables_free(scene->term.tables);
	network_free(scene->term.network);
	free(scene->term.reaches);
	ilo_flows_free(scene->flows);
	symbols_free(scene->symbols);
}

static inline const struct symbol *
scene_symbol(struct scene *scene, const char *text)
{
	return text == NULL ? NULL : symbols_get(scene->symbols, text);
}

static inline void
scene_add(struct scene *scene, struct scene_row row)
{
	const struct ilo_flow flow = {
		.host = "GH",
		.indicator = "ASYLUM",
		.counted_by = "own",
		.reporter = row.reporter,
		.citizenship = row.citizenship == NULL ? "_T" : row.citizenship,
		.route = row.route == NULL ? "_T" : row.route,
		.border = "_T",
		.period = row.period == NULL ? "2024-S1" : row.period,
		.unit = "APPLICATIONS",
		.source = "0123456789abcdef",
		.locator = "row",
		.line = 1,
		.value = row.value < 0 ? 0 : row.value,
		.has_value = row.value >= 0,
		.status = row.status == '\0' ? 'A' : row.status,
		.confidentiality = 'F',
	};

	ilo_flows_add(scene->flows, &flow);
}

static inline void
scene_expect(struct scene *scene, const char *reporter)
{
	network_report(scene->term.network, scene_symbol(scene, "GH"),
	               scene_symbol(scene, reporter));
}

/* Through a file, as the rows come. */
static inline enum ilo_status
scene_read(struct scene *scene)
{
	char path[] = "/tmp/ilo-scene-XXXXXX";
	struct tables_origin origin;
	const struct tables_source source = {path, scene->term.network, NULL,
	                                     false};
	int file = mkstemp(path);
	FILE *stream = fdopen(file, "w");
	enum ilo_status status;

	assert_non_null(stream);
	ilo_flows_sort(scene->flows);
	ilo_flows_write(scene->flows, stream);
	assert_int_equal(fclose(stream), 0);
	status = tables_read(&source, scene->symbols, &scene->diag, &origin,
	                     &scene->term.tables);
	assert_int_equal(unlink(path), 0);
	return status;
}

static inline void
scene_build(struct scene *scene)
{
	scene->term.network->semester = scene->term.semester;
	assert_int_equal(scene_read(scene), ILO_OK);
}

static inline struct question
scene_question(struct scene *scene, enum breakdown by)
{
	return (struct question){
		scene_symbol(scene, "GH"),
		scene_symbol(scene, "ASYLUM"),
		scene_symbol(scene, "own"),
		NULL,
		by,
		WHOLE_SEMESTER,
	};
}

#endif
