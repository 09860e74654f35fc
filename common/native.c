/*
 * Our SAX handlers stand between libxml2's parser and three takers of each
 * event: the schema's streaming validator, the rows, and the tree.  Everything
 * hangs on one struct native on the stack, so that threads may read at once.
 */

#include "common/native.h"

#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "common/cover.h"
#include "common/gate.h"
#include "common/names.h"
#include "common/rows.h"
#include "common/rules.h"
#include "common/validator.h"
#include "common/xmlio.h"

enum { OBSERVATION, ABSENCE, ROW_KINDS };

struct native {
	const struct ilo_reading *reading;
	const struct ilo_limits *limits;
	struct ilo_faults faults;
	xmlParserCtxt *parser;

	struct ilo_validator validator; /* idle when trusted */

	/* Names as the parser's dictionary has them: compared as pointers. */
	const xmlChar *fields[ILO_FIELD_COUNT];
	const xmlChar *kinds[ROW_KINDS];
	const xmlChar *statistics;
	const xmlChar *ours; /* the namespace */

	size_t depth;
	size_t row_depth; /* of the row under way; 0 outside of one */
	bool in_statistics;
	long numbers[ROW_KINDS];
	long line;
	size_t nodes, text_bytes, run_bytes;

	struct ilo_cover cover;
	struct ilo_rows rows;
	bool rows_ready;

	bool no_memory; /* a fault of ours, not of the sender */
	bool stopped;   /* by a guard or the sink */
	bool malformed; /* and said so */
	enum ilo_status sink_status;
};

static const char *const field_names[ILO_FIELD_COUNT] = {
	[ILO_FIELD_INDICATOR] = "indicator",
	[ILO_FIELD_UNIT] = "unit",
	[ILO_FIELD_COUNTED_BY] = "counted-by",
	[ILO_FIELD_PERIOD] = "period",
	[ILO_FIELD_HOST] = "host",
	[ILO_FIELD_CITIZENSHIP] = "citizenship",
	[ILO_FIELD_ROUTE] = "route",
	[ILO_FIELD_BORDER] = "border",
	[ILO_FIELD_VALUE] = "value",
	[ILO_FIELD_STATUS] = "status",
	[ILO_FIELD_CONFIDENTIALITY] = "confidentiality",
	[ILO_FIELD_REASON] = "reason",
};

/* ---- events ---- */

/* The line on which the tag begins that the parser has just read through. */
static long
tag_line(const xmlParserCtxt *parser)
{
	const xmlParserInput *input = parser->input;
	const xmlChar *at = input->cur;
	long line = input->line;

	for (; at > input->base && *at != '<'; at--)
		line -= *at == '\n';
	return line;
}

/* What follows is still parsed, but nobody is told.  Not xmlStopParser(): it
 * frees the buffer that the parser, up the stack, is reading. */
static void
hush(struct native *native)
{
	native->stopped = true;
	native->parser->wellFormed = 0;
	native->parser->disableSAX = 1;
}

static void
stop(struct native *native, enum ilo_code code, size_t most)
{
	if (native->stopped)
		return;
	ilo_fault(&native->faults, code, native->parser->input->line,
	          "more than %zu", most);
	hush(native);
}

static void
on_start_document(void *context)
{
	xmlSAX2StartDocument(((struct native *)context)->parser);
}

static void
on_end_document(void *context)
{
	xmlSAX2EndDocument(((struct native *)context)->parser);
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
           const xmlChar *system_id)
{
	struct native *native = context;

	(void)name; /* none is taken, whatever it says */
	(void)public_id;
	(void)system_id;
	ilo_fault(&native->faults, ILO_D_GATE_DOCTYPE,
	          native->parser->input->line, "after the XML declaration");
	hush(native);
	/* A few hundred bytes of declarations can take for ever to read. */
	xmlStopParser(native->parser);
}

/* Attributes as SAX2 gives them: five pointers for each. */
enum { LOCAL_NAME, PREFIX, URI, VALUE, VALUE_END, PER_ATTRIBUTE };

static struct ilo_span
trimmed(const xmlChar *text, const xmlChar *end)
{
	static const char white[] = " \t\r\n";

	while (text < end && strchr(white, *text) != NULL)
		text++;
	while (end > text && strchr(white, end[-1]) != NULL)
		end--;
	return (struct ilo_span){(const char *)text, (size_t)(end - text)};
}

static void
read_fields(const struct native *native, const struct ilo_element *element,
            struct ilo_rowtext *text)
{
	for (int i = 0; i < element->attribute_count; i++) {
		const xmlChar **one = element->attributes + i * PER_ATTRIBUTE;
		int field = 0;

		if (one[URI] != NULL)
			continue;
		while (field < ILO_FIELD_COUNT &&
		       native->fields[field] != one[LOCAL_NAME])
			field++;
		if (field < ILO_FIELD_COUNT)
			text->fields[field] =
				trimmed(one[VALUE], one[VALUE_END]);
	}
}

