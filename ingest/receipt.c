/* schema/receipt.schema.json describes what is written here. */

#include "ingest/receipt.h"

#include "common/intoto.h"

static json_t *
pack_findings(const struct record *record)
{
	json_t *list = json_array(), *item;
	const struct remark *remark;
	size_t i;

	for (i = 0; list != NULL && i < record->remark_count; i++) {
		remark = &record->remarks[i];
		item = json_pack("{s:s, s:s, s:s, s:s}", "id", remark->id,
		                 "severity", remark->severity, "text",
		                 remark->text, "detail", remark->detail);
		if (remark->line > 0 &&
		    json_object_set_new(item, "line",
		                        json_integer(remark->line)) != 0) {
			json_decref(item);
			item = NULL;
		}
		/* Takes the item over, and fails for NULL. */
		if (json_array_append_new(list, item) != 0) {
			json_decref(list);
			list = NULL;
		}
	}
	return list;
}

static json_t *
optional_count(int64_t value)
{
	return value == 0 ? NULL : json_integer(value);
}

/* First and last together, or nothing. */
static json_t *
pack_semesters(const struct record *record)
{
	if (record->first == NULL || record->last == NULL)
		return NULL;
	return json_pack("{s:s, s:s}", "first", record->first, "last",
	                 record->last);
}

static json_t *
pack_signed(const struct record *record)
{
	if (record->evidence_sha256 == NULL)
		return NULL;
	return json_pack("{s:s, s:s*, s:s*, s:s}", "method",
	                 record->signature_method, "signer", record->signer,
	                 "certificate", record->signer_sha256, "evidence",
	                 record->evidence_sha256);
}

static json_t *
pack_predicate(const struct record *record)
{
	return json_pack(
		"{s:I, s:I, s:s, s:s, s:s, s:s, s:o, s:{s:s, s:s},"
		" s:s*, s:s*, s:s*, s:s*, s:o*, s:s*, s:o*, s:s*, s:s*, s:s*,"
		" s:s*, s:s*, s:s*, s:s*, s:s*, s:s*, s:s*, s:s*, s:o*}",
		"number", (json_int_t)record->id, "size",
		(json_int_t)record->size, "kind", record->kind, "fate",
		record->fate, "received", record->received, "ingested",
		record->ingested, "findings", pack_findings(record), "tool",
		"name", "ilo-ingest", "version", record->tool, "sender",
		record->sender, "report", record->report, "host", record->host,
		"region", record->region, "semesters", pack_semesters(record),
		"document", record->document, "revision",
		optional_count(record->revision), "language", record->language,
		"marking", record->marking, "published", record->published,
		"series", record->series, "version", record->version, "nature",
		record->nature, "source", record->source, "container",
		record->container, "canonical", record->canonical, "content",
		record->content, "signature", record->signature, "signed",
		pack_signed(record));
}

static enum ilo_status
print(const struct record *record, json_t *predicate, struct ilo_diag *diag,
      struct ilo_buf *out)
{
	const struct ilo_intoto_subject subject = {.name = record->file,
	                                           .sha256 = record->sha256};
	const struct ilo_intoto statement = {.predicate_type =
	                                             ILO_PREDICATE_RECEIPT,
	                                     .subjects = &subject,
	                                     .subject_count = 1,
	                                     .predicate = predicate};

	return ilo_intoto_print(&statement, ILO_INTOTO_LINE, diag, out);
}

/* The digest that the ledger chains: of the receipt without its link. */
static enum ilo_status
digest(const struct record *record, json_t *predicate, struct ilo_diag *diag,
       char text[ILO_DIGEST_SIZE])
{
	struct ilo_buf line = ILO_BUF_INIT;
	enum ilo_status status;

	status = print(record, predicate, diag, &line);
	if (status == ILO_OK)
		status = ilo_digest_bytes(ilo_buf_text(&line), line.count, diag,
		                          text);
	ilo_buf_release(&line);
	return status;
}

enum ilo_status
receipt_chain(struct registry *registry, const struct record *record,
              struct ilo_diag *diag)
{
	json_t *predicate = pack_predicate(record);
	char text[ILO_DIGEST_SIZE];
	enum ilo_status status = digest(record, predicate, diag, text);

	if (status == ILO_OK)
		status = registry_chain(registry, text, diag);
	json_decref(predicate);
	return status;
}

/* Look the link up and put it into the predicate. */
static enum ilo_status
add_link(struct registry *registry, const struct record *record,
         json_t *predicate, struct ilo_diag *diag)
{
	char text[ILO_DIGEST_SIZE];
	enum ilo_status status;
	struct link link;

	status = digest(record, predicate, diag, text);
	if (status == ILO_OK)
		status = registry_link(registry, text, diag, &link);
	if (status != ILO_OK)
		return status;
	/* A failure leaves the member out, which printing would not notice. */
	if (json_object_set_new(predicate, "ledger",
	                        json_pack("{s:I, s:s, s:s}", "number",
	                                  (json_int_t)link.number, "previous",
	                                  link.previous, "sha256",
	                                  link.sha256)) != 0) {
		ilo_diag_report(diag, ILO_D_LIBRARY, NULL, 0,
		                "a link of the ledger could not be put into "
		                "JSON");
		return ILO_FAILED;
	}
	return ILO_OK;
}

enum ilo_status
receipt_print(struct registry *registry, const struct record *record,
              struct ilo_diag *diag, struct ilo_buf *out)
{
	json_t *predicate = pack_predicate(record);
	enum ilo_status status = add_link(registry, record, predicate, diag);

	if (status == ILO_OK)
		status = print(record, predicate, diag, out);
	if (status == ILO_OK)
		ilo_buf_puts(out, "\n");
	json_decref(predicate);
	return status;
}
