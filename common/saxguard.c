/* The guards are those of native.c; here they stand before any taker. */

#include "common/saxguard.h"

#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "common/gate.h"
#include "common/xmlio.h"

struct guard {
	const struct ilo_sax_input *input;
	const struct ilo_limits *limits;
	const struct ilo_sax_handlers *handlers;
	void *context;
	struct ilo_faults *faults;
	xmlParserCtxt *parser;
	unsigned depth;
	size_t run_bytes;
	bool stopped, malformed, no_memory;
	enum ilo_status status; /* of the handlers */
};

/* Attributes as SAX2 gives them: five pointers for each. */
enum { LOCAL_NAME, PREFIX, URI, VALUE, VALUE_END, PER_ATTRIBUTE };

static void
report(const struct guard *guard, enum ilo_code code, long line,
       const char *what)
{
	if (guard->input->part == NULL)
		ilo_fault(guard->faults, code, line, "%s", what);
	else
		ilo_fault(guard->faults, code, 0, "%s, line %ld: %s",
		          guard->input->part, line, what);
}

/* What follows is still parsed, but nobody is told; see native.c. */
static void
hush(struct guard *guard)
{
	guard->stopped = true;
	guard->parser->wellFormed = 0;
	guard->parser->disableSAX = 1;
}

static void
stop(struct guard *guard, enum ilo_code code, size_t most)
{
	char text[64];

	if (guard->stopped)
		return;
	(void)snprintf(text, sizeof text, "more than %zu", most); /* fits */
	report(guard, code, guard->parser->input->line, most == 0 ? "" : text);
	guard->status = ILO_FINDINGS;
	hush(guard);
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
           const xmlChar *system_id)
{
	(void)name; /* none is taken, whatever it says */
	(void)public_id;
	(void)system_id;
	stop(context, ILO_D_GATE_DOCTYPE, 0);
	xmlStopParser(((struct guard *)context)->parser);
}

static long
tag_line(const xmlParserCtxt *parser)
{
	const xmlParserInput *input = parser->input;
	long line = input->line;

	for (const xmlChar *at = input->cur; at > input->base && *at != '<';
	     at--)
		line -= *at == '\n';
	return line;
}

static size_t
namespaces_max(const struct guard *guard)
{
	const size_t most = guard->limits->namespaces;

	return guard->input->part != NULL && most == ILO_LIMIT_NAMESPACES
	               ? ILO_SAX_NAMESPACES
	               : most;
}

static bool
passes(struct guard *guard, const xmlChar *name, int namespaces, int attributes)
{
	const struct ilo_limits *limits = guard->limits;

	if (guard->depth > limits->depth)
		stop(guard, ILO_D_LIMIT_DEPTH, limits->depth);
	else if ((size_t)attributes > limits->attributes)
		stop(guard, ILO_D_LIMIT_ATTRIBUTES, limits->attributes);
	else if ((size_t)namespaces > namespaces_max(guard))
		stop(guard, ILO_D_LIMIT_NAMESPACES, namespaces_max(guard));
	else if ((size_t)xmlStrlen(name) > limits->name_bytes)
		stop(guard, ILO_D_LIMIT_NAME, limits->name_bytes);
	return !guard->stopped;
}

/* SAX has its own idea of how many parameters a function takes. */
static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix,
         const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
         int attribute_count, int defaulted, const xmlChar **attributes)
{
	struct guard *guard = context;
	struct ilo_sax_tag tag = {.name = (const char *)name,
	                          .uri = uri == NULL ? "" : (const char *)uri,
	                          .attribute_count = attribute_count,
	                          .attributes = attributes};

	(void)prefix; /* names are told by their namespace */
	(void)namespaces;
	(void)defaulted; /* no DTD, no defaults */
	guard->depth++;
	guard->run_bytes = 0;
	if (guard->stopped ||
	    !passes(guard, name, namespace_count, attribute_count))
		return;
	tag.line = tag_line(guard->parser);
	tag.depth = guard->depth;
	guard->status = guard->handlers->start(guard->context, &tag);
	if (guard->status != ILO_OK)
		hush(guard);
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix,
       const xmlChar *uri)
{
	struct guard *guard = context;

	(void)name; /* the parser has matched it */
	(void)prefix;
	(void)uri;
	guard->run_bytes = 0;
	if (!guard->stopped) {
		guard->status =
			guard->handlers->end(guard->context, guard->depth);
		if (guard->status != ILO_OK)
			hush(guard);
	}
	guard->depth--;
}

