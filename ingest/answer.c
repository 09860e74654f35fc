/* The members of both are listed once; each text has a form that is checked. */

#include "ingest/answer.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/digest.h"
#include "common/semester.h"
#include "common/text.h"

/* No text of a record is longer; the worker cuts them to less. */
#define TEXT_BYTES 4096u
/* A finding's detail is of at most 1,023 bytes before it is escaped. */
#define DETAIL_BYTES 8192u
#define MEMBERS_MAX 1024u

enum form {
	FORM_TEXT,
	FORM_WORD, /* lower case letters, digits, '-' and '.' */
	FORM_DIGEST,
	FORM_SEMESTER,
	FORM_SIGNATURE
};

static const struct {
	const char *name;
	size_t offset;
	enum form form;
} texts[] = {
#define MEMBER(name, form)                                                     \
	{                                                                      \
#name, offsetof(struct record, name), form                     \
	}
	MEMBER(kind, FORM_WORD),           MEMBER(sender, FORM_TEXT),
	MEMBER(report, FORM_TEXT),         MEMBER(nature, FORM_TEXT),
	MEMBER(host, FORM_TEXT),           MEMBER(region, FORM_TEXT),
	MEMBER(first, FORM_SEMESTER),      MEMBER(last, FORM_SEMESTER),
	MEMBER(document, FORM_TEXT),       MEMBER(language, FORM_TEXT),
	MEMBER(marking, FORM_TEXT),        MEMBER(published, FORM_TEXT),
	MEMBER(zero_from, FORM_TEXT),      MEMBER(zero_to, FORM_TEXT),
	MEMBER(canonical, FORM_DIGEST),    MEMBER(content, FORM_DIGEST),
	MEMBER(signature, FORM_SIGNATURE), MEMBER(signature_method, FORM_WORD),
	MEMBER(signer, FORM_TEXT),         MEMBER(signer_sha256, FORM_DIGEST),
	MEMBER(part, FORM_TEXT),
#undef MEMBER
};

#define TEXT_COUNT (sizeof(texts) / sizeof(texts[0]))

static const char **
place(struct record *record, size_t i)
{
	return (const char **)(void *)((char *)record + texts[i].offset);
}

/* jansson fails for lack of memory alone here: every text was checked. */
static void
add(json_t *object, const char *name, json_t *value)
{
	if (json_object_set_new(object, name, value) != 0)
		ilo_out_of_memory();
}

static void
add_text(json_t *object, const char *name, const char *text)
{
	if (text != NULL)
		add(object, name, json_string(text));
}

static int
append(const char *bytes, size_t count, void *out)
{
	ilo_buf_add(out, bytes, count);
	return 0;
}

static void
print(json_t *root, struct ilo_buf *out)
{
	if (root == NULL ||
	    json_dump_callback(root, append, out, JSON_COMPACT) != 0)
		ilo_out_of_memory();
	json_decref(root);
}

static json_t *
pack_evidence(const struct evidence *evidence)
{
	static const char hex[] = "0123456789abcdef";
	struct ilo_buf text = ILO_BUF_INIT;
	json_t *value;
	size_t i;

	for (i = 0; i < evidence->count; i++) {
		ilo_buf_add(&text, &hex[(unsigned char)evidence->bytes[i] >> 4],
		            1);
		ilo_buf_add(&text, &hex[(unsigned char)evidence->bytes[i] & 15],
		            1);
	}
	value = json_string(ilo_buf_text(&text));
	ilo_buf_release(&text);
	return value;
}

static int
nibble(char digit)
{
	static const char hex[] = "0123456789abcdef";
	const char *found = digit == '\0' ? NULL : strchr(hex, digit);

	return found == NULL ? -1 : (int)(found - hex);
}

static const char *
read_evidence(const json_t *value, struct ilo_arena *arena,
              struct evidence *evidence)
{
	const char *text = json_string_value(value);
	size_t count = text == NULL ? 0 : strlen(text) / 2, i;
	char *bytes;
	int high, low;

	*evidence = (struct evidence){NULL, 0};
	if (value == NULL)
		return NULL;
	if (text == NULL || strlen(text) % 2 != 0)
		return "evidence";
	bytes = ilo_arena_alloc(arena, count + 1);
	for (i = 0; i < count; i++) {
		high = nibble(text[2 * i]);
		low = nibble(text[2 * i + 1]);
		if (high < 0 || low < 0)
			return "evidence";
		bytes[i] = (char)(high * 16 + low);
	}
	*evidence = (struct evidence){bytes, count};
	return NULL;
}

