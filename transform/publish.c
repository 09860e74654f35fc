/*
 * All files are written aside and checked before the first is put in place.
 * networks.xml comes last: whoever sees it sees the flows.csv that belongs to
 * it.  flows.pack is made from the bytes of flows.csv, not from what they were
 * written from.
 */

#include "transform/publish.h"

#include "common/buf.h"
#include "common/mem.h"
#include "common/outfile.h"
#include "common/pack.h"
#include "common/xmlio.h"
#include "common/xsd.h"

struct outputs {
	struct ilo_outfile *networks;
	struct ilo_outfile *flows;
	struct ilo_outfile *pack;
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
open_all(const char *folder, struct ilo_diag *diag, struct outputs *out)
{
	struct ilo_arena *arena = ilo_arena_new();
	enum ilo_status status = ilo_make_folder(folder, diag);

	if (status == ILO_OK)
		status = ilo_outfile_open(
			ilo_arena_printf(arena, "%s/flows.csv", folder), diag,
			&out->flows);
	if (status == ILO_OK)
		status = ilo_outfile_open(
			ilo_arena_printf(arena, "%s/flows.pack", folder), diag,
			&out->pack);
	if (status == ILO_OK)
		status = ilo_outfile_open(
			ilo_arena_printf(arena, "%s/networks.xml", folder),
			diag, &out->networks);
	ilo_arena_free(arena);
	return status;
}

/* The stream's error flag tells of what was not written, on commit. */
static enum ilo_status
write_flows(const struct ilo_flows *flows, const struct outputs *out,
            struct ilo_diag *diag)
{
	FILE *stream = ilo_outfile_stream(out->flows);
	struct ilo_buf pack = ILO_BUF_INIT;
	enum ilo_status status;

	ilo_flows_write(flows, stream);
	(void)fflush(stream); /* likewise */
	status = ilo_pack_make(ilo_outfile_temporary(out->flows), diag, &pack);
	if (status == ILO_OK)
		(void)fwrite(ilo_buf_text(&pack), 1, pack.count,
		             ilo_outfile_stream(out->pack)); /* likewise */
	ilo_buf_release(&pack);
	return status;
}

enum ilo_status
publish(const char *folder, const char *schema, const struct networks *networks,
        struct ilo_diag *diag)
{
	struct outputs out = {0};
	enum ilo_status status = open_all(folder, diag, &out);

	if (status == ILO_OK)
		status = networks_write(networks,
		                        ilo_outfile_stream(out.networks), diag);
	if (status == ILO_OK)
		status = check_file(ilo_outfile_temporary(out.networks), schema,
		                    diag);
	if (status == ILO_OK)
		status = write_flows(networks->gathering->flows, &out, diag);
	if (status == ILO_OK)
		status = ilo_outfile_commit(&out.flows, diag);
	if (status == ILO_OK)
		status = ilo_outfile_commit(&out.pack, diag);
	if (status == ILO_OK)
		status = ilo_outfile_commit(&out.networks, diag);
	ilo_outfile_discard(out.networks);
	ilo_outfile_discard(out.pack);
	ilo_outfile_discard(out.flows);
	return status;
}
