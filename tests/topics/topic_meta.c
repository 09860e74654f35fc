/* 07: fixed and random effects. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analyze/estimate/meta.h"
#include "tests/topics/topic.h"

#define NAME_SIZE 32

static const struct {
	const char *name;
	enum meta_method method;
} methods[] = {
	{"FE", META_FIXED},  {"DL", META_DL}, {"PM", META_PM},
	{"REML", META_REML}, {"ML", META_ML}, {"HE", META_HEDGES},
};

/* One quantity of one method. */
static void
emit_of(const struct sample *sample, const char *method, const char *quantity,
        enum est_state state, double value)
{
	char name[NAME_SIZE];

	(void)snprintf(name, sizeof(name), "%s_%s", method, quantity);
	emit_one(sample, name, state, value);
}

static void
emit_meta(const struct sample *sample, const char *name,
          const struct meta *meta)
{
	enum est_state state = meta->summary.state;
	const struct interval *knha = &meta->knapp_hartung;

	emit_of(sample, name, "estimate", state, meta->summary.value);
	emit_of(sample, name, "se", state, meta->se);
	emit_of(sample, name, "z", meta->z.state, meta->z.value);
	emit_of(sample, name, "p", meta->p.state, meta->p.value);
	emit_of(sample, name, "ci_lo", state, meta->summary.lower);
	emit_of(sample, name, "ci_hi", state, meta->summary.upper);
	emit_of(sample, name, "tau2", state, meta->tau2);
	emit_of(sample, name, "pi_lo", meta->prediction.state,
	        meta->prediction.lower);
	emit_of(sample, name, "pi_hi", meta->prediction.state,
	        meta->prediction.upper);
	emit_of(sample, name, "I2_metafor", meta->i2.state, meta->i2.value);
	emit_of(sample, name, "H2_metafor", meta->h2.state, meta->h2.value);
	emit_of(sample, name, "knha_se", knha->state, meta->knapp_hartung_se);
	emit_of(sample, name, "knha_ci_lo", knha->state, knha->lower);
	emit_of(sample, name, "knha_ci_hi", knha->state, knha->upper);
}

void
run_meta(const struct sample *sample)
{
	size_t n, m, i, k = 0;
	double *values = get_all(sample, "yi", &n);
	double *variances = get_all(sample, "vi", &m);
	struct meta_effect *effects = checked(calloc(n + 1, sizeof(*effects)));
	struct heterogeneity test;
	struct meta meta;

	for (i = 0; i < n && i < m; i++)
		if (!isnan(values[i]) && !isnan(variances[i]))
			effects[k++] =
				(struct meta_effect){values[i], variances[i]};
	test = meta_heterogeneity(effects, k);
	emit(sample, "k", 1, (double)k);
	emit_one(sample, "Q", test.state, test.q);
	emit_one(sample, "Q_df", test.state, (double)test.df);
	emit_one(sample, "Q_p", test.state, test.p);
	emit_one(sample, "I2_from_Q", test.state, test.i2);
	for (i = 0; i < sizeof(methods) / sizeof(*methods); i++) {
		meta = meta_analyse(effects, k, methods[i].method, LEVEL);
		emit_meta(sample, methods[i].name, &meta);
	}
	free(effects);
	free(variances);
	free(values);
}
