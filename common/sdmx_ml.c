/*
 * Values stand at three levels (data set, series, observation); the lower one
 * counts.  They are copied into fixed room: no code and no count is longer, and
 * what is longer is thereby wrong.
 */

#include "common/sdmx_ml.h"

#include <string.h>

#include "common/buf.h"
#include "common/cover.h"
#include "common/native.h"
#include "common/saxguard.h"
#include "common/sdmx_rows.h"

#define VALUE_SIZE 48u

static const char ns_any[] = "http://www.sdmx.org/resources/sdmxml/schemas/";
static const char ns_before[] = /* of versions 1.0 and 2.0 */
	"http://www.SDMX.org/resources/SDMXML/schemas/";
static const char ns_message[] =
	"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message";
static const char ns_generic[] =
	"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic";

enum level { DATA_SET, SERIES, OBSERVATION, LEVELS };

struct values {
	char text[ILO_SDMX_COMPONENTS][VALUE_SIZE]; /* "": not there */
};

struct message {
	const struct ilo_reading *reading;
	struct ilo_faults *faults;
	bool refused; /* no data message of version 2.1, or not of our data */
	bool is_generic;
	const char *root;

	unsigned in_header;
	struct ilo_buf text; /* of the header's element under way */
	char wanted[16];     /* its name; "": none that matters */
	long wanted_line;
	struct ilo_sdmx_header header;
	const char *dimension; /* at the observation; NULL: all */
	long dimension_line;
	enum ilo_component at_observation;

	struct values levels[LEVELS];
	unsigned in_series, in_observation; /* depths; 0: outside */
	long data_sets, series, observations;
	long line; /* of the observation under way */
	struct ilo_sdmx sdmx;
	bool ready;
};

bool
ilo_sdmx_ml_identify(const char *bytes, size_t count)
{
	return ilo_root_holds(bytes, count, ns_any) ||
	       ilo_root_holds(bytes, count, ns_before);
}

static const char *
attribute(const struct message *message, const struct ilo_sax_tag *tag,
          const char *name)
{
	return ilo_sax_attribute(tag, message->reading->arena, NULL, name);
}

static void
fault(const struct message *message, enum ilo_code code,
      const struct ilo_sax_tag *tag, const char *what)
{
	ilo_fault(message->faults, code, tag->line, "%s", what);
}

/* ---- the header ---- */

static void
start_root(struct message *message, const struct ilo_sax_tag *tag)
{
	static const struct {
		const char *name;
		bool is_generic;
	} roots[] = {{"StructureSpecificData", false},
	             {"StructureSpecificTimeSeriesData", false},
	             {"GenericData", true},
	             {"GenericTimeSeriesData", true}};

	for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++) {
		if (strcmp(tag->name, roots[i].name) == 0 &&
		    strcmp(tag->uri, ns_message) == 0) {
			message->root = roots[i].name;
			message->is_generic = roots[i].is_generic;
			return;
		}
	}
	message->refused = true;
	fault(message, ILO_D_SDMX_MESSAGE, tag,
	      ilo_arena_printf(message->reading->arena, "<%s> of %s", tag->name,
	                       tag->uri));
}

/* Ours is ILO:FLOWS(1.0), as data structure or as data flow.  Of another one
 * nothing else is worth a word. */
static void
check_reference(struct message *message, const struct ilo_sax_tag *tag)
{
	const char *agency = attribute(message, tag, "agencyID");
	const char *id = attribute(message, tag, "id");
	const char *version = attribute(message, tag, "version");

	if (id != NULL && strcmp(id, "FLOWS") == 0 &&
	    (agency == NULL || strcmp(agency, "ILO") == 0) &&
	    (version == NULL || strcmp(version, "1.0") == 0))
		return;
	message->refused = true;
	ilo_fault(message->faults, ILO_D_SDMX_MESSAGE_STRUCTURE, tag->line,
	          "%s:%s(%s)", agency == NULL ? "" : agency,
	          id == NULL ? "" : id, version == NULL ? "" : version);
}

