/* Numbers are taken whole or refused. */

#include "analyze/rules.h"

#include <limits.h>

#include "common/num.h"

static enum ilo_status
refuse(struct ilo_diag *diag, const char *option, const char *text,
       const char *wanted)
{
	ilo_diag_report(diag, ILO_D_USAGE, NULL, 0, "%s %s: give %s", option,
	                text, wanted);
	return ILO_USAGE;
}

enum ilo_status
rules_parse(const struct rules_text *text, struct ilo_diag *diag,
            struct rules *out)
{
	int64_t small = 20, seed = 1, least = 0;

	*out = (struct rules){.confidence = 0.95, .mirror_factor = 1.5};
	if (text->confidence != NULL &&
	    (!ilo_num_real(text->confidence, &out->confidence) ||
	     !(out->confidence > 0.5 && out->confidence < 1)))
		return refuse(diag, "--confidence", text->confidence,
		              "a number above 0.5 and below 1");
	if (text->small_number != NULL &&
	    !ilo_num_count(text->small_number, &small))
		return refuse(diag, "--small-number", text->small_number,
		              "a whole number");
	if (text->mirror_factor != NULL &&
	    (!ilo_num_real(text->mirror_factor, &out->mirror_factor) ||
	     !(out->mirror_factor >= 1)))
		return refuse(diag, "--mirror-factor", text->mirror_factor,
		              "a number not below 1");
	if (text->seed != NULL && (!ilo_num_count(text->seed, &seed) ||
	                           seed < 1 || seed > UINT32_MAX))
		return refuse(diag, "--seed", text->seed,
		              "a whole number from 1 to 4294967295");
	out->seed = (uint32_t)seed;
	if (text->disclosure != NULL &&
	    (!ilo_num_count(text->disclosure, &least) || least > 1000))
		return refuse(diag, "--withhold-under", text->disclosure,
		              "a whole number, at most 1000");
	out->small_number = (uint64_t)small;
	out->disclosure = (uint64_t)least;
	return ILO_OK;
}

void
rules_rank_flags(struct rules *rules, const struct ilo_codelist *statuses)
{
	size_t i;

	for (i = 0; i < ilo_codelist_count(statuses); i++) {
		const struct ilo_code_entry *code =
			ilo_codelist_at(statuses, i);
		const char *id = ilo_code_id(code);
		const char *rank = ilo_code_property(code, "rank");
		int64_t value;

		if (rank != NULL && id[0] >= 'A' && id[0] <= 'Z' &&
		    id[1] == '\0' && ilo_num_count(rank, &value) &&
		    value <= INT_MAX)
			rules->flag_rank[id[0] - 'A'] = (int)value;
	}
}

/* A flag without a rank is taken as worse than any that has one. */
static int
rank_of(const struct rules *rules, char flag)
{
	return flag >= 'A' && flag <= 'Z' ? rules->flag_rank[flag - 'A'] : 0;
}

char
rules_worse_flag(const struct rules *rules, char a, char b)
{
	return rank_of(rules, b) < rank_of(rules, a) ? b : a;
}
