/* The document around the figures. */

#include "analyze/statistics.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/analyses.h"
#include "analyze/breakdown.h"
#include "analyze/coverage.h"
#include "analyze/evaluation.h"
#include "analyze/monthly.h"
#include "analyze/publication.h"
#include "analyze/vintage.h"
#include "common/buf.h"
#include "common/mem.h"
#include "common/names.h"
#include "common/outfile.h"
#include "common/xmlio.h"
#include "common/xsd.h"

static void
write_composition(struct ilo_xmlwriter *writer,
                  const struct composition *composition)
{
	struct ilo_buf states = ILO_BUF_INIT;
	size_t i;

	for (i = 0; i < composition->count; i++)
		ilo_buf_printf(&states, "%s%s", i == 0 ? "" : " ",
		               composition->states[i]);
	ilo_xmlwriter_start(writer, "composition");
	ilo_xmlwriter_attr(writer, "id", composition->id);
	if (composition->fixed)
		ilo_xmlwriter_attr(writer, "fixed", "true");
	ilo_xmlwriter_attr(writer, "states", ilo_buf_text(&states));
	ilo_xmlwriter_end(writer);
	ilo_buf_release(&states);
}

/* Who is in the totals of the Union: on the last day of each semester that is
 * compared, each composition once, and as asked. */
static void
write_compositions(struct ilo_xmlwriter *writer,
                   const struct statistics *statistics)
{
	const struct compositions *asked = statistics->compositions;
	const struct history *history = statistics->history;
	struct ilo_arena *arena = ilo_arena_new();
	size_t t, i;

	for (t = 0; t < history->term_count; t++) {
		const struct term *term = &history->terms[t];
		struct composition own = composition_of_term(term, arena);

		if (own.count > 0 &&
		    history->terms[0].semester - term->semester <
		            COMPARED_COUNT)
			write_composition(writer, &own);
		free(own.states);
	}
	for (i = 0; asked != NULL && i < asked->count; i++)
		write_composition(writer, &asked->items[i]);
	ilo_arena_free(arena);
}

static void
write_parameters(struct ilo_xmlwriter *writer,
                 const struct statistics *statistics)
{
	const struct rules *rules = statistics->rules;

	ilo_xmlwriter_start(writer, "parameters");
	ilo_xmlwriter_attr_real(writer, "confidence", rules->confidence);
	ilo_xmlwriter_attr_count(writer, "small-number",
	                         (int64_t)rules->small_number);
	ilo_xmlwriter_attr_real(writer, "mirror-factor", rules->mirror_factor);
	ilo_xmlwriter_attr_count(writer, "seed", rules->seed);
	if (rules->disclosure > 0)
		ilo_xmlwriter_attr_count(writer, "withhold-under",
		                         (int64_t)rules->disclosure);
	write_compositions(writer, statistics);
	ilo_xmlwriter_end(writer);
}

/* known_at: of a vintage; NULL for the edition that is evaluated. */
static void
write_input(struct ilo_xmlwriter *writer, const struct term *term,
            const char *known_at)
{
	ilo_xmlwriter_start(writer, "input");
	ilo_xmlwriter_attr(writer, "semester", term->period);
	ilo_xmlwriter_attr(writer, "known-at", known_at);
	ilo_xmlwriter_attr(writer, "networks", term->networks_sha256);
	ilo_xmlwriter_attr(writer, "flows", term->origin.sha256);
	ilo_xmlwriter_end(writer);
}

static void
write_inputs(struct ilo_xmlwriter *writer, const struct statistics *statistics)
{
	const struct history *history = statistics->history;
	const struct vintages *vintages = statistics->vintages;
	size_t i;

	ilo_xmlwriter_start(writer, "inputs");
	for (i = 0; i < history->term_count; i++)
		write_input(writer, &history->terms[i], NULL);
	for (i = 0; i < vintages->count; i++) {
		const struct term *term = &vintages->items[i].history->terms[0];

		write_input(writer, term, term->network->known_at);
	}
	ilo_xmlwriter_end(writer);
}

/* The pairs first to before end of one host country. */
static void
write_host(struct ilo_xmlwriter *writer, const struct pair *pairs, size_t count)
{
	int64_t officers = 0, reported = 0, expected = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		officers += (int64_t)pairs[i].officers;
		reported += pairs[i].reported;
		expected += pairs[i].expected;
	}
	ilo_xmlwriter_start(writer, "host");
	ilo_xmlwriter_attr(writer, "code", pairs[0].host->text);
	ilo_xmlwriter_attr_count(writer, "officers", officers);
	ilo_xmlwriter_attr_count(writer, "reported", reported);
	ilo_xmlwriter_attr_count(writer, "expected", expected);
	for (i = 0; i < count; i++) {
		if (!pairs[i].expected)
			continue;
		ilo_xmlwriter_start(writer, "reporter");
		ilo_xmlwriter_attr(writer, "state", pairs[i].reporter->text);
		ilo_xmlwriter_attr(writer, "status",
		                   pairs[i].reported ? "reported" : "silent");
		ilo_xmlwriter_end(writer);
	}
	ilo_xmlwriter_end(writer);
}

