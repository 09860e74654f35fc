/*
 * One entry for all functions: it takes the arguments off the XPath stack as
 * text, calls the one of that name and puts its text back.  A wrong call ends
 * the transformation, so that no report appears with a hole in it.
 */

#include "render/functions.h"

#include <libxml/xpathInternals.h>
#include <libxslt/extensions.h>
#include <libxslt/xsltutils.h>
#include <math.h>
#include <string.h>

#include "common/buf.h"
#include "common/names.h"
#include "common/num.h"
#include "common/xmlio.h"

enum { ARGUMENTS_MAX = 10, CALLS_KEPT = 256 };

struct call {
	struct run *run;
	const char *arguments[ARGUMENTS_MAX];
	size_t count;
};

struct function {
	const char *name;
	size_t least, most;
	const char *(*call)(const struct call *call); /* NULL: a wrong call */
};

static bool
number_of(const struct call *call, size_t i, double *value)
{
	return ilo_num_real(call->arguments[i], value);
}

/* text(id, argument...) */
static const char *
call_text(const struct call *call)
{
	const char *text =
		language_text(call->run->language, call->arguments[0]);

	return text == NULL
	               ? NULL
	               : language_fill(call->run->arena, text,
	                               call->arguments + 1, call->count - 1);
}

/* text-or(id, otherwise) */
static const char *
call_text_or(const struct call *call)
{
	const char *text =
		language_text(call->run->language, call->arguments[0]);

	return text == NULL ? call->arguments[1] : text;
}

/* plural(id, number, argument...): the text id.one, id.few, ... as the number
 * asks, with the number as {1}. */
static const char *
call_plural(const struct call *call)
{
	const struct language *language = call->run->language;
	struct ilo_arena *arena = call->run->arena;
	const char *arguments[ARGUMENTS_MAX];
	const char *text;
	double value;

	if (!number_of(call, 1, &value))
		return NULL;
	text = language_text(
		language,
		ilo_arena_printf(arena, "%s.%s", call->arguments[0],
	                         language_plural(language, arena, value)));
	if (text == NULL)
		text = language_text(language,
		                     ilo_arena_printf(arena, "%s.other",
		                                      call->arguments[0]));
	if (text == NULL)
		return NULL;
	arguments[0] = language_number(language, arena, value, 0);
	for (size_t i = 2; i < call->count; i++)
		arguments[i - 1] = call->arguments[i];
	return language_fill(arena, text, arguments, call->count - 1);
}

/* number(value, digits = 0); an infinite one is the text infinite. */
static const char *
call_number(const struct call *call)
{
	double value, digits = 0;

	if (strcmp(call->arguments[0], "INF") == 0)
		return language_text(call->run->language, "infinite");
	if (!number_of(call, 0, &value) ||
	    (call->count > 1 && !number_of(call, 1, &digits)))
		return NULL;
	return language_number(call->run->language, call->run->arena, value,
	                       (int)digits);
}

/* signed(value, digits = 0) */
static const char *
call_signed(const struct call *call)
{
	double value, digits = 0;

	if (strcmp(call->arguments[0], "INF") == 0)
		return language_text(call->run->language, "infinite");
	if (!number_of(call, 0, &value) ||
	    (call->count > 1 && !number_of(call, 1, &digits)))
		return NULL;
	return language_signed(call->run->language, call->run->arena, value,
	                       (int)digits);
}

/* digits(value, limit = value): decimals that give it three significant digits,
 * at most 6; those of the limit where value is 0, none where both are whole. */
static const char *
call_digits(const struct call *call)
{
	double value, limit, size;
	int digits = 2;

	if (!number_of(call, 0, &value))
		return NULL;
	if (call->count < 2 || !number_of(call, 1, &limit))
		limit = value; /* none, or without bound */
	size = fabs(value) > 0 ? fabs(value) : fabs(limit);
	if (value == floor(value) && limit == floor(limit))
		return "0";
	for (; size >= 10 && digits > 0; size /= 10)
		digits--;
	for (; size > 0 && size < 1 && digits < 6; size *= 10)
		digits++;
	return ilo_arena_printf(call->run->arena, "%d", digits);
}

/* period(date, month or semester, form = long) */
static const char *
call_period(const struct call *call)
{
	return language_period(call->run->language, call->run->arena,
	                       call->arguments[0],
	                       call->count > 1 ? call->arguments[1] : "long");
}

static const char *
call_country(const struct call *call)
{
	return language_country(call->run->language, call->run->arena,
	                        call->arguments[0]);
}

/* state-code(code): as EU documents write it, EL and UK. */
static const char *
call_state_code(const struct call *call)
{
	const struct ilo_codelist *members =
		language_list(call->run->language, "members");
	const struct ilo_code_entry *entry =
		ilo_codelist_find(members, call->arguments[0]);
	const char *code =
		entry == NULL ? NULL : ilo_code_property(entry, "eu_code");

	return code == NULL ? call->arguments[0] : code;
}

