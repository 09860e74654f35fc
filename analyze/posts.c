/* Adds up the pairs of a network. */

#include "analyze/posts.h"

#include "common/mem.h"

static struct post
post_of(const struct network *network, const struct symbol *host)
{
	struct post post = {.host = host};
	size_t first, end, i;

	network_span(network, host, &first, &end);
	for (i = first; i < end; i++) {
		post.officers += network->pairs[i].officers;
		post.states += network->pairs[i].officers > 0;
	}
	return post;
}

struct posts
posts_gather(const struct network *network)
{
	struct posts posts = {.count = network->deployed_count};
	size_t i;

	posts.items = ilo_xcalloc(posts.count + 1, sizeof(*posts.items));
	for (i = 0; i < posts.count; i++)
		posts.items[i] = post_of(network, network->deployed[i]);
	return posts;
}

const struct post *
posts_find(const struct posts *posts, const struct symbol *host)
{
	size_t i;

	for (i = 0; i < posts->count; i++)
		if (posts->items[i].host == host)
			return posts->items[i].officers > 0 ? &posts->items[i]
			                                    : NULL;
	return NULL;
}

struct result
posts_result(const struct evaluation *evaluation, const char *measure,
             const char *unit, const char *method)
{
	return (struct result){
		.subject = {.period = evaluation->history->terms[0].period,
	                    .by = BY_TOTAL},
		.measure = measure,
		.state = EST_OK,
		.unit = unit,
		.method = method,
		.flag = 'A',
		.from = "networks.xml:A1",
	};
}