static void
start_structure(struct message *message, const struct ilo_sax_tag *tag)
{
	const char *dimension =
		attribute(message, tag, "dimensionAtObservation");

	if (dimension == NULL || strcmp(dimension, "AllDimensions") == 0)
		return;
	message->dimension = dimension;
	message->dimension_line = tag->line;
}

/* Once the header has said that the data structure is ours. */
static void
check_dimension(struct message *message)
{
	const char *dimension = message->dimension;

	if (dimension == NULL)
		return;
	message->at_observation =
		ilo_sdmx_component(dimension, strlen(dimension));
	if (message->at_observation < ILO_SDMX_COMPONENTS)
		return;
	ilo_fault(message->faults, ILO_D_SDMX_COMPONENT,
	          message->dimension_line, "%s", dimension);
	message->at_observation = ILO_SDMX_TIME_PERIOD;
}

static void
start_in_header(struct message *message, const struct ilo_sax_tag *tag)
{
	static const char *const texts[] = {"ID", "Test", "Prepared", "URN",
	                                    "DataSetAction"};

	ilo_buf_clear(&message->text);
	message->wanted[0] = '\0';
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (strcmp(tag->name, texts[i]) == 0)
			memcpy(message->wanted, texts[i], strlen(texts[i]) + 1);
	}
	message->wanted_line = tag->line;
	if (strcmp(tag->name, "Sender") == 0 && tag->depth == 3)
		message->header.sender = attribute(message, tag, "id");
	else if (strcmp(tag->name, "Structure") == 0 && tag->depth == 3)
		start_structure(message, tag);
	else if (strcmp(tag->name, "Ref") == 0)
		check_reference(message, tag);
}

static void
check_action(const struct message *message, long line, const char *action)
{
	if (strcmp(action, "Delete") == 0)
		ilo_fault(message->faults, ILO_D_SDMX_DELETE, line, "%s", "");
}

static void
end_in_header(struct message *message)
{
	const char *text = ilo_cover_token(message->reading->arena,
	                                   ilo_buf_text(&message->text));

	if (text == NULL || message->wanted[0] == '\0')
		return;
	if (strcmp(message->wanted, "ID") == 0)
		message->header.id = text;
	else if (strcmp(message->wanted, "Test") == 0)
		message->header.is_test =
			strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
	else if (strcmp(message->wanted, "Prepared") == 0)
		message->header.prepared = text;
	else if (strcmp(message->wanted, "DataSetAction") == 0)
		check_action(message, message->wanted_line, text);
	else if (strstr(text, "=ILO:FLOWS(1.0)") == NULL) {
		message->refused = true;
		ilo_fault(message->faults, ILO_D_SDMX_MESSAGE_STRUCTURE,
		          message->wanted_line, "%s", text);
	}
	message->wanted[0] = '\0';
}

/* ---- values ---- */

static void
put(struct message *message, enum level level, const struct ilo_sax_tag *tag,
    const struct ilo_sax_value *id, const struct ilo_sax_value *value)
{
	const enum ilo_component component =
		ilo_sdmx_component(id->text, id->size_bytes);
	size_t length = value->size_bytes;

	if (component == ILO_SDMX_UNKNOWN) {
		ilo_fault(message->faults, ILO_D_SDMX_COMPONENT, tag->line,
		          "%.*s",
		          (int)(id->size_bytes > 100 ? 100 : id->size_bytes),
		          id->text);
	} else if (component < ILO_SDMX_COMPONENTS) {
		char *text = message->levels[level].text[component];

		if (length >= VALUE_SIZE)
			length = VALUE_SIZE - 1;
		memcpy(text, value->text, length);
		text[length] = '\0';
	}
}

/* Structure-specific: attributes without a namespace are components. */
static void
put_attributes(struct message *message, enum level level,
               const struct ilo_sax_tag *tag)
{
	for (int i = 0; i < tag->attribute_count; i++) {
		const struct ilo_sax_value value = ilo_sax_at(tag, i);
		const struct ilo_sax_value id = {
			.text = value.name, .size_bytes = strlen(value.name)};

		if (*value.uri == '\0')
			put(message, level, tag, &id, &value);
	}
}

