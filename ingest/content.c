/*
 * Each row is printed once.  In their order they go into one digest; for the
 * other each has its own, and these are added up as numbers of 256 bits, which
 * no order changes; their number goes in beside the sum.
 */

#include "ingest/content.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/mem.h"
#include "common/xmlio.h"

#define WORDS (ILO_DIGEST_BYTES / 8)
/* Rows go into the digest so many bytes together. */
#define TOGETHER_BYTES 32768u
/* Of a row beside its texts: a value, two letters, what separates them. */
#define ROW_BYTES 64u
/* Deeper than any narrative that passed the limits. */
#define DEPTH_MAX 64

struct content {
	struct ilo_digest *rows;
	struct ilo_buf lines;
	uint64_t sum[WORDS]; /* the most significant first */
	int64_t count;
};

struct content *
content_new(struct ilo_diag *diag)
{
	struct content *content = ilo_xcalloc(1, sizeof(*content));

	content->rows = ilo_digest_new(diag);
	if (content->rows == NULL) {
		content_free(content);
		content = NULL;
	}
	return content;
}

void
content_free(struct content *content)
{
	if (content == NULL)
		return;
	ilo_digest_free(content->rows);
	ilo_buf_release(&content->lines);
	free(content);
}

/* A unit separator, which no text of a submission can hold, ends each. */
#define SEPARATOR '\x1f'

static void
put(struct ilo_buf *out, const char *text)
{
	if (text != NULL)
		ilo_buf_puts(out, text);
	ilo_buf_add(out, "\x1f", 1);
}

static void
add_up(uint64_t sum[WORDS], const unsigned char digest[ILO_DIGEST_BYTES])
{
	uint64_t carry = 0, word;
	size_t i, j;

	for (i = WORDS; i-- > 0;) {
		for (word = 0, j = 0; j < 8; j++)
			word = word << 8 | digest[8 * i + j];
		word += carry;
		carry = word < carry;
		sum[i] += word;
		carry += sum[i] < word;
	}
}

static char *
append(char *at, const char *text, size_t count)
{
	memcpy(at, text, count);
	at[count] = SEPARATOR;
	return at + count + 1;
}

static char *
append_value(char *at, int64_t value)
{
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	char digits[20];
	size_t count = 0;

	if (value < 0)
		*at++ = '-';
	do
		digits[count++] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	while (count > 0)
		*at++ = digits[--count];
	return at;
}

/* Add the row as a line; there are hundreds of thousands in a semester. */
static void
print_row(const struct ilo_row *row, struct ilo_buf *out)
{
	const char *const texts[] = {
		row->host,     row->indicator,   row->counted_by,
		row->reporter, row->citizenship, row->route,
		row->border,   row->period,      row->unit};
	size_t lengths[sizeof(texts) / sizeof(texts[0])];
	size_t count = sizeof(texts) / sizeof(texts[0]), all = ROW_BYTES, i;
	char *at;

	for (i = 0; i < count; i++) {
		lengths[i] = texts[i] == NULL ? 0 : strlen(texts[i]);
		all += lengths[i];
	}
	at = ilo_buf_room(out, all);
	for (i = 0; i < count; i++)
		at = append(at, texts[i] == NULL ? "" : texts[i], lengths[i]);
	if (row->has_value)
		at = append_value(at, row->value);
	*at++ = SEPARATOR;
	*at++ = row->status;
	*at++ = row->confidentiality;
	*at++ = '\n';
	*at = '\0';
	out->count = (size_t)(at - out->bytes);
}

static void
flush(struct content *content)
{
	ilo_digest_add(content->rows, ilo_buf_text(&content->lines),
	               content->lines.count);
	ilo_buf_clear(&content->lines);
}

enum ilo_status
content_row(void *context, const struct ilo_row *row)
{
	struct content *content = context;
	const size_t start = content->lines.count;
	unsigned char digest[ILO_DIGEST_BYTES];

	print_row(row, &content->lines);
	if (!ilo_digest_short(content->lines.bytes + start,
	                      content->lines.count - start, digest))
		return ILO_FAILED; /* as finishing does, aloud */
	add_up(content->sum, digest);
	if (content->lines.count >= TOGETHER_BYTES)
		flush(content);
	content->count++;
	return ILO_OK;
}

/* Blanks run together, none at the ends. */
static void
put_text(struct ilo_buf *out, const char *text)
{
	static const char blanks[] = " \t\r\n";
	const char *between = "";
	size_t count;

	while (text != NULL && *(text += strspn(text, blanks)) != '\0') {
		count = strcspn(text, blanks);
		ilo_buf_puts(out, between);
		ilo_buf_add(out, text, count);
		between = " ";
		text += count;
	}
	ilo_buf_add(out, "\x1f", 1);
}

