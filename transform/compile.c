/* The steps in their order; everything made on the way is ended in one place.
 */

#include "transform/compile.h"

#include <string.h>
#include <unistd.h>

#include "common/archive.h"
#include "common/codebook.h"
#include "common/datadir.h"
#include "common/digest.h"
#include "common/mem.h"
#include "common/sandbox.h"
#include "common/scope.h"
#include "common/sources.h"
#include "transform/gather.h"
#include "transform/publish.h"
#include "transform/twice.h"

struct state {
	struct ilo_arena *arena;
	struct ilo_archive *archive;
	struct ilo_codebook *codebook;
	struct ilo_scope scope;
	struct ilo_sources sources;
	struct gathering gathering;
};

/* The folder to write to, or the first above it that is there. */
static const char *
writable_folder(const char *path, struct ilo_arena *arena)
{
	char *folder = ilo_arena_strdup(arena, path), *slash;

	while (access(folder, F_OK) != 0) {
		slash = strrchr(folder, '/');
		if (slash == NULL)
			return ".";
		if (slash == folder)
			return "/";
		*slash = '\0';
	}
	return folder;
}

/*
 * Before the first foreign byte: what was accepted once is read again, and the
 * readers get nothing but the archive, our own data and the folder to write to.
 * The register is open by now, with the files that SQLite keeps beside it.
 */
static enum ilo_status
shut_in(const struct job *job, const char *datadir, struct ilo_arena *arena,
        struct ilo_diag *diag)
{
	/* The objects may be on another disk, behind a link. */
	const char *const readable[] = {
		datadir, job->archive,
		ilo_arena_printf(arena, "%s/objects", job->archive), NULL};
	const char *const writable[] = {writable_folder(job->output, arena),
	                                NULL};
	const struct ilo_sandbox sandbox = {.readable = readable,
	                                    .writable = writable};
	char warm[ILO_DIGEST_SIZE];
	enum ilo_status status;

	/* OpenSSL reads its configuration when it is first used. */
	status = ilo_digest_bytes("", 0, diag, warm);
	return status == ILO_OK ? ilo_sandbox_enter(&sandbox, diag) : status;
}

static enum ilo_status
load(const struct job *job, const char *datadir, struct state *state,
     struct ilo_diag *diag)
{
	enum ilo_status status;

	status = ilo_codebook_read(datadir, diag, &state->codebook);
	if (status == ILO_OK)
		status = ilo_scope_make(state->codebook, job->semester,
		                        state->arena, diag, &state->scope);
	if (status == ILO_OK)
		status = ilo_archive_open(job->archive, ILO_DB_READ, diag,
		                          &state->archive);
	if (status == ILO_OK)
		status = shut_in(job, datadir, state->arena, diag);
	if (status == ILO_OK)
		status = ilo_sources_read(ilo_archive_register(state->archive),
		                          job->semester, job->known_at,
		                          state->arena, diag, &state->sources);
	if (status == ILO_OK)
		status = gathering_read(
			&(struct gather){state->archive, state->codebook,
		                         state->arena, job->semester},
			&state->sources, diag, &state->gathering);
	if (status == ILO_OK)
		twice_resolve(&state->sources, diag, &state->gathering.flows);
	return status;
}

enum ilo_status
compile(const struct job *job, struct ilo_diag *diag)
{
	struct state state = {.arena = ilo_arena_new()};
	const char *datadir = ilo_datadir(state.arena, diag);
	enum ilo_status status = ILO_FAILED;

	if (datadir != NULL)
		status = load(job, datadir, &state, diag);
	if (status == ILO_OK)
		status = publish(
			job->output,
			ilo_arena_printf(state.arena, "%s/schema/networks.xsd",
		                         datadir),
			&(struct networks){job->semester, state.codebook,
		                           &state.scope, &state.sources,
		                           &state.gathering},
			diag);
	gathering_release(&state.gathering);
	ilo_archive_close(state.archive);
	ilo_codebook_free(state.codebook);
	ilo_arena_free(state.arena);
	return status;
}