/* Generic: <Value id="..." value="..."/>, and the elements of an observation,
 * whose component is known. */
static void
put_value(struct message *message, const struct ilo_sax_tag *tag,
          const char *component)
{
	const enum level level = message->in_observation != 0 ? OBSERVATION
	                         : message->in_series != 0    ? SERIES
	                                                      : DATA_SET;
	struct ilo_sax_value id = {.text = component}, value = {.text = NULL};

	if (component != NULL)
		id.size_bytes = strlen(component);
	for (int i = 0; i < tag->attribute_count; i++) {
		const struct ilo_sax_value one = ilo_sax_at(tag, i);

		if (strcmp(one.name, "id") == 0)
			id = one;
		else if (strcmp(one.name, "value") == 0)
			value = one;
	}
	if (id.text != NULL && value.text != NULL)
		put(message, level, tag, &id, &value);
}

/* ---- observations ---- */

static const char *
locate(const struct message *message, char text[160])
{
	char series[48] = "";

	if (message->in_series != 0)
		(void)snprintf(series, sizeof series, "/Series[%ld]",
		               message->series); /* fits */
	(void)snprintf(text, 160, "/%s/DataSet[%ld]%s/Obs[%ld]", message->root,
	               message->data_sets, series,
	               message->observations); /* fits */
	return text;
}

/* An ilo_faults_where. */
static const char *
where(const void *context, char text[ILO_FAULTS_WHERE])
{
	const struct message *message = context;

	if (message->observations > 0)
		return locate(message, text);
	if (message->data_sets == 0)
		return NULL;
	(void)snprintf(text, ILO_FAULTS_WHERE, "/%s/DataSet[%ld]",
	               message->root, message->data_sets); /* fits */
	if (message->in_series != 0)
		(void)snprintf(text + strlen(text),
		               ILO_FAULTS_WHERE - strlen(text), "/Series[%ld]",
		               message->series); /* likewise */
	return text;
}

static enum ilo_status
take(struct message *message)
{
	struct ilo_sdmx_row row = {.line = message->line};
	char locator[160];

	if (!message->ready) {
		ilo_sdmx_init(&message->sdmx, message->reading,
		              &message->header, message->faults);
		message->ready = true;
	}
	row.locator = locate(message, locator);
	for (int i = 0; i < ILO_SDMX_COMPONENTS; i++) {
		for (int level = OBSERVATION; level >= DATA_SET; level--) {
			const char *text = message->levels[level].text[i];

			if (*text == '\0')
				continue;
			row.values[i] = (struct ilo_span){text, strlen(text)};
			break;
		}
	}
	return ilo_sdmx_take(&message->sdmx, &row);
}

static void
start_data_set(struct message *message, const struct ilo_sax_tag *tag)
{
	if (message->data_sets++ == 0)
		check_dimension(message);
	message->series = message->observations = 0;
	message->levels[DATA_SET] = (struct values){{""}};
	for (int i = 0; i < tag->attribute_count; i++) {
		const struct ilo_sax_value value = ilo_sax_at(tag, i);
		const struct ilo_sax_value id = {
			.text = value.name, .size_bytes = strlen(value.name)};

		if (strcmp(value.name, "action") == 0)
			check_action(message, tag->line,
			             ilo_arena_strndup(message->reading->arena,
			                               value.text,
			                               value.size_bytes));
		/* The message's own attributes may have no namespace here. */
		if (!message->is_generic && *value.uri == '\0' &&
		    ilo_sdmx_component(id.text, id.size_bytes) <
		            ILO_SDMX_COMPONENTS)
			put(message, DATA_SET, tag, &id, &value);
	}
}

static enum ilo_status
start_observation(struct message *message, const struct ilo_sax_tag *tag)
{
	message->in_observation = tag->depth;
	message->observations++;
	message->line = tag->line;
	message->levels[OBSERVATION] = (struct values){{""}};
	if (message->is_generic)
		return ILO_OK; /* its values follow */
	put_attributes(message, OBSERVATION, tag);
	return take(message);
}