/* The rows come behind the cover, so that it can be read off the tree. */
static void
prepare_rows(struct native *native)
{
	if (native->rows_ready)
		return;
	ilo_cover_read(native->reading,
	               native->parser->myDoc == NULL
	                       ? NULL
	                       : xmlDocGetRootElement(native->parser->myDoc),
	               &native->cover);
	ilo_rows_init(&native->rows, native->reading, &native->cover,
	              &native->faults);
	native->rows_ready = true;
}

static void
take_row(struct native *native, const struct ilo_element *element, int kind,
         bool sound)
{
	struct ilo_rowtext text = {.is_absence = kind == ABSENCE,
	                           .line = native->line};

	native->row_depth = native->depth;
	text.number = ++native->numbers[kind];
	prepare_rows(native);
	if (!sound) {
		ilo_rows_skip(&native->rows);
		return;
	}
	read_fields(native, element, &text);
	native->sink_status = ilo_rows_take(&native->rows, &text);
	if (native->sink_status != ILO_OK)
		hush(native);
}

static int
row_kind(const struct native *native, const struct ilo_element *element)
{
	int kind = 0;

	if (!native->in_statistics || native->depth != 3 ||
	    element->uri != native->ours)
		return ROW_KINDS;
	while (kind < ROW_KINDS && native->kinds[kind] != element->name)
		kind++;
	return kind;
}

/* libxml2 hands over local names: the prefixes are in tag-bytes. */
static bool
has_long_name(const struct ilo_element *element, size_t most)
{
	bool is_long = (size_t)xmlStrlen(element->name) > most;

	for (int i = 0; i < element->attribute_count && !is_long; i++)
		is_long =
			(size_t)xmlStrlen(
				element->attributes[i * PER_ATTRIBUTE]) > most;
	return is_long;
}

static bool
passes_guards(struct native *native, const struct ilo_element *element)
{
	const struct ilo_limits *limits = native->limits;

	if (native->depth > limits->depth)
		stop(native, ILO_D_LIMIT_DEPTH, limits->depth);
	else if ((size_t)element->attribute_count > limits->attributes)
		stop(native, ILO_D_LIMIT_ATTRIBUTES, limits->attributes);
	else if ((size_t)element->namespace_count > limits->namespaces)
		stop(native, ILO_D_LIMIT_NAMESPACES, limits->namespaces);
	else if (has_long_name(element, limits->name_bytes))
		stop(native, ILO_D_LIMIT_NAME, limits->name_bytes);
	return !native->stopped;
}

static void
add_node(struct native *native, const struct ilo_element *element)
{
	xmlParserCtxt *parser = native->parser;

	if (++native->nodes > native->limits->nodes) {
		stop(native, ILO_D_LIMIT_NODES, native->limits->nodes);
		return;
	}
	xmlSAX2StartElementNs(parser, element->name, element->prefix,
	                      element->uri, element->namespace_count,
	                      element->namespaces, element->attribute_count,
	                      element->defaulted, element->attributes);
	/* libxml2 notes the line on which the tag ends. */
	if (parser->node != NULL && native->line < 65535)
		parser->node->line = (unsigned short)native->line;
}

/* SAX has its own idea of how many parameters a function takes. */
static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
         int attribute_count, int defaulted, const xmlChar **attributes)
{
	const struct ilo_element element = {
		name,       prefix,          uri,       namespace_count,
		namespaces, attribute_count, defaulted, attributes};
	struct native *native = context;
	bool sound;
	int kind;

	native->depth++;
	native->run_bytes = 0;
	if (native->stopped || !passes_guards(native, &element))
		return;
	native->line = tag_line(native->parser);
	sound = ilo_validator_start(&native->validator, &element, native->line);
	if (native->row_depth != 0)
		return;
	kind = row_kind(native, &element);
	if (kind < ROW_KINDS) {
		take_row(native, &element, kind, sound);
		return;
	}
	add_node(native, &element);
	if (native->depth == 2)
		native->in_statistics =
			name == native->statistics && uri == native->ours;
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *uri)
{
	struct native *native = context;

	if (!native->stopped)
		ilo_validator_end(&native->validator, name, prefix, uri,
		                  native->parser->input->line);
	native->run_bytes = 0;
	if (native->row_depth == 0)
		xmlSAX2EndElementNs(native->parser, name, prefix, uri);
	else if (native->row_depth == native->depth)
		native->row_depth = 0;
	if (native->depth == 2)
		native->in_statistics = false;
	native->depth--;
}

static void
on_text(void *context, const xmlChar *text, int size_bytes)
{
	struct native *native = context;

	if (native->stopped)
		return;
	native->run_bytes += (size_t)size_bytes;
	if (native->run_bytes > native->limits->run_bytes) {
		stop(native, ILO_D_LIMIT_RUN, native->limits->run_bytes);
		return;
	}
	ilo_validator_text(&native->validator, text, size_bytes);
	if (native->row_depth != 0 || native->in_statistics)
		return;
	native->text_bytes += (size_t)size_bytes;
	if (native->text_bytes > native->limits->text_bytes)
		stop(native, ILO_D_LIMIT_TEXT, native->limits->text_bytes);
	else
		xmlSAX2Characters(native->parser, text, size_bytes);
}