/* Who counts by nationality also counts those of none: no host country. */
static bool
is_country(const struct symbol *host)
{
	return strlen(host->text) == 2 && host->text[0] != '_';
}

static void
write_coverage(struct ilo_xmlwriter *writer, const struct network *network)
{
	int64_t reported = 0, expected = 0;
	size_t first, end, i;

	for (i = 0; i < network->pair_count; i++) {
		if (!is_country(network->pairs[i].host))
			continue;
		reported += network->pairs[i].reported;
		expected += network->pairs[i].expected;
	}
	ilo_xmlwriter_start(writer, "coverage");
	ilo_xmlwriter_attr_count(writer, "reported", reported);
	ilo_xmlwriter_attr_count(writer, "expected", expected);
	for (first = 0; first < network->pair_count; first = end) {
		end = first;
		while (end < network->pair_count &&
		       network->pairs[end].host == network->pairs[first].host)
			end++;
		if (is_country(network->pairs[first].host))
			write_host(writer, &network->pairs[first], end - first);
	}
	ilo_xmlwriter_end(writer);
}

static enum ilo_status
write_document(const struct statistics *statistics, FILE *stream,
               struct ilo_diag *diag)
{
	const struct term *term = &statistics->history->terms[0];
	struct ilo_xmlwriter *writer =
		ilo_xmlwriter_new(stream, "statistics", ILO_NS_STATISTICS);
	const struct evaluation evaluation = {
		.history = statistics->history,
		.rules = statistics->rules,
		.countries = statistics->countries,
		.compositions = statistics->compositions,
		.sums = statistics->sums,
		.vintages = statistics->vintages,
		.annual = statistics->annual,
		.writer = writer,
		.diag = diag,
		.threads = statistics->threads,
		.coverage = coverage_new(statistics->history),
	};

	ilo_xmlwriter_attr(writer, "version", "1.0");
	ilo_xmlwriter_attr(writer, "semester", term->period);
	ilo_xmlwriter_attr(writer, "known-at", term->network->known_at);
	write_parameters(writer, statistics);
	write_inputs(writer, statistics);
	write_coverage(writer, term->network);
	ilo_xmlwriter_start(writer, "figures");
	evaluation_write(&evaluation);
	ilo_xmlwriter_end(writer);
	ilo_xmlwriter_start(writer, "monthly");
	monthly_write(&evaluation);
	ilo_xmlwriter_end(writer);
	ilo_xmlwriter_start(writer, "analyses");
	analyses_write(&evaluation);
	coverage_free(evaluation.coverage);
	ilo_xmlwriter_end(writer);
	return ilo_xmlwriter_finish(&writer, diag);
}

/* Write it again in its own place, without what must not be published. */
static enum ilo_status
withhold(const struct statistics *statistics, struct ilo_outfile *out,
         struct ilo_diag *diag)
{
	FILE *stream = ilo_outfile_stream(out);
	struct publication *publication;
	struct ilo_xmlwriter *writer;
	xmlDoc *document = NULL;
	enum ilo_status status;

	status = ilo_xml_read(ilo_outfile_temporary(out), diag, &document);
	if (status != ILO_OK)
		return status;
	if (fseek(stream, 0, SEEK_SET) != 0 ||
	    ftruncate(fileno(stream), 0) != 0) {
		ilo_diag_report(diag, ILO_D_OUTPUT, ilo_outfile_temporary(out),
		                0, "begin again: %s", strerror(errno));
		ilo_xml_free(document);
		return ILO_FAILED;
	}
	publication = publication_new(document, statistics->indicators,
	                              (double)statistics->rules->disclosure);
	writer = ilo_xmlwriter_new(stream, "statistics", ILO_NS_STATISTICS);
	publication_write(publication, writer);
	status = ilo_xmlwriter_finish(&writer, diag);
	publication_free(publication);
	ilo_xml_free(document);
	return status;
}

static enum ilo_status
check(const struct statistics *statistics, const struct ilo_outfile *out,
      const char *shown, struct ilo_diag *diag)
{
	struct ilo_xsd *xsd = NULL;
	enum ilo_status status = ilo_xsd_read(statistics->schema, diag, &xsd);

	if (status == ILO_OK)
		status = ilo_xsd_check_file(xsd, ilo_outfile_temporary(out),
		                            shown, diag);
	ilo_xsd_free(xsd);
	return status;
}

enum ilo_status
statistics_write(const struct statistics *statistics, const char *path,
                 struct ilo_diag *diag)
{
	struct ilo_outfile *out = NULL;
	enum ilo_status status = ilo_outfile_open(path, diag, &out);

	if (status == ILO_OK)
		status = write_document(statistics, ilo_outfile_stream(out),
		                        diag);
	if (status == ILO_OK && statistics->rules->disclosure > 0)
		status = withhold(statistics, out, diag);
	if (status == ILO_OK && statistics->schema != NULL)
		status = check(statistics, out, path, diag);
	if (status == ILO_OK)
		status = ilo_outfile_commit(&out, diag);
	ilo_outfile_discard(out);
	return status;
}
