/*
 * Reads networks.xml as ilo-transform wrote it; narrative is passed over.
 *
 * Officers of a sending state are taken from its own statement on the host
 * country where it made one, else from the statement by others that names the
 * most; statements are never added to each other.
 */

#include "analyze/network.h"

#include <stdlib.h>
#include <string.h>

#include "common/expected.h"
#include "common/mem.h"
#include "common/num.h"
#include "common/xmlio.h"

struct reading {
	const char *path;
	struct symbols *symbols;
	struct ilo_arena *arena;
	struct ilo_diag *diag;
	struct network *network;
	const struct symbol **obliged; /* states */
	size_t obliged_count, obliged_capacity;
};

void
network_free(struct network *network)
{
	if (network == NULL)
		return;
	free(network->pairs);
	free(network->members);
	free(network->deployed);
	activity_release(&network->activity);
	captures_release(&network->captures);
	free(network->zeros);
	free(network->filings);
	free(network);
}

static int
pair_order(const struct pair *pair, const struct symbol *host,
           const struct symbol *reporter)
{
	int order = symbol_order(pair->host, host);

	return order != 0 ? order : symbol_order(pair->reporter, reporter);
}

/* The pair, made in its place when there is none. */
static struct pair *
pair_get(struct network *network, const struct symbol *host,
         const struct symbol *reporter)
{
	size_t low = 0, high = network->pair_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = pair_order(&network->pairs[middle], host, reporter);

		if (order == 0)
			return &network->pairs[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	network->pairs =
		ilo_grow(network->pairs, network->pair_count,
	                 &network->pair_capacity, sizeof(*network->pairs));
	memmove(&network->pairs[low + 1], &network->pairs[low],
	        (network->pair_count - low) * sizeof(*network->pairs));
	network->pair_count++;
	network->pairs[low] = (struct pair){.host = host, .reporter = reporter};
	return &network->pairs[low];
}

void
network_report(struct network *network, const struct symbol *host,
               const struct symbol *reporter)
{
	struct pair *pair = pair_get(network, host, reporter);

	pair->reported = pair->expected = true;
}

void
network_span(const struct network *network, const struct symbol *host,
             size_t *first, size_t *end)
{
	size_t low = 0, high = network->pair_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (symbol_order(network->pairs[middle].host, host) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	while (low < network->pair_count && network->pairs[low].host == host)
		low++;
	*end = low;
}

size_t
network_expected(const struct network *network, const struct symbol *host,
                 const struct symbol *reporter)
{
	size_t first = 0, end = network->pair_count, count = 0, i;

	if (host != NULL)
		network_span(network, host, &first, &end);
	for (i = first; i < end; i++)
		count += network->pairs[i].expected &&
		         (reporter == NULL ||
		          network->pairs[i].reporter == reporter);
	return count;
}

static enum ilo_status
refuse(const struct reading *reading, const xmlNode *node, const char *what)
{
	ilo_diag_report(reading->diag, ILO_D_XML_INVALID_OUTPUT, reading->path,
	                ilo_xml_line(node),
	                "%s is missing or malformed; write the file again with "
	                "ilo-transform",
	                what);
	return ILO_FAILED;
}

/* The attribute as a symbol; NULL when it is missing. */
static const struct symbol *
attr_symbol(const struct reading *reading, const xmlNode *node,
            const char *name)
{
	const char *text = ilo_xml_attr(reading->arena, node, name);

	return text == NULL ? NULL : symbols_get(reading->symbols, text);
}

/* Days from the semester's last day to an instant. */
static bool
days_after(const struct network *network, const char *instant, long *days)
{
	char text[ILO_DATE_SIZE];
	long day, last;

	if (instant == NULL || strlen(instant) < sizeof(text) - 1 ||
	    !ilo_date_parse(ilo_semester_end(network->semester, text), &last))
		return false;
	(void)memcpy(text, instant, sizeof(text) - 1); /* terminated above */
	if (!ilo_date_parse(text, &day))
		return false;
	*days = day - last;
	return true;
}

static size_t
count_findings(const struct reading *reading, const xmlNode *source)
{
	size_t count = 0;
	const xmlNode *node;

	for (node = ilo_xml_child(source, "finding"); node != NULL;
	     node = ilo_xml_next(node, "finding")) {
		const char *severity =
			ilo_xml_attr(reading->arena, node, "severity");

		count += severity != NULL && strcmp(severity, "info") != 0;
	}
	return count;
}

static enum ilo_status
read_filing(struct reading *reading, const xmlNode *node, const char *fate)
{
	struct network *network = reading->network;
	const char *late = ilo_xml_attr(reading->arena, node, "days-late");
	struct filing filing = {
		.sender = attr_symbol(reading, node, "sender"),
		.host = attr_symbol(reading, node, "host"),
		.in_force = strcmp(fate, "in-force") == 0,
		.superseded = strcmp(fate, "superseded") == 0,
		.findings = count_findings(reading, node),
	};
	int64_t days = 0;

	if (!days_after(network, ilo_xml_attr(reading->arena, node, "received"),
	                &filing.delay_days))
		return refuse(reading, node, "received");
	if (late != NULL && (!ilo_num_count(late, &days) || days > UINT16_MAX))
		return refuse(reading, node, "days-late");
	filing.late_days = (unsigned)days;
	network->filings = ilo_grow(network->filings, network->filing_count,
	                            &network->filing_capacity, sizeof(filing));
	network->filings[network->filing_count++] = filing;
	return ILO_OK;
}

static enum ilo_status
read_source(struct reading *reading, const xmlNode *node)
{
	struct network *network = reading->network;
	struct zero_source zero = {0};
	const char *from = ilo_xml_attr(reading->arena, node, "zero-from");
	const char *to = ilo_xml_attr(reading->arena, node, "zero-to");
	const char *fate = ilo_xml_attr(reading->arena, node, "fate");

	if (fate == NULL)
		return refuse(reading, node, "fate");
	if (read_filing(reading, node, fate) != ILO_OK)
		return ILO_FAILED;
	if (strcmp(fate, "in-force") != 0 || (from == NULL && to == NULL))
		return ILO_OK;
	if (from == NULL || !ilo_month_parse(from, &zero.first))
		return refuse(reading, node, "zero-from");
	if (to == NULL || !ilo_month_parse(to, &zero.last))
		return refuse(reading, node, "zero-to");
	zero.id = attr_symbol(reading, node, "id");
	zero.sender = attr_symbol(reading, node, "sender");
	zero.kind = attr_symbol(reading, node, "kind");
	if (zero.id == NULL || zero.sender == NULL || zero.kind == NULL)
		return refuse(reading, node, "id, sender or kind");
	network->zeros =
		ilo_grow(network->zeros, network->zero_count,
	                 &network->zero_capacity, sizeof(*network->zeros));
	network->zeros[network->zero_count++] = zero;
	return ILO_OK;
}

/* Member States alone: associated states are in no total of the Union. */
static enum ilo_status
read_state(struct reading *reading, const xmlNode *node)
{
	struct network *network = reading->network;
	const struct symbol *code = attr_symbol(reading, node, "code");
	const char *group = ilo_xml_attr(reading->arena, node, "group");
	const char *bound = ilo_xml_attr(reading->arena, node, "bound");

	if (code == NULL || group == NULL || bound == NULL)
		return refuse(reading, node, "code, group or bound");
	if (ilo_state_is_obliged(group, strcmp(bound, "true") == 0)) {
		reading->obliged = ilo_grow(
			reading->obliged, reading->obliged_count,
			&reading->obliged_capacity, sizeof(*reading->obliged));
		reading->obliged[reading->obliged_count++] = code;
	}
	if (strcmp(group, "member") != 0)
		return ILO_OK;
	network->members =
		ilo_grow(network->members, network->member_count,
	                 &network->member_capacity, sizeof(*network->members));
	network->members[network->member_count++] = code;
	return ILO_OK;
}

/* What one contributor says of the officers of one sending state. */
struct statement {
	const struct symbol *state;
	struct ilo_posting posting;
};

struct statements {
	struct statement *items;
	size_t count, capacity;
};

static void
state_officers(struct statements *said, const struct symbol *state,
               const struct symbol *reporter)
{
	said->items = ilo_grow(said->items, said->count, &said->capacity,
	                       sizeof(*said->items));
	said->items[said->count++] = (struct statement){
		state, {.officers = 0, .own = reporter == state}};
}

/* One entry of field A1: its posts added up by sending state. */
static enum ilo_status
read_posts(struct reading *reading, const xmlNode *entry,
           struct statements *said)
{
	const struct symbol *reporter = attr_symbol(reading, entry, "reporter");
	size_t first = said->count, i;
	const xmlNode *node;

	for (node = ilo_xml_child(entry, "record"); node != NULL;
	     node = ilo_xml_next(node, "record")) {
		const char *kind = ilo_xml_attr(reading->arena, node, "kind");
		const char *text =
			ilo_xml_attr(reading->arena, node, "officers");
		const struct symbol *state =
			attr_symbol(reading, node, "sending-state");
		int64_t officers;

		if (kind == NULL || strcmp(kind, "post") != 0)
			continue;
		if (state == NULL || text == NULL ||
		    !ilo_num_count(text, &officers))
			return refuse(reading, node,
			              "sending-state or officers");
		for (i = first; i < said->count; i++)
			if (said->items[i].state == state)
				break;
		if (i == said->count)
			state_officers(said, state, reporter);
		said->items[i].posting.officers += officers;
	}
	return reporter != NULL ? ILO_OK : refuse(reading, entry, "reporter");
}

static bool
is_obliged(const struct reading *reading, const struct symbol *state)
{
	size_t i;

	for (i = 0; i < reading->obliged_count; i++)
		if (reading->obliged[i] == state)
			return true;
	return false;
}

static void
settle_officers(const struct reading *reading, const struct symbol *host,
                const struct statements *said)
{
	size_t i, j;

	for (i = 0; i < said->count; i++) {
		const struct statement *best = &said->items[i];
		struct pair *pair;

		for (j = 0; j < said->count; j++)
			if (said->items[j].state == best->state &&
			    ilo_posting_order(&said->items[j].posting,
			                      &best->posting) < 0)
				best = &said->items[j];
		if (!ilo_posting_obliges(&best->posting))
			continue; /* nobody there */
		pair = pair_get(reading->network, host, best->state);
		pair->officers = (uint64_t)best->posting.officers;
		pair->expected =
			pair->reported || is_obliged(reading, best->state);
	}
}

static void
note_deployed(struct network *network, const struct symbol *host)
{
	network->deployed = ilo_grow(network->deployed, network->deployed_count,
	                             &network->deployed_capacity,
	                             sizeof(*network->deployed));
	network->deployed[network->deployed_count++] = host;
}

static enum ilo_status
read_officers(struct reading *reading, const xmlNode *node,
              const struct symbol *host)
{
	struct statements said = {NULL, 0, 0};
	enum ilo_status status = ILO_OK;
	const xmlNode *field, *entry;

	for (field = ilo_xml_child(node, "field"); field != NULL;
	     field = ilo_xml_next(field, "field")) {
		const char *id = ilo_xml_attr(reading->arena, field, "id");

		if (id == NULL || strcmp(id, "A1") != 0)
			continue;
		for (entry = ilo_xml_child(field, "entry");
		     entry != NULL && status == ILO_OK;
		     entry = ilo_xml_next(entry, "entry"))
			status = read_posts(reading, entry, &said);
	}
	if (status == ILO_OK) {
		settle_officers(reading, host, &said);
		if (said.count > 0)
			note_deployed(reading->network, host);
	}
	free(said.items);
	return status;
}

static enum ilo_status
read_network(struct reading *reading, const xmlNode *node)
{
	struct network *network = reading->network;
	const struct symbol *host = attr_symbol(reading, node, "host");
	const xmlNode *child;

	if (host == NULL)
		return refuse(reading, node, "host");
	for (child = ilo_xml_child(node, "contribution"); child != NULL;
	     child = ilo_xml_next(child, "contribution")) {
		const struct symbol *reporter =
			attr_symbol(reading, child, "reporter");

		if (reporter == NULL)
			return refuse(reading, child, "reporter");
		network_report(network, host, reporter);
	}
	activity_read(node, host, reading->symbols, reading->arena,
	              &network->activity);
	captures_read(node, host, reading->symbols, reading->arena,
	              &network->captures);
	return read_officers(reading, node, host);
}

static enum ilo_status
read_root(struct reading *reading, const xmlNode *root)
{
	struct network *network = reading->network;
	const char *semester = ilo_xml_attr(reading->arena, root, "semester");
	const char *known_at = ilo_xml_attr(reading->arena, root, "known-at");
	enum ilo_status status = ILO_OK;
	const xmlNode *node;

	if (!ilo_xml_is(root, "networks"))
		return refuse(reading, root, "root element networks");
	if (semester == NULL ||
	    !ilo_semester_parse(semester, &network->semester))
		return refuse(reading, root, "semester");
	if (known_at == NULL || !ilo_time_parse(known_at, network->known_at))
		return refuse(reading, root, "known-at");
	for (node = ilo_xml_child(ilo_xml_child(root, "scope"), "state");
	     node != NULL && status == ILO_OK;
	     node = ilo_xml_next(node, "state"))
		status = read_state(reading, node);
	if (!days_after(reading->network, known_at,
	                &reading->network->age_days))
		return refuse(reading, root, "known-at");
	for (node = ilo_xml_child(ilo_xml_child(root, "sources"), "source");
	     node != NULL && status == ILO_OK;
	     node = ilo_xml_next(node, "source"))
		status = read_source(reading, node);
	for (node = ilo_xml_child(root, "network");
	     node != NULL && status == ILO_OK;
	     node = ilo_xml_next(node, "network"))
		status = read_network(reading, node);
	return status;
}

enum ilo_status
network_read(const char *path, struct symbols *symbols, struct ilo_diag *diag,
             struct network **out)
{
	struct reading reading = {
		.path = path, .symbols = symbols, .diag = diag};
	xmlDoc *document = NULL;
	enum ilo_status status = ilo_xml_read(path, diag, &document);

	*out = NULL;
	if (status != ILO_OK)
		return status;
	reading.arena = ilo_arena_new();
	reading.network = ilo_xcalloc(1, sizeof(*reading.network));
	status = read_root(&reading, xmlDocGetRootElement(document));
	if (status == ILO_OK)
		*out = reading.network;
	else
		network_free(reading.network);
	free(reading.obliged);
	ilo_arena_free(reading.arena);
	ilo_xml_free(document);
	return status;
}

long
network_first_delay(const struct network *network, const struct filing *filing)
{
	long first = filing->delay_days;
	size_t i;

	for (i = 0; i < network->filing_count; i++)
		if (network->filings[i].superseded &&
		    network->filings[i].sender == filing->sender &&
		    network->filings[i].host == filing->host &&
		    network->filings[i].delay_days < first)
			first = network->filings[i].delay_days;
	return first;
}