/* ---- errors ---- */

static void
on_parser_error(void *context, ILO_XML_ERROR *error)
{
	struct native *native = context;
	const char *text = error->message == NULL ? "" : error->message;

	if (error->code == XML_ERR_NO_MEMORY)
		native->no_memory = true;
	if (error->level == XML_ERR_WARNING || native->malformed ||
	    native->stopped || native->no_memory)
		return;
	native->malformed = true; /* what follows would repeat it */
	ilo_fault(&native->faults, ILO_D_XML_MALFORMED, error->line, "%.*s",
	          (int)strcspn(text, "\n"), text);
}

/* ---- set up and verdict ---- */

static void
set_handlers(struct native *native)
{
	*native->parser->sax = (xmlSAXHandler){
		.initialized = XML_SAX2_MAGIC,
		.startDocument = on_start_document,
		.endDocument = on_end_document,
		.internalSubset = on_doctype,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.serror = on_parser_error,
	};
	native->parser->userData = native;
}

static bool
set_up(struct native *native)
{
	const struct ilo_reading *reading = native->reading;
	xmlDict *dict;

	native->parser =
		xmlCreateMemoryParserCtxt(reading->bytes, (int)reading->count);
	if (native->parser == NULL)
		return false;
	(void)xmlCtxtUseOptions(native->parser,
	                        XML_PARSE_NONET | XML_PARSE_BIG_LINES |
	                                XML_PARSE_NOCDATA |
	                                XML_PARSE_COMPACT); /* all known */
	set_handlers(native);
	dict = native->parser->dict;
	for (int i = 0; i < ILO_FIELD_COUNT; i++)
		native->fields[i] = xmlDictLookup(dict, XC(field_names[i]), -1);
	native->kinds[OBSERVATION] = xmlDictLookup(dict, XC("observation"), -1);
	native->kinds[ABSENCE] = xmlDictLookup(dict, XC("absence"), -1);
	native->statistics = xmlDictLookup(dict, XC("statistics"), -1);
	native->ours = xmlDictLookup(dict, XC(ILO_NS_SUBMISSION), -1);
	return reading->trust != ILO_JUDGE ||
	       ilo_validator_init(&native->validator, reading->schema,
	                          &native->faults);
}

static bool
is_well_formed(const struct native *native)
{
	const xmlParserCtxt *parser = native->parser;

	return parser->wellFormed != 0 && parser->nsWellFormed != 0 &&
	       parser->errNo == 0 && !native->stopped && parser->myDoc != NULL;
}

static void
apply_rules(struct native *native)
{
	struct ilo_judged judged;

	ilo_judged_init(&judged, native->reading,
	                xmlDocGetRootElement(native->parser->myDoc),
	                &native->cover, &native->faults);
	ilo_rules_cover(&judged);
	ilo_rules_narrative(&judged);
	ilo_cells_compare(native->rows.cells, &native->faults);
}

static enum ilo_status
conclude(struct native *native)
{
	enum ilo_status status;

	if (native->no_memory || native->parser->errNo == XML_ERR_NO_MEMORY ||
	    ilo_validator_failed(&native->validator)) {
		ilo_diag_report(native->faults.diag, ILO_D_LIBRARY,
		                native->faults.file, 0,
		                "libxml2 ran out of memory or failed inside");
		return ILO_FAILED;
	}
	prepare_rows(native);
	if (is_well_formed(native)) {
		if (native->reading->trust == ILO_JUDGE)
			apply_rules(native);
	} else if (!native->stopped && !native->malformed) {
		ilo_fault(&native->faults, ILO_D_XML_MALFORMED,
		          native->parser->input->line, "libxml2 error %d",
		          native->parser->errNo);
	}
	status = ilo_faults_close(&native->faults);
	return native->sink_status != ILO_OK ? native->sink_status : status;
}

/* What the tree holds goes to the caller, everything else is freed. */
static void
tear_down(struct native *native, struct ilo_submission *out)
{
	out->cover = native->cover;
	if (native->rows_ready)
		ilo_rows_release(&native->rows);
	ilo_validator_release(&native->validator);
	if (native->parser != NULL)
		out->narrative = native->parser->myDoc;
	xmlFreeParserCtxt(native->parser);
}

enum ilo_status
ilo_native_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                struct ilo_submission *out)
{
	struct native native = {.reading = reading,
	                        .limits =
	                                ilo_limits_or_default(reading->limits)};
	enum ilo_status status = ILO_OK;

	*out = (struct ilo_submission){.narrative = NULL};
	ilo_faults_init(&native.faults, diag, reading->file);
	if (reading->trust == ILO_JUDGE)
		status = ilo_gate_xml(reading->bytes, reading->count,
		                      reading->limits, reading->file, diag);
	if (status != ILO_OK)
		return status;
	if (set_up(&native)) {
		(void)xmlParseDocument(native.parser); /* asked below */
		status = conclude(&native);
	} else {
		ilo_diag_report(diag, ILO_D_LIBRARY, reading->file, 0,
		                "libxml2 could not begin");
		status = ILO_FAILED;
	}
	tear_down(&native, out);
	return status;
}
