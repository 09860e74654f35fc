/* Counts of what was withheld, and the attacker's interval of each cell. */

#include "analyze/proof.h"

#include <math.h>
#include <string.h>

#include "analyze/result.h"

static enum breakdown
breakdown_of(const char *name)
{
	int by = BY_TOTAL;

	while (by < BY_REPORTER &&
	       strcmp(breakdown_name((enum breakdown)by), name) != 0)
		by++;
	return (enum breakdown)by;
}

static struct result
result_of_cell(const struct linked_cell *cell, const char *measure)
{
	return (struct result){
		.subject = {.host = cell->host,
	                    .indicator = cell->indicator,
	                    .period = cell->period,
	                    .by = breakdown_of(cell->by),
	                    .code = cell->code[0] == '\0' ? NULL : cell->code},
		.other = cell->counted_by,
		.measure = measure,
		.state = EST_OK,
		.method = "cell-suppression",
		.flag = 'Q',
	};
}

/* What the attacker is left with; the width, where there is one. */
static void
write_cell(struct ilo_xmlwriter *writer, const struct linked_cell *cell,
           size_t count)
{
	struct result result = result_of_cell(cell, "withheld");

	result.n = count;
	result.unit = "count";
	result.value = cell->upper - cell->lower;
	result.has_interval = true;
	result.lower = cell->lower;
	result.upper = cell->upper;
	result.from = cell->id;
	if (isinf(cell->upper)) {
		result.state = EST_UNDEFINED;
		result.reason = "unbounded";
	}
	result_print(writer, &result);
}

void
proof_write(struct ilo_xmlwriter *writer, const struct linked_cell *cells,
            size_t count, const struct linkage_result *solved)
{
	const struct {
		const char *measure;
		size_t value;
	} counts[] = {
		{"withheld-cells", solved->withheld},
		{"withheld-by-rule", solved->primary},
		{"given-away-alone", solved->undercut},
		{"exposed", solved->exposed},
	};
	struct linked_cell about = cells[0];
	size_t i;

	about.host = NULL;
	about.by = "total";
	about.code = "";
	about.period = about.semester;
	for (i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		struct result result =
			result_of_cell(&about, counts[i].measure);

		result.value = (double)counts[i].value;
		result.n = count;
		result.unit = "count";
		result.flag = 'A';
		result_print(writer, &result);
	}
	for (i = 0; i < count; i++)
		if (cells[i].withheld)
			write_cell(writer, &cells[i], count);
}
