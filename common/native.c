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
#include "common/native_place.h"
#include "common/plain.h"
#include "common/rownames.h"
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

	struct ilo_plain_rows plain; /* not given to the parser */
	size_t given_bytes;          /* how far the parser has been fed */
	bool plain_taken;

	struct ilo_validator validator; /* idle when trusted */

	/* Names as the parser's dictionary has them: compared as pointers. */
	struct ilo_rownames names;
	const xmlChar *kinds[ROW_KINDS];
	const xmlChar *statistics;
	const xmlChar *ours; /* the namespace */

	size_t depth;
	size_t row_depth; /* of the row or signature under way; or 0 */
	bool is_signed;
	bool in_statistics;
	long numbers[ROW_KINDS];
	long line;
	struct ilo_native_place place;
	size_t nodes, text_bytes, run_bytes;

	struct ilo_cover cover;
	struct ilo_rows rows;
	bool rows_ready;

	bool no_memory; /* a fault of ours, not of the sender */
	bool stopped;   /* by a guard or the sink */
	bool malformed; /* and said so */
	enum ilo_status sink_status;
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
take_row(struct native *native, const struct ilo_element *element,
         struct ilo_rowtext *text, bool sound)
{
	native->row_depth = native->depth;
	prepare_rows(native);
	if (!sound) {
		ilo_rows_skip(&native->rows);
		return;
	}
	ilo_rownames_read(&native->names, element, text);
	native->sink_status = ilo_rows_take(&native->rows, text);
	if (native->sink_status != ILO_OK)
		hush(native);
}

/* The rows that the parser was not given: called where they belong.  It must
 * have seen as many lines as there are, for what it says of what follows. */
static void
take_plain_rows(struct native *native)
{
	const struct ilo_plain_rows *rows = &native->plain;
	struct ilo_rowtext text;
	struct ilo_plain plain;

	native->plain_taken = true;
	prepare_rows(native);
	native->place.row = &text;
	ilo_plain_begin(&plain, rows->from, rows->to,
	                native->parser->input->line, native->limits);
	while (native->sink_status == ILO_OK && ilo_plain_next(&plain, &text)) {
		text.number = ++native->numbers[text.is_absence ? ABSENCE
		                                                : OBSERVATION];
		native->sink_status = ilo_rows_take(&native->rows, &text);
	}
	native->place.row = NULL;
	if (native->sink_status != ILO_OK)
		hush(native);
	native->parser->input->line += (int)rows->lines;
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
	else if (ilo_element_has_long_name(element, limits->name_bytes))
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
	struct ilo_rowtext row = {.number = 0};
	bool sound;
	int kind;

	native->depth++;
	native->run_bytes = 0;
	if (native->stopped || !passes_guards(native, &element))
		return;
	native->line = row.line = tag_line(native->parser);
	kind = row_kind(native, &element);
	row.is_absence = kind == ABSENCE;
	if (kind < ROW_KINDS)
		row.number = ++native->numbers[kind];
	native->place.row = kind < ROW_KINDS ? &row : NULL;
	native->place.name = name;
	sound = ilo_validator_start(&native->validator, &element, native->line);
	if (kind < ROW_KINDS)
		take_row(native, &element, &row, sound);
	ilo_native_place_leave(&native->place);
	if (native->depth == 2 && ilo_element_is_signature(&element)) {
		native->row_depth = native->depth;
		native->is_signed = true;
	}
	if (native->row_depth != 0)
		return;
	add_node(native, &element);
	if (native->depth != 2)
		return;
	native->in_statistics =
		name == native->statistics && uri == native->ours;
	if (native->in_statistics && native->plain.from != NULL &&
	    !native->plain_taken && !native->stopped)
		take_plain_rows(native);
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

	/* libxml2 hands on text that it has, even when it has given up. */
	if (native->stopped || native->parser->disableSAX != 0)
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

/* Feeds the parser as from a file, so that no second copy of the bytes is made:
 * all but the plain rows. */
static int
feed(void *context, char *buffer, int room)
{
	struct native *native = context;
	const struct ilo_reading *reading = native->reading;
	const struct ilo_plain_rows *plain = &native->plain;
	const char *at = reading->bytes + native->given_bytes;
	const char *stop_at = reading->bytes + reading->count;
	size_t count;

	if (plain->from != NULL && at == plain->from)
		at = plain->to;
	if (plain->from != NULL && at < plain->from)
		stop_at = plain->from;
	count = (size_t)(stop_at - at);
	count = count < (size_t)room ? count : (size_t)room;
	memcpy(buffer, at, count);
	native->given_bytes = (size_t)(at - reading->bytes) + count;
	return (int)count;
}

static bool
set_up(struct native *native)
{
	const struct ilo_reading *reading = native->reading;
	xmlDict *dict;

	native->parser = xmlCreateIOParserCtxt(NULL, NULL, feed, NULL, native,
	                                       XML_CHAR_ENCODING_NONE);
	if (native->parser == NULL)
		return false;
	(void)xmlCtxtUseOptions(native->parser,
	                        XML_PARSE_NONET | XML_PARSE_BIG_LINES |
	                                XML_PARSE_NOCDATA |
	                                XML_PARSE_COMPACT); /* all known */
	set_handlers(native);
	ilo_native_place_init(&native->place, native->parser, reading,
	                      &native->faults);
	dict = native->parser->dict;
	ilo_rownames_init(&native->names, dict);
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
	judged.place = &native->place;
	ilo_rules_cover(&judged);
	ilo_rules_narrative(&judged);
	ilo_cells_compare(native->rows.cells, &native->faults);
}

static enum ilo_status
conclude(struct native *native)
{
	enum ilo_status status;

	const bool well_formed = is_well_formed(native);

	if (native->no_memory || native->parser->errNo == XML_ERR_NO_MEMORY ||
	    ilo_validator_failed(&native->validator) ||
	    (well_formed && native->plain.from != NULL &&
	     !native->plain_taken)) {
		ilo_diag_report(native->faults.diag, ILO_D_LIBRARY,
		                native->faults.file, 0,
		                "libxml2 ran out of memory or failed inside");
		return ILO_FAILED;
	}
	prepare_rows(native);
	if (well_formed) {
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
	out->is_signed = native->is_signed;
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
	ilo_plain_find(reading->bytes, reading->count, native.limits,
	               &native.plain);
	if (reading->trust == ILO_JUDGE)
		status = ilo_gate_native(reading, &native.plain, diag);
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
