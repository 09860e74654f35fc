/* The command line; the work is in signer.c and signer_xml.c. */

#include "driver/sign.h"

#include "common/buf.h"
#include "common/cli.h"
#include "common/file.h"
#include "common/outfile.h"
#include "common/xmlsec.h"
#include "driver/signer.h"

struct request {
	const char *key, *certificate, *output, *file;
	bool cms;
};

static enum ilo_status
sign(const struct request *request, struct ilo_diag *diag)
{
	struct ilo_buf bytes = ILO_BUF_INIT, made = ILO_BUF_INIT;
	struct signer signer = {.key = NULL};
	enum ilo_status status = ilo_xmlsec_init(diag);

	if (status == ILO_OK)
		status = signer_read(request->key, request->certificate, diag,
		                     &signer);
	if (status == ILO_OK)
		status = ilo_file_read(request->file, ILO_FILE_OWN, diag,
		                       &bytes);
	if (status == ILO_OK)
		status = (request->cms ? signer_detach : signer_envelop)(
			&signer, &bytes, request->file, diag, &made);
	if (status == ILO_OK)
		status = ilo_outfile_put(request->output, ilo_buf_text(&made),
		                         made.count, diag);
	signer_release(&signer);
	ilo_buf_release(&made);
	ilo_buf_release(&bytes);
	return status;
}

enum ilo_status
sign_main(int argc, char **argv, struct ilo_diag *diag)
{
	struct request request = {.key = NULL};
	const struct ilo_option table[] = {
		{.name = "key",
	         .argument = "FILE",
	         .help = "the private key, PEM",
	         .text = &request.key},
		{.name = "certificate",
	         .argument = "FILE",
	         .help = "its certificate, PEM, and those above it",
	         .text = &request.certificate},
		{.name = "cms",
	         .help = "a detached signature instead (.p7s)",
	         .flag = &request.cms},
		{.letter = 'o',
	         .name = "output",
	         .argument = "FILE",
	         .help = "where to write; - is standard output",
	         .text = &request.output},
		{.name = NULL}};
	const struct ilo_cli cli = {
		"ilo sign",
		"--key FILE --certificate FILE [--cms] -o FILE FILE",
		"Sign a submission or a report.",
		table,
		1,
		1};
	enum ilo_cli_result result;
	int operand;

	result = ilo_cli_parse(&cli, argc, argv, &operand);
	if (result != ILO_CLI_RUN)
		return ilo_cli_exit(result);
	if (request.key == NULL || request.certificate == NULL ||
	    request.output == NULL) {
		ilo_diag_report(diag, ILO_D_USAGE, NULL, 0,
		                "--key, --certificate and -o are all needed");
		return ILO_USAGE;
	}
	request.file = argv[operand];
	return sign(&request, diag);
}