static void
on_text(void *context, const xmlChar *text, int size_bytes)
{
	struct guard *guard = context;

	if (guard->stopped)
		return;
	guard->run_bytes += (size_t)size_bytes;
	if (guard->run_bytes > guard->limits->run_bytes)
		stop(guard, ILO_D_LIMIT_RUN, guard->limits->run_bytes);
	else if (guard->handlers->text != NULL)
		guard->handlers->text(guard->context, (const char *)text,
		                      (size_t)size_bytes);
}

static void
on_error(void *context, ILO_XML_ERROR *error)
{
	struct guard *guard = context;
	const char *text = error->message == NULL ? "" : error->message;
	char line[300];

	if (error->code == XML_ERR_NO_MEMORY)
		guard->no_memory = true;
	if (error->level == XML_ERR_WARNING || guard->malformed ||
	    guard->stopped || guard->no_memory)
		return;
	guard->malformed = true; /* what follows would repeat it */
	(void)snprintf(line, sizeof line, "%.*s", (int)strcspn(text, "\n"),
	               text); /* cut if long */
	report(guard, ILO_D_XML_MALFORMED, error->line, line);
}

/* The gate's finding, named after the part. */
static void
relay(void *context, const struct ilo_finding *finding)
{
	report(context, finding->code, finding->line, finding->detail);
}

static enum ilo_status
pass_gate(struct guard *guard)
{
	struct ilo_diag inner;

	ilo_diag_init(&inner, guard->faults->diag->program, NULL);
	inner.sink = relay;
	inner.sink_context = guard;
	return ilo_gate_xml(guard->input->bytes, guard->input->count,
	                    guard->limits, guard->faults->file, &inner);
}

static enum ilo_status
conclude(struct guard *guard)
{
	const xmlParserCtxt *parser = guard->parser;

	if (guard->no_memory || parser->errNo == XML_ERR_NO_MEMORY)
		ilo_out_of_memory();
	if (guard->status != ILO_OK)
		return guard->status;
	if (parser->wellFormed != 0 && parser->nsWellFormed != 0 &&
	    parser->errNo == 0 && !guard->stopped)
		return ILO_OK;
	if (!guard->malformed)
		report(guard, ILO_D_XML_MALFORMED, parser->input->line,
		       "it ends too early or a name has no namespace");
	return ILO_FINDINGS;
}

enum ilo_status
ilo_sax_read(const struct ilo_sax_input *input,
             const struct ilo_sax_handlers *handlers, void *context,
             struct ilo_faults *faults)
{
	struct guard guard = {.input = input,
	                      .limits = ilo_limits_or_default(input->limits),
	                      .handlers = handlers,
	                      .context = context,
	                      .faults = faults};
	enum ilo_status status = pass_gate(&guard);

	if (status != ILO_OK)
		return status;
	guard.parser =
		xmlCreateMemoryParserCtxt(input->bytes, (int)input->count);
	if (guard.parser == NULL)
		ilo_out_of_memory();
	(void)xmlCtxtUseOptions(guard.parser,
	                        XML_PARSE_NONET | XML_PARSE_BIG_LINES |
	                                XML_PARSE_NOCDATA); /* all known */
	*guard.parser->sax = (xmlSAXHandler){
		.initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.serror = on_error,
	};
	guard.parser->userData = &guard;
	(void)xmlParseDocument(guard.parser); /* asked below */
	status = conclude(&guard);
	xmlFreeDoc(guard.parser->myDoc); /* none, but for libxml2's whims */
	xmlFreeParserCtxt(guard.parser);
	return status;
}

struct ilo_sax_value
ilo_sax_at(const struct ilo_sax_tag *tag, int index)
{
	const xmlChar *const *all = tag->attributes;
	const xmlChar *const *one = all + index * PER_ATTRIBUTE;

	return (struct ilo_sax_value){
		.name = (const char *)one[LOCAL_NAME],
		.uri = one[URI] == NULL ? "" : (const char *)one[URI],
		.text = (const char *)one[VALUE],
		.size_bytes = (size_t)(one[VALUE_END] - one[VALUE])};
}

const char *
ilo_sax_attribute(const struct ilo_sax_tag *tag, struct ilo_arena *arena,
                  const char *uri, const char *name)
{
	for (int i = 0; i < tag->attribute_count; i++) {
		const struct ilo_sax_value value = ilo_sax_at(tag, i);

		if (strcmp(value.name, name) == 0 &&
		    strcmp(value.uri, uri == NULL ? "" : uri) == 0)
			return ilo_arena_strndup(arena, value.text,
			                         value.size_bytes);
	}
	return NULL;
}
