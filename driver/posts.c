/*
 * Of several that speak of one state's officers in one host country, its own
 * word counts first, then the larger number; they are never added up.
 */

#include "driver/posts.h"

#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/submission.h"
#include "common/xmlio.h"

struct reader {
	const struct posts_query *query;
	const struct ilo_source *source;
	const struct ilo_cover *cover;
	struct ilo_diag *diag;
	struct posts *posts;
};

void
posts_release(struct posts *posts)
{
	free(posts->items);
	free(posts->reports);
	*posts = (struct posts){0};
}

static int
compare_posts(const void *left, const void *right)
{
	const struct post *a = left, *b = right;
	int order = strcmp(a->host, b->host);

	if (order == 0)
		order = strcmp(a->state, b->state);
	return order != 0 ? order : ilo_posting_order(&a->posting, &b->posting);
}

static int
compare_reports(const void *left, const void *right)
{
	const struct report *a = left, *b = right;
	int order = strcmp(a->host, b->host);

	if (order == 0)
		order = strcmp(a->kind, b->kind);
	if (order == 0)
		order = strcmp(a->state, b->state);
	if (order == 0)
		order = strcmp(a->arrived, b->arrived);
	return order != 0 ? order : strcmp(a->file, b->file);
}

/* What the file says of one state, all its posts added up. */
static void
add_post(const struct reader *reader, const struct post *post, size_t first)
{
	struct posts *posts = reader->posts;
	size_t i;

	for (i = first; i < posts->count; i++) {
		if (strcmp(posts->items[i].host, post->host) == 0 &&
		    strcmp(posts->items[i].state, post->state) == 0) {
			posts->items[i].posting.officers +=
				post->posting.officers;
			return;
		}
	}
	posts->items = ilo_grow(posts->items, posts->count, &posts->capacity,
	                        sizeof(*posts->items));
	posts->items[posts->count++] = *post;
}

static void
read_officers(const struct reader *reader, const xmlNode *root,
              const char *host)
{
	const xmlNode *officers =
		ilo_xml_child(ilo_xml_child(root, "network"), "officers");
	const size_t first = reader->posts->count;
	const xmlNode *node;

	for (node = ilo_xml_child(officers, "post"); node != NULL;
	     node = ilo_xml_next(node, "post")) {
		struct ilo_arena *arena = reader->query->arena;
		const char *code = ilo_xml_attr(arena, node, "sending-state");
		const char *text = ilo_xml_attr(arena, node, "officers");
		struct post post = {.host = host};

		if (code == NULL || text == NULL ||
		    !ilo_num_count(text, &post.posting.officers))
			continue; /* it was judged: cannot be */
		post.state =
			ilo_codebook_country(reader->query->codebook, code);
		if (post.state == NULL)
			continue;
		post.posting.own =
			strcmp(post.state, reader->source->sender) == 0;
		add_post(reader, &post, first);
	}
}

static void
add_report(const struct reader *reader, const char *host)
{
	struct posts *posts = reader->posts;

	posts->reports =
		ilo_grow(posts->reports, posts->report_count,
	                 &posts->report_capacity, sizeof(*posts->reports));
	posts->reports[posts->report_count++] =
		(struct report){.host = host,
	                        .state = reader->source->sender,
	                        .kind = reader->source->report,
	                        .arrived = reader->source->arrived,
	                        .file = reader->source->file,
	                        .acting = reader->cover->acting_presidency};
}

static void
take(struct reader *reader, const struct ilo_submission *submission)
{
	const xmlNode *root =
		submission->narrative == NULL
			? NULL
			: xmlDocGetRootElement(submission->narrative);
	const struct ilo_cover *cover = reader->cover = &submission->cover;
	size_t i;

	if (cover->host != NULL) {
		add_report(reader, cover->host);
		read_officers(reader, root, cover->host);
	}
	for (i = 0; i < cover->cover_count; i++) {
		add_report(reader, cover->covers[i]);
		read_officers(reader, root, cover->covers[i]);
	}
}

static enum ilo_status
read_one(struct reader *reader)
{
	const struct posts_query *query = reader->query;
	const struct ilo_source *source = reader->source;
	const struct ilo_kind *kind =
		ilo_kind_find(query->codebook, source->kind);
	struct ilo_submission submission = {.narrative = NULL};
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status;

	status = ilo_archive_get(query->archive, source->sha256, reader->diag,
	                         &bytes);
	if (status == ILO_OK && kind != NULL)
		status = ilo_kind_read(
			kind,
			&(struct ilo_reading){.file = source->file,
		                              .bytes = ilo_buf_text(&bytes),
		                              .count = bytes.count,
		                              .trust = ILO_TRUSTED,
		                              .sender = source->sender,
		                              .published = source->published,
		                              .codebook = query->codebook,
		                              .arena = query->arena},
			reader->diag, &submission);
	if (status == ILO_FINDINGS || (status == ILO_OK && kind == NULL)) {
		ilo_diag_report(reader->diag, ILO_D_NOT_READ_AGAIN,
		                source->file, 0, "kind %s, SHA-256 %s",
		                source->kind, source->sha256);
		status = ILO_FAILED;
	}
	if (status == ILO_OK)
		take(reader, &submission);
	ilo_submission_release(&submission);
	ilo_buf_release(&bytes);
	return status;
}

/* Whether it is a report on a host country or region, in force. */
static bool
is_report(const struct ilo_source *source)
{
	return source->in_force && source->sender != NULL &&
	       source->report != NULL &&
	       (source->host != NULL || source->region != NULL) &&
	       (strcmp(source->report, "contribution") == 0 ||
	        strcmp(source->report, "network-report") == 0);
}

/* The first of each host and state is the one that counts. */
static void
settle(struct posts *posts)
{
	size_t kept = 0, i;

	if (posts->report_count > 0)
		qsort(posts->reports, posts->report_count,
		      sizeof(*posts->reports), compare_reports);
	if (posts->count == 0)
		return;
	qsort(posts->items, posts->count, sizeof(*posts->items), compare_posts);
	for (i = 1; i < posts->count; i++)
		if (strcmp(posts->items[i].host, posts->items[kept].host) !=
		            0 ||
		    strcmp(posts->items[i].state, posts->items[kept].state) !=
		            0)
			posts->items[++kept] = posts->items[i];
	posts->count = kept + 1;
}

enum ilo_status
posts_read(const struct posts_query *query, struct ilo_diag *diag,
           struct posts *out)
{
	struct reader reader = {.query = query, .diag = diag, .posts = out};
	enum ilo_status status = ILO_OK;
	size_t i;

	*out = (struct posts){0};
	for (i = 0; status == ILO_OK && i < query->sources->count; i++) {
		reader.source = &query->sources->items[i];
		if (is_report(reader.source))
			status = read_one(&reader);
	}
	settle(out);
	return status;
}

const struct post *
posts_find(const struct posts *posts, const char *host, const char *state)
{
	size_t i;

	for (i = 0; i < posts->count; i++)
		if (strcmp(posts->items[i].host, host) == 0 &&
		    strcmp(posts->items[i].state, state) == 0)
			return &posts->items[i];
	return NULL;
}
