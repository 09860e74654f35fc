/* ilo-render: networks.xml and statistics.xml in, the evaluation report out. */

#include <libxslt/xslt.h>
#include <malloc.h>
#include <string.h>

#include "common/cli.h"
#include "common/datadir.h"
#include "common/mem.h"
#include "common/outfile.h"
#include "common/xmlio.h"
#include "render/report.h"
#include "render/stylesheet.h"

struct options {
	const char *to, *language, *output;
	bool json, quiet;
};

static bool
parse_target(const char *name, enum report_target *target)
{
	static const char *const names[] = {"html", "fo", "pdf"};

	for (size_t i = 0; i < 3; i++) {
		if (name != NULL && strcmp(name, names[i]) == 0) {
			*target = (enum report_target)i;
			return true;
		}
	}
	return false;
}

static enum ilo_status
render(const struct options *options, char **operands, struct ilo_diag *diag)
{
	struct ilo_arena *arena = ilo_arena_new();
	struct ilo_buf report = ILO_BUF_INIT;
	struct report_options wanted = {.language = options->language,
	                                .networks = operands[0],
	                                .statistics = operands[1]};
	enum ilo_status status = ILO_FAILED;

	if (!parse_target(options->to, &wanted.target)) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
		                "--to takes html, fo or pdf");
		ilo_arena_free(arena);
		return ILO_USAGE;
	}
	wanted.datadir = ilo_datadir(arena, diag);
	if (wanted.datadir != NULL)
		status = report_make(&wanted, diag, &report);
	if (status == ILO_OK)
		status = ilo_outfile_put(options->output, ilo_buf_text(&report),
		                         report.count, diag);
	ilo_buf_release(&report);
	ilo_arena_free(arena);
	return status;
}

int
main(int argc, char **argv)
{
	struct options options = {.language = "en"};
	const struct ilo_option table[] = {
		{0, "to", "FORMAT", "html, fo or pdf", &options.to, NULL, NULL},
		{0, "lang", "LANG", "language of the report (en)",
	         &options.language, NULL, NULL},
		{'o', "output", "FILE", "where to write; - is standard output",
	         &options.output, NULL, NULL},
		{0, "json", NULL, "findings as JSON lines", NULL, NULL,
	         &options.json},
		{'q', "quiet", NULL, "only errors", NULL, NULL, &options.quiet},
		{0, NULL, NULL, NULL, NULL, NULL, NULL}};
	const struct ilo_cli cli = {
		"ilo-render",
		"--to FORMAT -o FILE NETWORKS STATISTICS",
		"Lay out the evaluation report of one semester.",
		table,
		2,
		2};
	struct ilo_diag diag;
	enum ilo_status status;
	int operand;

	ilo_cli_start();
	switch (ilo_cli_parse(&cli, argc, argv, &operand)) {
	case ILO_CLI_DONE:
		return ILO_OK;
	case ILO_CLI_BAD:
		return ILO_USAGE;
	case ILO_CLI_RUN:
		break;
	}
	ilo_diag_init(&diag, "ilo-render", stderr);
	diag.json = options.json;
	diag.quiet = options.quiet;
	if (options.output == NULL || options.to == NULL) {
		ilo_diag_report(&diag, ILO_D_USAGE, NULL, 0,
		                "--to and --output are needed");
		return ILO_USAGE;
	}
#ifdef M_MXFAST
	/* Trees and texts come and go by the million: what malloc keeps aside
	 * unmerged would be merged again and again.  Not needed to work. */
	(void)mallopt(M_MXFAST, 0);
#endif
	ilo_xml_init();
	stylesheet_init();
	status = render(&options, argv + operand, &diag);
	xsltCleanupGlobals();
	return (int)ilo_cli_status(status, &diag, ILO_ERROR);
}
