/* Options are checked against the codelists, so that no form is handed out that
 * could only be rejected. */

#include "driver/form.h"

#include <string.h>

#include "common/cli.h"
#include "common/datadir.h"
#include "common/outfile.h"
#include "driver/form_book.h"

struct options {
	const char *state, *host, *semester, *report, *language, *output;
	bool exercise;
};

struct job {
	const struct options *options;
	const struct ilo_codebook *codebook;
	struct form_cover cover;
	struct ilo_arena *arena;
	struct ilo_diag *diag;
};

static enum ilo_status
usage(const struct job *job, const char *option, const char *given,
      const char *what)
{
	ilo_diag_report(job->diag, ILO_D_USAGE, NULL, 0, "%s '%s': %s", option,
	                given, what);
	return ILO_USAGE;
}

static const struct ilo_code_entry *
find(const struct job *job, enum ilo_list list, const char *id)
{
	return id == NULL ? NULL
	                  : ilo_codelist_find(
				    ilo_codebook_list(job->codebook, list), id);
}

static enum ilo_status
check_semester(struct job *job)
{
	const char *text = job->options->semester;
	const struct ilo_code_entry *entry;

	if (!ilo_semester_parse(text, &job->cover.semester))
		return usage(job, "--semester", text,
		             "not of the form 2024-S1");
	entry = find(job, ILO_LIST_PRESIDENCIES, text);
	if (entry == NULL)
		return usage(job, "--semester", text,
		             "not in the calendar of Presidencies");
	job->cover.presidency = ilo_code_property(entry, "presidency");
	return ILO_OK;
}

/* No country, but a code of citizenship. */
static bool
is_special(const struct ilo_code_entry *code)
{
	const char *kind = ilo_code_property(code, "kind");

	return kind != NULL && strcmp(kind, "special") == 0;
}

static enum ilo_status
check_countries(struct job *job)
{
	const struct options *options = job->options;
	const struct ilo_code_entry *state, *host, *member;
	char end[ILO_DATE_SIZE];

	(void)ilo_semester_end(job->cover.semester, end); /* its argument */
	job->cover.state = ilo_codebook_country(job->codebook, options->state);
	job->cover.host = ilo_codebook_country(job->codebook, options->host);
	state = find(job, ILO_LIST_MEMBERS, job->cover.state);
	host = find(job, ILO_LIST_COUNTRIES, job->cover.host);
	member = find(job, ILO_LIST_MEMBERS, job->cover.host);
	if (state == NULL || !ilo_code_valid_on(state, end))
		return usage(job, "--state", options->state,
		             "neither a Member State nor associated then");
	if (host == NULL || is_special(host) || !ilo_code_valid_on(host, end))
		return usage(job, "--host", options->host,
		             "not the ISO 3166-1 code of a country of then");
	if (member != NULL && ilo_code_valid_on(member, end))
		return usage(job, "--host", options->host,
		             "a network is in a third country");
	return ILO_OK;
}

static enum ilo_status
check_rest(struct job *job)
{
	const struct options *options = job->options;
	const char *report =
		options->report == NULL ? "contribution" : options->report;
	const char *language =
		options->language == NULL ? "en" : options->language;

	if (strcmp(report, "contribution") != 0 &&
	    strcmp(report, "network-report") != 0)
		return usage(job, "--report", report,
		             "either contribution or network-report");
	if (find(job, ILO_LIST_LANGUAGES, language) == NULL)
		return usage(job, "--language", language,
		             "not in schema/codelists/languages.xml");
	job->cover.report = report;
	job->cover.language = language;
	job->cover.nature = options->exercise ? "exercise" : "real";
	return ILO_OK;
}

typedef enum ilo_status writer(const struct book *book, struct ilo_diag *diag,
                               struct ilo_buf *out);

/* By the suffix of the file's name. */
static writer *
writer_of(const char *path)
{
	const size_t length = strlen(path);

	if (length > 4 && strcmp(path + length - 4, ".ods") == 0)
		return book_write_ods;
	if (length > 5 && strcmp(path + length - 5, ".xlsx") == 0)
		return book_write_xlsx;
	return NULL;
}

static enum ilo_status
write_form(struct job *job, const char *datadir, writer *write)
{
	struct ilo_buf bytes = ILO_BUF_INIT;
	struct book book;
	enum ilo_status status;

	book_init(&book, job->arena);
	status = form_book_fill(&book, job->codebook, datadir, &job->cover,
	                        job->diag);
	if (status == ILO_OK)
		status = write(&book, job->diag, &bytes);
	if (status == ILO_OK)
		status = ilo_outfile_put(job->options->output,
		                         ilo_buf_text(&bytes), bytes.count,
		                         job->diag);
	ilo_buf_release(&bytes);
	book_release(&book);
	return status;
}

static enum ilo_status
make_form(struct job *job)
{
	writer *write = writer_of(job->options->output);
	const char *datadir = ilo_datadir(job->arena, job->diag);
	struct ilo_codebook *codebook = NULL;
	enum ilo_status status;

	if (write == NULL)
		return usage(job, "--output", job->options->output,
		             "its name must end in .ods or .xlsx");
	if (datadir == NULL)
		return ILO_FAILED;
	status = ilo_codebook_read(datadir, job->diag, &codebook);
	job->codebook = codebook;
	if (status == ILO_OK)
		status = check_semester(job);
	if (status == ILO_OK)
		status = check_countries(job);
	if (status == ILO_OK)
		status = check_rest(job);
	if (status == ILO_OK)
		status = write_form(job, datadir, write);
	ilo_codebook_free(codebook);
	return status;
}

enum ilo_status
form_main(int argc, char **argv, struct ilo_diag *diag)
{
	struct options options = {.state = NULL};
	const struct ilo_option table[] = {
		{0, "state", "CODE", "the reporting state", &options.state,
	         NULL, NULL},
		{0, "host", "CODE", "the host country", &options.host, NULL,
	         NULL},
		{0, "semester", "SEMESTER", "2024-S1", &options.semester, NULL,
	         NULL},
		{'o', "output", "FILE", "where to write; .ods or .xlsx",
	         &options.output, NULL, NULL},
		{0, "report", "KIND", "contribution (usual) or network-report",
	         &options.report, NULL, NULL},
		{0, "language", "CODE", "of the document and the labels (en)",
	         &options.language, NULL, NULL},
		{0, "exercise", NULL, "for training: never mixed with real",
	         NULL, NULL, &options.exercise},
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {
		"ilo form",
		"--state CODE --host CODE --semester SEMESTER -o FILE",
		"Write the spreadsheet form that an officer fills in.",
		table,
		0,
		0};
	struct job job = {.options = &options, .diag = diag};
	enum ilo_cli_result result;
	enum ilo_status status;
	int operand;

	result = ilo_cli_parse(&cli, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	if (options.state == NULL || options.host == NULL ||
	    options.semester == NULL || options.output == NULL) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
		                "--state, --host, --semester and -o are "
		                "needed");
		return ILO_USAGE;
	}
	job.arena = ilo_arena_new();
	status = make_form(&job);
	ilo_arena_free(job.arena);
	return status;
}
