/* Collections are fetched all at once, then sources are walked one by one. */

#include "ingest/gather.h"

#include "ingest/inbox.h"

static void
count(struct gather *gather, enum source_result result)
{
	switch (result) {
	case SOURCE_WORKED:
		gather->worked++;
		break;
	case SOURCE_TEMPORARY:
		gather->temporary++;
		break;
	case SOURCE_FAILED:
		gather->failed++;
		break;
	}
}

enum ilo_status
gather_walk(struct gather *gather, struct ilo_archive *archive, const char *now,
            struct walk *walk, struct ilo_diag *diag)
{
	const struct source *source;
	enum ilo_status status;
	size_t i;

	gather->errand = (struct collection_errand){
		.sources = &gather->sources, .archive = archive, .now = now};
	status = collection_fetch(&gather->errand, diag, &gather->collections);
	for (i = 0; status == ILO_OK && i < gather->sources.count; i++) {
		source = &gather->sources.items[i];
		count(gather, source->inbox != NULL
		                      ? inbox_add(source, walk, diag)
		                      : collection_add(gather->collections,
		                                       source, walk));
	}
	return status;
}

enum ilo_status
gather_finish(struct gather *gather, const struct walk *walk,
              enum ilo_status status, struct ilo_diag *diag)
{
	enum ilo_status cleared;

	if (status != ILO_OK && status != ILO_INCOMPLETE)
		return status; /* what waits in the spool is fetched again */
	cleared = collection_clear(gather->collections, diag);
	if (cleared != ILO_OK)
		return cleared;
	if (gather->failed == 0 && gather->temporary == 0)
		return status;
	return gather->failed == 0 && gather->worked == 0 && walk->count == 0
	               ? ILO_TRY_AGAIN
	               : ILO_INCOMPLETE;
}

void
gather_release(struct gather *gather)
{
	collection_free(gather->collections);
	config_free(gather->config);
}
