/* schema/receipt.schema.json describes what is written here: the members of
 * each object in the order of their names. */

#include "ingest/receipt.h"

#include <inttypes.h>

#include "common/intoto.h"
#include "common/text.h"

/* Whatever follows is a member of the object or array that is open. */
static void
separate(struct ilo_buf *out)
{
	const char last = out->bytes[out->count - 1];

	if (last != '{' && last != '[')
		ilo_buf_puts(out, ",");
}

static void
put_name(struct ilo_buf *out, const char *name)
{
	separate(out);
	ilo_buf_puts(out, "\"");
	ilo_buf_puts(out, name);
	ilo_buf_puts(out, "\":");
}

static void
open_object(struct ilo_buf *out, const char *name)
{
	put_name(out, name);
	ilo_buf_puts(out, "{");
}

/* NULL: left out. */
static void
put_text(struct ilo_buf *out, const char *name, const char *text)
{
	if (text == NULL)
		return;
	put_name(out, name);
	ilo_text_json(out, text);
}

static void
put_count(struct ilo_buf *out, const char *name, int64_t count)
{
	put_name(out, name);
	ilo_buf_printf(out, "%" PRId64, count);
}

static void
put_findings(struct ilo_buf *out, const struct record *record)
{
	const struct remark *remark;
	size_t i;

	put_name(out, "findings");
	ilo_buf_puts(out, "[");
	for (i = 0; i < record->remark_count; i++) {
		remark = &record->remarks[i];
		separate(out);
		ilo_buf_puts(out, "{");
		put_text(out, "detail", remark->detail);
		put_text(out, "id", remark->id);
		if (remark->line > 0)
			put_count(out, "line", remark->line);
		put_text(out, "severity", remark->severity);
		put_text(out, "text", remark->text);
		ilo_buf_puts(out, "}");
	}
	ilo_buf_puts(out, "]");
}

static void
put_link(struct ilo_buf *out, const struct link *link)
{
	if (link == NULL)
		return;
	open_object(out, "ledger");
	put_count(out, "number", link->number);
	put_text(out, "previous", link->previous);
	put_text(out, "sha256", link->sha256);
	ilo_buf_puts(out, "}");
}

/* First and last together, or nothing. */
static void
put_semesters(struct ilo_buf *out, const struct record *record)
{
	if (record->first == NULL || record->last == NULL)
		return;
	open_object(out, "semesters");
	put_text(out, "first", record->first);
	put_text(out, "last", record->last);
	ilo_buf_puts(out, "}");
}

static void
put_signed(struct ilo_buf *out, const struct record *record)
{
	if (record->evidence_sha256 == NULL)
		return;
	open_object(out, "signed");
	put_text(out, "certificate", record->signer_sha256);
	put_text(out, "evidence", record->evidence_sha256);
	put_text(out, "method", record->signature_method);
	put_text(out, "signer", record->signer);
	ilo_buf_puts(out, "}");
}

static void
put_tool(struct ilo_buf *out, const struct record *record)
{
	open_object(out, "tool");
	put_text(out, "name", "ilo-ingest");
	put_text(out, "version", record->tool);
	ilo_buf_puts(out, "}");
}

static void
put_predicate(struct ilo_buf *out, const struct record *record,
              const struct link *link)
{
	ilo_buf_puts(out, "{");
	put_text(out, "canonical", record->canonical);
	put_text(out, "container", record->container);
	put_text(out, "content", record->content);
	put_text(out, "document", record->document);
	put_text(out, "fate", record->fate);
	put_findings(out, record);
	put_text(out, "host", record->host);
	put_text(out, "ingested", record->ingested);
	put_text(out, "kind", record->kind);
	put_text(out, "language", record->language);
	put_link(out, link);
	put_text(out, "marking", record->marking);
	put_text(out, "nature", record->nature);
	put_count(out, "number", record->id);
	put_text(out, "published", record->published);
	put_text(out, "received", record->received);
	put_text(out, "region", record->region);
	put_text(out, "report", record->report);
	if (record->revision != 0)
		put_count(out, "revision", record->revision);
	put_semesters(out, record);
	put_text(out, "sender", record->sender);
	put_text(out, "series", record->series);
	put_text(out, "signature", record->signature);
	put_signed(out, record);
	put_count(out, "size", record->size);
	put_text(out, "source", record->source);
	put_tool(out, record);
	put_text(out, "version", record->version);
	ilo_buf_puts(out, "}");
}

/* link NULL: without it, as the ledger has its digest. */
static void
print(const struct record *record, const struct link *link, struct ilo_buf *out)
{
	const struct ilo_intoto_subject subject = {.name = record->file,
	                                           .sha256 = record->sha256};
	struct ilo_buf predicate = ILO_BUF_INIT;

	put_predicate(&predicate, record, link);
	ilo_intoto_print_line(ILO_PREDICATE_RECEIPT, &subject,
	                      ilo_buf_text(&predicate), out);
	ilo_buf_release(&predicate);
}

/* The digest that the ledger chains. */
static enum ilo_status
digest(const struct record *record, struct ilo_diag *diag,
       char text[ILO_DIGEST_SIZE])
{
	struct ilo_buf line = ILO_BUF_INIT;
	enum ilo_status status;

	print(record, NULL, &line);
	status = ilo_digest_bytes(ilo_buf_text(&line), line.count, diag, text);
	ilo_buf_release(&line);
	return status;
}

enum ilo_status
receipt_chain(struct registry *registry, const struct record *record,
              struct ilo_diag *diag)
{
	char text[ILO_DIGEST_SIZE];
	enum ilo_status status = digest(record, diag, text);

	if (status == ILO_OK)
		status = registry_chain(registry, text, diag);
	return status;
}

enum ilo_status
receipt_print(struct registry *registry, const struct record *record,
              struct ilo_diag *diag, struct ilo_buf *out)
{
	char text[ILO_DIGEST_SIZE];
	struct link link;
	enum ilo_status status = digest(record, diag, text);

	if (status == ILO_OK)
		status = registry_link(registry, text, diag, &link);
	if (status != ILO_OK)
		return status;
	print(record, &link, out);
	ilo_buf_puts(out, "\n");
	return ILO_OK;
}