/* label(list, code) */
static const char *
call_label(const struct call *call)
{
	if (language_list(call->run->language, call->arguments[0]) == NULL)
		return NULL;
	return language_label(call->run->language, call->arguments[0],
	                      call->arguments[1]);
}

/* property(list, code, name): "" when there is none. */
static const char *
call_property(const struct call *call)
{
	const struct ilo_codelist *list =
		language_list(call->run->language, call->arguments[0]);
	const struct ilo_code_entry *entry;
	const char *value;

	if (list == NULL)
		return NULL;
	entry = ilo_codelist_find(list, call->arguments[1]);
	value = entry == NULL ? NULL
	                      : ilo_code_property(entry, call->arguments[2]);
	return value == NULL ? "" : value;
}

static const char *
call_sort_key(const struct call *call)
{
	return language_sort_key(call->run->language, call->run->arena,
	                         call->arguments[0]);
}

/* excerpt(text, most) */
static const char *
call_excerpt(const struct call *call)
{
	double most;

	if (!number_of(call, 1, &most) || most < 1)
		return NULL;
	return language_excerpt(call->run->language, call->run->arena,
	                        call->arguments[0], (size_t)most);
}

static const struct function functions[] = {
	{"text", 1, ARGUMENTS_MAX, call_text},
	{"text-or", 2, 2, call_text_or},
	{"plural", 2, ARGUMENTS_MAX, call_plural},
	{"number", 1, 2, call_number},
	{"signed", 1, 2, call_signed},
	{"digits", 1, 2, call_digits},
	{"period", 1, 2, call_period},
	{"country", 1, 1, call_country},
	{"state-code", 1, 1, call_state_code},
	{"label", 2, 2, call_label},
	{"property", 3, 3, call_property},
	{"sort-key", 1, 1, call_sort_key},
	{"excerpt", 2, 2, call_excerpt},
};

enum { FUNCTION_COUNT = sizeof(functions) / sizeof(*functions) };

static const struct function *
find_function(const xmlChar *name)
{
	for (size_t i = 0; i < FUNCTION_COUNT; i++) {
		if (xmlStrEqual(name, XC(functions[i].name)))
			return &functions[i];
	}
	return NULL;
}

/* Arguments come off the stack last first; their texts are kept in the arena.
 */
static void
take_arguments(xmlXPathParserContext *parser, struct call *call)
{
	for (size_t i = call->count; i-- > 0;) {
		xmlXPathObject *object =
			xmlXPathConvertString(valuePop(parser));

		call->arguments[i] = ilo_arena_strdup(
			call->run->arena,
			object == NULL ? "" : (char *)object->stringval);
		xmlXPathFreeObject(object);
	}
}

static void
refuse(const struct call *call, const char *name)
{
	struct ilo_buf said = ILO_BUF_INIT;

	for (size_t i = 0; i < call->count; i++)
		ilo_buf_printf(&said, "%s'%s'", i == 0 ? "" : ", ",
		               call->arguments[i]);
	ilo_diag_report(call->run->diag, ILO_D_STYLESHEET_FAILED,
	                call->run->stylesheet, 0, "ilo:%s(%s) has no answer",
	                name, ilo_buf_text(&said));
	ilo_buf_release(&said);
	call->run->failed = true;
}

/* Room for the texts of a call.  To free it after each would keep malloc busier
 * than the calls do. */
static void
begin(struct run *run)
{
	if (run->calls++ % CALLS_KEPT != 0)
		return;
	ilo_arena_free(run->arena);
	run->arena = ilo_arena_new();
}

static void
dispatch(xmlXPathParserContext *parser, int count)
{
	xsltTransformContext *context = xsltXPathGetTransformContext(parser);
	const struct function *function =
		find_function(parser->context->function);
	struct call call = {.run = context->_private, .count = (size_t)count};
	const char *text;

	if (function == NULL || call.count < function->least ||
	    call.count > function->most) {
		xmlXPathSetArityError(parser);
		context->state = XSLT_STATE_STOPPED;
		return;
	}
	begin(call.run);
	take_arguments(parser, &call);
	text = function->call(&call);
	if (text == NULL) {
		refuse(&call, function->name);
		context->state = XSLT_STATE_STOPPED;
		text = "";
	}
	valuePush(parser, xmlXPathNewCString(text));
}

bool
functions_register(xsltTransformContext *context)
{
	for (size_t i = 0; i < FUNCTION_COUNT; i++) {
		if (xsltRegisterExtFunction(context, XC(functions[i].name),
		                            XC(ILO_NS_FUNCTIONS),
		                            dispatch) != 0)
			return false;
	}
	return true;
}
