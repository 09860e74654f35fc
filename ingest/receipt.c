/* schema/receipt.schema.json describes what is written here. */

#include "ingest/receipt.h"

#include "common/intoto.h"
#include "ingest/letter.h"

/* So many receipts wait for the disk together. */
#define TOGETHER 256

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
print(const struct record *record, json_t *predicate, enum ilo_intoto_form form,
      struct ilo_diag *diag, struct ilo_buf *out)
{
	const struct ilo_intoto_subject subject = {.name = record->file,
	                                           .sha256 = record->sha256};
	const struct ilo_intoto statement = {.predicate_type =
	                                             ILO_PREDICATE_RECEIPT,
	                                     .subjects = &subject,
	                                     .subject_count = 1,
	                                     .predicate = predicate};

	return ilo_intoto_print(&statement, form, diag, out);
}

/* The digest that the ledger chains: of the receipt without its link. */
static enum ilo_status
digest(const struct record *record, json_t *predicate, struct ilo_diag *diag,
       char text[ILO_DIGEST_SIZE])
{
	struct ilo_buf line = ILO_BUF_INIT;
	enum ilo_status status;

	status = print(record, predicate, ILO_INTOTO_LINE, diag, &line);
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

static enum ilo_status
keep(const struct receipts *receipts, const struct record *record,
     const char *name, struct ilo_diag *diag)
{
	json_t *predicate = pack_predicate(record);
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status;

	status = add_link(receipts->registry, record, predicate, diag);
	if (status == ILO_OK)
		status =
			print(record, predicate, ILO_INTOTO_FILE, diag, &bytes);
	if (status == ILO_OK)
		status =
			ilo_archive_keep(receipts->archive, name, &bytes, diag);
	ilo_buf_release(&bytes);
	json_decref(predicate);
	return status;
}

/* A row with the names of what is to lie beside it. */
struct papers {
	struct record record;
	struct ilo_arena *arena;
	const char *stem; /* "receipts/000001-0123456789abcdef" */
};

static const char *
name_of(const struct papers *papers, const char *ending)
{
	return ilo_arena_printf(papers->arena, "%s.%s", papers->stem, ending);
}

static enum ilo_status
write_letter(const struct receipts *receipts, const struct papers *papers,
             struct ilo_diag *diag, bool *wrote)
{
	static const struct {
		const char *ending;
		void (*print)(const struct letter *, struct ilo_buf *);
	} forms[] = {{"html", letter_print_html}, {"txt", letter_print_text}};
	struct letter letter = {.blocks = NULL};
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status = ILO_OK;
	const char *name;
	size_t i;

	for (i = 0; status == ILO_OK && i < sizeof(forms) / sizeof(*forms);
	     i++) {
		name = name_of(papers, forms[i].ending);
		if (ilo_archive_has(receipts->archive, name))
			continue;
		if (letter.count == 0)
			letter_make(&papers->record,
			            wordings_for(receipts->wordings,
			                         &papers->record),
			            papers->arena, &letter);
		ilo_buf_clear(&bytes);
		forms[i].print(&letter, &bytes);
		status =
			ilo_archive_keep(receipts->archive, name, &bytes, diag);
		*wrote = true;
	}
	ilo_buf_release(&bytes);
	letter_release(&letter);
	return status;
}

/* What was staged so far. */
struct staged {
	int64_t rows, receipts; /* of which something, the receipt was */
};

/* Stage what one row lacks. */
static enum ilo_status
write_papers(const struct receipts *receipts, const struct papers *papers,
             struct ilo_diag *diag, struct staged *staged)
{
	const char *name = name_of(papers, "json");
	enum ilo_status status = ILO_OK;
	bool wrote = false;

	if (!ilo_archive_has(receipts->archive, name)) {
		status = keep(receipts, &papers->record, name, diag);
		staged->receipts++;
		wrote = true;
	}
	if (status == ILO_OK && receipts->wordings != NULL &&
	    letter_is_due(&papers->record))
		status = write_letter(receipts, papers, diag, &wrote);
	staged->rows += wrote;
	return status;
}

static enum ilo_status
write_one(const struct receipts *receipts, int64_t id, struct ilo_diag *diag,
          struct staged *staged)
{
	struct papers papers = {.arena = ilo_arena_new()};
	enum ilo_status status;

	status = registry_get(receipts->registry, id, diag, papers.arena,
	                      &papers.record);
	if (status == ILO_OK) {
		papers.stem = ilo_arena_printf(
			papers.arena, "receipts/%06lld-%.16s", (long long)id,
			papers.record.sha256 == NULL ? "unread"
						     : papers.record.sha256);
		status = write_papers(receipts, &papers, diag, staged);
	}
	ilo_arena_free(papers.arena);
	return status;
}

static enum ilo_status
write_all(const struct receipts *receipts, const int64_t range[2],
          struct ilo_diag *diag, int64_t *written)
{
	enum ilo_status status = ILO_OK;
	struct staged staged = {0, 0};
	int64_t id, waiting = 0;

	for (id = range[0]; status == ILO_OK && id <= range[1]; id++) {
		status = write_one(receipts, id, diag, &staged);
		if (status == ILO_OK && staged.rows - waiting >= TOGETHER) {
			status = ilo_archive_sync(receipts->archive, diag);
			waiting = staged.rows;
		}
	}
	if (status == ILO_OK && staged.rows > waiting)
		status = ilo_archive_sync(receipts->archive, diag);
	*written = staged.receipts;
	return status;
}

/* One transaction, so that SQLite need not look at each step whether another
 * program has written meanwhile; it changes nothing. */
enum ilo_status
receipt_write(const struct receipts *receipts, const int64_t range[2],
              struct ilo_diag *diag, int64_t *written)
{
	enum ilo_status status;

	*written = 0;
	status = registry_begin(receipts->registry, diag);
	if (status == ILO_OK) {
		status = write_all(receipts, range, diag, written);
		if (status == ILO_OK)
			status = registry_commit(receipts->registry, diag);
		if (status != ILO_OK)
			registry_rollback(receipts->registry);
	}
	return status;
}