static enum ilo_status
start_in_data_set(struct message *message, const struct ilo_sax_tag *tag)
{
	const unsigned of_observation = message->in_series != 0 ? 4 : 3;

	if (tag->depth == 3 && strcmp(tag->name, "Series") == 0) {
		message->in_series = tag->depth;
		message->series++;
		message->observations = 0;
		message->levels[SERIES] = (struct values){{""}};
		if (!message->is_generic)
			put_attributes(message, SERIES, tag);
	} else if (tag->depth == of_observation &&
	           strcmp(tag->name, "Obs") == 0) {
		return start_observation(message, tag);
	} else if (tag->depth == 3 && strcmp(tag->name, "Group") == 0) {
		fault(message, ILO_D_SDMX_GROUP, tag, "");
	} else if (message->is_generic && strcmp(tag->uri, ns_generic) == 0) {
		if (strcmp(tag->name, "Value") == 0)
			put_value(message, tag, NULL);
		else if (strcmp(tag->name, "ObsValue") == 0)
			put_value(message, tag, "OBS_VALUE");
		else if (strcmp(tag->name, "ObsDimension") == 0)
			put_value(
				message, tag,
				ilo_sdmx_component_id(message->at_observation));
	}
	return ILO_OK;
}

static enum ilo_status
on_start(void *context, const struct ilo_sax_tag *tag)
{
	struct message *message = context;

	if (tag->depth == 1)
		start_root(message, tag);
	if (message->refused)
		return ILO_FINDINGS;
	if (tag->depth == 2) {
		message->in_header =
			strcmp(tag->name, "Header") == 0 ? tag->depth : 0;
		if (strcmp(tag->name, "DataSet") == 0)
			start_data_set(message, tag);
	} else if (tag->depth > 2 && message->in_header != 0) {
		start_in_header(message, tag);
	} else if (tag->depth > 2 && message->data_sets > 0) {
		return start_in_data_set(message, tag);
	}
	return ILO_OK;
}

static enum ilo_status
on_end(void *context, unsigned depth)
{
	struct message *message = context;
	enum ilo_status status = ILO_OK;

	if (message->in_header != 0 && depth > 2)
		end_in_header(message);
	if (depth == message->in_observation) {
		if (message->is_generic)
			status = take(message);
		message->in_observation = 0;
	}
	if (depth == message->in_series)
		message->in_series = 0;
	return status;
}

static void
on_text(void *context, const char *text, size_t size_bytes)
{
	struct message *message = context;

	if (message->wanted[0] != '\0' && message->text.count < 4096)
		ilo_buf_add(&message->text, text, size_bytes);
}

enum ilo_status
ilo_sdmx_ml_read(const struct ilo_reading *reading, struct ilo_diag *diag,
                 struct ilo_submission *out)
{
	static const struct ilo_sax_handlers handlers = {on_start, on_end,
	                                                 on_text};
	const struct ilo_sax_input input = {reading->bytes, reading->count,
	                                    NULL, reading->limits};
	struct ilo_faults faults;
	struct message message = {.reading = reading,
	                          .faults = &faults,
	                          .at_observation = ILO_SDMX_TIME_PERIOD};
	enum ilo_status status, verdict;

	*out = (struct ilo_submission){.narrative = NULL};
	ilo_faults_init(&faults, diag, reading->file);
	faults.where = where;
	faults.context = &message;
	faults.bytes = reading->bytes;
	faults.count = reading->count;
	status = ilo_sax_read(&input, &handlers, &message, &faults);
	if (!message.ready)
		ilo_sdmx_init(&message.sdmx, reading, &message.header, &faults);
	if (status == ILO_OK)
		ilo_sdmx_conclude(&message.sdmx, &out->cover);
	else
		out->cover =
			(struct ilo_cover){.sender = message.sdmx.cover.sender};
	ilo_sdmx_release(&message.sdmx);
	ilo_buf_release(&message.text);
	verdict = ilo_faults_close(&faults);
	return status > verdict ? status : verdict;
}
