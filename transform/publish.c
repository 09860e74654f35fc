/*
 * Both files are written aside and checked before the first is put in place.
 * networks.xml comes last: whoever sees it sees the flows.csv that belongs to
 * it.
 */

#include "transform/publish.h"

#include "common/mem.h"
#include "common/outfile.h"
#include "common/xmlio.h"
#include "common/xsd.h"

struct outputs {
	struct ilo_outfile *networks;
	struct ilo_outfile *flows;
};

static enum ilo_status
check_file(const char *path, const char *schema, struct ilo_diag *diag)
{
	struct ilo_xsd *xsd = NULL;
	xmlDoc *document = NULL;
	enum ilo_status status;

	status = ilo_xsd_read(schema, diag, &xsd);
	if (status == ILO_OK)
		status = ilo_xml_read(path, diag, &document);
	if (status == ILO_OK)
		status = ilo_xsd_check(xsd, document, "networks.xml", diag);
	ilo_xml_free(document);
	ilo_xsd_free(xsd);
	return status;
}

static enum ilo_status
open_both(const char *folder, struct ilo_diag *diag, struct outputs *out)
{
	struct ilo_arena *arena = ilo_arena_new();
	enum ilo_status status = ilo_make_folder(folder, diag);

	if (status == ILO_OK)
		status = ilo_outfile_open(
			ilo_arena_printf(arena, "%s/flows.csv", folder), diag,
			&out->flows);
	if (status == ILO_OK)
		status = ilo_outfile_open(
			ilo_arena_printf(arena, "%s/networks.xml", folder),
			diag, &out->networks);
	ilo_arena_free(arena);
	return status;
}

enum ilo_status
publish(const char *folder, const char *schema, const struct networks *networks,
        struct ilo_diag *diag)
{
	struct outputs out = {0};
	enum ilo_status status = open_both(folder, diag, &out);

	if (status == ILO_OK)
		status = networks_write(networks,
		                        ilo_outfile_stream(out.networks), diag);
	if (status == ILO_OK)
		status = check_file(ilo_outfile_temporary(out.networks), schema,
		                    diag);
	if (status == ILO_OK) {
		ilo_flows_write(networks->gathering->flows,
		                ilo_outfile_stream(out.flows));
		status = ilo_outfile_commit(&out.flows, diag);
	}
	if (status == ILO_OK)
		status = ilo_outfile_commit(&out.networks, diag);
	ilo_outfile_discard(out.networks);
	ilo_outfile_discard(out.flows);
	return status;
}