void
task_print(const struct task *task, struct ilo_buf *out)
{
	json_t *root = json_object();

	add(root, "task", json_integer(task->kind));
	add_text(root, "file", task->file);
	add_text(root, "name", task->name);
	add_text(root, "sender", task->sender);
	add_text(root, "nature", task->nature);
	add_text(root, "published", task->published);
	add_text(root, "received", task->received);
	if (task->p7s.bytes != NULL)
		add(root, "p7s", pack_evidence(&task->p7s));
	print(root, out);
}

static const char *
text_of(const json_t *object, const char *name, struct ilo_arena *arena)
{
	return ilo_arena_strdup(
		arena, json_string_value(json_object_get(object, name)));
}

bool
task_read(const char *text, size_t count, struct ilo_arena *arena,
          struct task *task)
{
	json_t *root = json_loadb(text, count, 0, NULL);
	const char *wrong;

	*task = (struct task){.file = text_of(root, "file", arena),
	                      .name = text_of(root, "name", arena),
	                      .sender = text_of(root, "sender", arena),
	                      .nature = text_of(root, "nature", arena),
	                      .published = text_of(root, "published", arena),
	                      .received = text_of(root, "received", arena)};
	if (json_integer_value(json_object_get(root, "task")) == TASK_UNPACK)
		task->kind = TASK_UNPACK;
	wrong = read_evidence(json_object_get(root, "p7s"), arena, &task->p7s);
	json_decref(root);
	return task->file != NULL && wrong == NULL;
}

static json_t *
pack_remarks(const struct remarks *remarks)
{
	json_t *list = json_array(), *item;
	size_t i;

	for (i = 0; i < remarks->count; i++) {
		item = json_object();
		add_text(item, "id", remarks->items[i].id);
		add_text(item, "detail", remarks->items[i].detail);
		add(item, "line", json_integer(remarks->items[i].line));
		if (json_array_append_new(list, item) != 0)
			ilo_out_of_memory();
	}
	return list;
}

static json_t *
pack_members(const struct answer *answer)
{
	json_t *list = json_array(), *item;
	size_t i;

	for (i = 0; i < answer->member_count; i++) {
		item = json_object();
		add_text(item, "name", answer->members[i].name);
		add(item, "offset",
		    json_integer((json_int_t)answer->members[i].offset));
		add(item, "size",
		    json_integer((json_int_t)answer->members[i].size));
		if (json_array_append_new(list, item) != 0)
			ilo_out_of_memory();
	}
	return list;
}

void
answer_print(const struct answer *answer, struct ilo_buf *out)
{
	struct record record = answer->record;
	json_t *root = json_object();
	size_t i;

	add(root, "status", json_integer(answer->status));
	add(root, "container", json_boolean(answer->container));
	add(root, "foreign", json_boolean(answer->foreign));
	add(root, "revision", json_integer(record.revision));
	for (i = 0; i < TEXT_COUNT; i++)
		add_text(root, texts[i].name, *place(&record, i));
	add(root, "findings", pack_remarks(&answer->remarks));
	add(root, "members", pack_members(answer));
	if (record.evidence.bytes != NULL)
		add(root, "evidence", pack_evidence(&record.evidence));
	print(root, out);
}

static bool
is_digest(const char *text)
{
	return strlen(text) == ILO_DIGEST_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == ILO_DIGEST_SIZE - 1;
}

static bool
is_word(const char *text)
{
	size_t count = strlen(text);

	return count > 0 && count <= 64 &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789.-") == count;
}

static bool
is_verdict(const char *text)
{
	static const char *const verdicts[] = {
		"none", "valid", "invalid", "untrusted", "expired", "revoked"};
	size_t i;

	for (i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++)
		if (strcmp(text, verdicts[i]) == 0)
			return true;
	return false;
}

static bool
has_form(const char *text, enum form form)
{
	ilo_semester semester;

	switch (form) {
	case FORM_TEXT:
		return strlen(text) <= TEXT_BYTES;
	case FORM_WORD:
		return is_word(text);
	case FORM_DIGEST:
		return is_digest(text);
	case FORM_SEMESTER:
		return ilo_semester_parse(text, &semester);
	case FORM_SIGNATURE:
		return is_verdict(text);
	}
	return false;
}

/* Escaped by the worker, and once more here, which changes nothing then. */
static const char *
shown(const char *text, struct ilo_arena *arena)
{
	struct ilo_buf out = ILO_BUF_INIT;
	const char *copy;

	ilo_text_escape_rest(&out, text, strlen(text));
	copy = ilo_arena_strdup(arena, ilo_buf_text(&out));
	ilo_buf_release(&out);
	return copy;
}