static int
compare(const void *a, const void *b)
{
	const xmlAttr *const *one = a, *const *other = b;

	return strcmp((const char *)(*one)->name, (const char *)(*other)->name);
}

static void
put_attributes(struct ilo_buf *out, const xmlNode *node,
               struct ilo_arena *arena)
{
	const xmlAttr **sorted = NULL, *attribute;
	size_t count = 0, capacity = 0, i;

	for (attribute = node->properties; attribute != NULL;
	     attribute = attribute->next) {
		sorted = ilo_grow(sorted, count, &capacity, sizeof(*sorted));
		sorted[count++] = attribute;
	}
	if (count > 0)
		qsort(sorted, count, sizeof(*sorted), compare);
	for (i = 0; i < count; i++) {
		put(out, (const char *)sorted[i]->name);
		put_text(out, ilo_xml_attr(arena, node,
		                           (const char *)sorted[i]->name));
	}
	free(sorted);
}

/* The texts of a node that are not in a child element, as one. */
static void
put_own_text(struct ilo_buf *out, const xmlNode *node)
{
	struct ilo_buf text = ILO_BUF_INIT;
	const xmlNode *child;

	for (child = node->children; child != NULL; child = child->next)
		if ((child->type == XML_TEXT_NODE ||
		     child->type == XML_CDATA_SECTION_NODE) &&
		    child->content != NULL)
			ilo_buf_puts(&text, (const char *)child->content);
	put_text(out, ilo_buf_text(&text));
	ilo_buf_release(&text);
}

static void
put_node(struct ilo_buf *out, const xmlNode *node, struct ilo_arena *arena,
         int depth)
{
	const xmlNode *child;

	put(out, (const char *)node->name);
	put_attributes(out, node, arena);
	put_own_text(out, node);
	for (child = ilo_xml_child(node, NULL);
	     child != NULL && depth < DEPTH_MAX;
	     child = ilo_xml_next(child, NULL))
		put_node(out, child, arena, depth + 1);
	ilo_buf_puts(out, "\n");
}

static void
put_cover(struct ilo_buf *out, const struct ilo_cover *cover)
{
	size_t i;

	put(out, cover->sender);
	put(out, cover->report);
	put(out, cover->nature);
	put(out, cover->host);
	put(out, cover->region);
	for (i = 0; i < cover->cover_count; i++)
		put(out, cover->covers[i]);
	ilo_buf_printf(out, "\n%d %d %d %d\n", (int)cover->first,
	               (int)cover->last, cover->revision,
	               cover->acting_presidency);
	put(out, cover->document);
	put(out, cover->language);
	put(out, cover->marking);
	put(out, cover->published);
	put(out, cover->zero_from);
	put(out, cover->zero_to);
	put_text(out, cover->acting_reason);
}

enum ilo_status
content_finish(struct content *content, const char *kind,
               const struct ilo_submission *submission, struct ilo_diag *diag,
               char canonical[ILO_DIGEST_SIZE], char text[ILO_DIGEST_SIZE])
{
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_buf said = ILO_BUF_INIT, whole = ILO_BUF_INIT;
	enum ilo_status status;
	char rows[ILO_DIGEST_SIZE];
	size_t i;

	put_cover(&said, &submission->cover);
	if (submission->narrative != NULL)
		put_node(&said, xmlDocGetRootElement(submission->narrative),
		         arena, 0);
	flush(content);
	status = ilo_digest_finish(content->rows, diag, rows);
	if (status == ILO_OK) {
		ilo_buf_printf(&whole, "canonical 1\n%s\n%s\n", kind, rows);
		ilo_buf_add(&whole, said.bytes, said.count);
		status = ilo_digest_bytes(ilo_buf_text(&whole), whole.count,
		                          diag, canonical);
	}
	ilo_buf_clear(&whole);
	ilo_buf_printf(&whole, "content 1\n%lld\n", (long long)content->count);
	for (i = 0; i < WORDS; i++)
		ilo_buf_printf(&whole, "%016" PRIx64, content->sum[i]);
	ilo_buf_puts(&whole, "\n");
	ilo_buf_add(&whole, said.bytes, said.count);
	if (status == ILO_OK)
		status = ilo_digest_bytes(ilo_buf_text(&whole), whole.count,
		                          diag, text);
	ilo_buf_release(&whole);
	ilo_buf_release(&said);
	ilo_arena_free(arena);
	return status;
}