static const char *
read_texts(const json_t *root, struct ilo_arena *arena, struct record *record)
{
	const json_t *value;
	const char *text;
	size_t i;

	for (i = 0; i < TEXT_COUNT; i++) {
		value = json_object_get(root, texts[i].name);
		text = json_string_value(value);
		if (value != NULL && text == NULL)
			return texts[i].name;
		if (text != NULL && !has_form(text, texts[i].form))
			return texts[i].name;
		*place(record, i) = text == NULL ? NULL : shown(text, arena);
	}
	return NULL;
}

/* A whole number from 0 to max. */
static bool
read_count(const json_t *object, const char *name, json_int_t max,
           json_int_t *count)
{
	const json_t *value = json_object_get(object, name);

	*count = json_integer_value(value);
	return json_is_integer(value) && *count >= 0 && *count <= max;
}

static const char *
read_remark(const json_t *item, struct remarks *remarks)
{
	const char *id = json_string_value(json_object_get(item, "id"));
	const char *detail = json_string_value(json_object_get(item, "detail"));
	enum ilo_code code;
	json_int_t line;

	if (id == NULL || !ilo_diag_find(id, &code))
		return "id of a finding";
	if (detail == NULL || strlen(detail) > DETAIL_BYTES)
		return "detail of a finding";
	if (!read_count(item, "line", INT32_MAX, &line))
		return "line of a finding";
	remarks_gather(
		remarks,
		&(struct ilo_finding){.code = code,
	                              .line = (long)line,
	                              .detail = shown(detail, remarks->arena)});
	return NULL;
}

static const char *
read_remarks(const json_t *list, struct remarks *remarks)
{
	const char *wrong = json_is_array(list) ? NULL : "findings";
	size_t i;

	for (i = 0; wrong == NULL && i < json_array_size(list); i++)
		wrong = read_remark(json_array_get(list, i), remarks);
	return wrong;
}

static const char *
read_members(const json_t *list, struct ilo_arena *arena, struct answer *answer)
{
	size_t count = json_array_size(list), i;
	const char *name;
	json_int_t offset, size;
	struct member *members;
	const json_t *item;

	if (!json_is_array(list) || count > MEMBERS_MAX)
		return "members";
	members = ilo_arena_alloc(arena, (count + 1) * sizeof(*members));
	for (i = 0; i < count; i++) {
		item = json_array_get(list, i);
		name = json_string_value(json_object_get(item, "name"));
		if (name == NULL || *name == '\0' ||
		    strlen(name) > TEXT_BYTES ||
		    !read_count(item, "offset", INT64_MAX / 2, &offset) ||
		    !read_count(item, "size", INT64_MAX / 2, &size))
			return "members";
		members[i] = (struct member){shown(name, arena), (size_t)offset,
		                             (size_t)size};
	}
	answer->members = members;
	answer->member_count = count;
	return NULL;
}

static const char *
read_status(const json_t *root, struct answer *answer)
{
	json_int_t status, revision;

	if (!read_count(root, "status", ILO_FAILED, &status) ||
	    (status != ILO_OK && status != ILO_FINDINGS &&
	     status != ILO_FAILED))
		return "status";
	if (!read_count(root, "revision", INT32_MAX, &revision))
		return "revision";
	answer->status = (enum ilo_status)status;
	answer->record.revision = revision;
	answer->container = json_is_true(json_object_get(root, "container"));
	answer->foreign = json_is_true(json_object_get(root, "foreign"));
	return NULL;
}

const char *
answer_read(const char *text, size_t count, struct ilo_arena *arena,
            struct answer *answer)
{
	json_t *root = json_loadb(text, count, JSON_REJECT_DUPLICATES, NULL);
	const char *wrong = NULL;

	*answer = (struct answer){.remarks = {.arena = arena}};
	if (!json_is_object(root))
		wrong = "no JSON object";
	if (wrong == NULL)
		wrong = read_status(root, answer);
	if (wrong == NULL)
		wrong = read_texts(root, arena, &answer->record);
	if (wrong == NULL && answer->record.kind == NULL)
		wrong = "kind";
	if (wrong == NULL)
		wrong = read_remarks(json_object_get(root, "findings"),
		                     &answer->remarks);
	if (wrong == NULL)
		wrong = read_members(json_object_get(root, "members"), arena,
		                     answer);
	if (wrong == NULL)
		wrong = read_evidence(json_object_get(root, "evidence"), arena,
		                      &answer->record.evidence);
	json_decref(root);
	return wrong;
}
