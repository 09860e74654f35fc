/* Rows of one run, sender and nature are a pile, which is cut where a letter
 * would grow too long to be read and too large to be held. */

#include "ingest/post.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/letter.h"
#include "ingest/receipt.h"

/* Files and findings on which one letter speaks. */
#define PILE_MOST 1000
/* So many piles wait for the disk together. */
#define TOGETHER 256

/* What the file says of its sender makes a name only where it cannot be
 * anything else; who cannot be told has a letter for each file, so that nobody
 * reads of another's. */
static const char shares[] =
	"SELECT id, fate, ifnull(run, id) AS run,"
	" CASE WHEN length(sender) BETWEEN 2 AND 8"
	" AND sender NOT GLOB '*[^A-Z]*' THEN sender END AS addressee,"
	" nature IS 'exercise' AS exercise,"
	" (SELECT count(*) FROM finding WHERE submission = submission.id)"
	" FROM submission WHERE submission.id >= ?"
	" ORDER BY run, addressee, exercise, id";

struct pile {
	struct ilo_arena *arena;
	int64_t run;
	const char *addressee; /* NULL: not known */
	bool exercise;
	bool letter; /* there is something to write a letter on */
	int64_t *ids;
	size_t count, capacity;
	int64_t weight;
};

/* One row of the query. */
struct share {
	int64_t id, run, findings;
	const char *fate, *addressee;
	bool exercise;
};

/* The pile of one writing, and what was staged so far. */
struct writing {
	const struct post *post;
	struct ilo_diag *diag;
	struct pile pile;
	int64_t piles, receipts;
};

/* Of one pile. */
struct papers {
	struct record *records;
	size_t count;
	const char *stem; /* "receipts/000001-FR" */
};

static const char *
name_of(const struct writing *writing, const struct papers *papers,
        const char *ending)
{
	return ilo_arena_printf(writing->pile.arena, "%s.%s", papers->stem,
	                        ending);
}

static bool
lacks(const struct writing *writing, const struct papers *papers,
      const char *ending)
{
	return !ilo_archive_has(writing->post->archive,
	                        name_of(writing, papers, ending));
}

static enum ilo_status
write_receipts(const struct writing *writing, const struct papers *papers)
{
	const struct post *post = writing->post;
	struct ilo_buf lines = ILO_BUF_INIT;
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; status == ILO_OK && i < papers->count; i++)
		status = receipt_print(post->registry, &papers->records[i],
		                       writing->diag, &lines);
	if (status == ILO_OK)
		status = ilo_archive_keep(post->archive,
		                          name_of(writing, papers, "jsonl"),
		                          &lines, writing->diag);
	ilo_buf_release(&lines);
	return status;
}

static enum ilo_status
write_letter(const struct writing *writing, const struct papers *papers)
{
	static const struct {
		const char *ending;
		void (*print)(const struct letter *, struct ilo_buf *);
	} forms[] = {{"html", letter_print_html}, {"txt", letter_print_text}};
	const struct post *post = writing->post;
	struct ilo_buf bytes = ILO_BUF_INIT;
	enum ilo_status status = ILO_OK;
	struct letter letter;
	size_t i;

	letter_make(papers->records, papers->count, post->wordings,
	            writing->pile.arena, &letter);
	for (i = 0; status == ILO_OK && i < sizeof(forms) / sizeof(*forms);
	     i++) {
		if (!lacks(writing, papers, forms[i].ending))
			continue;
		ilo_buf_clear(&bytes);
		forms[i].print(&letter, &bytes);
		status = ilo_archive_keep(
			post->archive,
			name_of(writing, papers, forms[i].ending), &bytes,
			writing->diag);
	}
	ilo_buf_release(&bytes);
	letter_release(&letter);
	return status;
}

static enum ilo_status
read_records(const struct writing *writing, struct papers *papers)
{
	const struct pile *pile = &writing->pile;
	enum ilo_status status = ILO_OK;
	size_t i;

	papers->count = pile->count;
	papers->records = ilo_arena_alloc(
		pile->arena, pile->count * sizeof(*papers->records));
	for (i = 0; status == ILO_OK && i < pile->count; i++)
		status = registry_get(writing->post->registry, pile->ids[i],
		                      writing->diag, pile->arena,
		                      &papers->records[i]);
	return status;
}

/* Stage what the pile lacks. */
static enum ilo_status
write_pile(struct writing *writing)
{
	const struct pile *pile = &writing->pile;
	struct papers papers = {
		.stem = ilo_arena_printf(
			pile->arena, "receipts/%06lld-%s",
			(long long)pile->ids[0],
			pile->addressee == NULL ? "unknown" : pile->addressee)};
	const bool receipts = lacks(writing, &papers, "jsonl");
	const bool letter = pile->letter && writing->post->wordings != NULL &&
	                    (lacks(writing, &papers, "html") ||
	                     lacks(writing, &papers, "txt"));
	enum ilo_status status;

	if (!receipts && !letter)
		return ILO_OK;
	status = read_records(writing, &papers);
	if (status == ILO_OK && receipts)
		status = write_receipts(writing, &papers);
	if (status == ILO_OK && letter)
		status = write_letter(writing, &papers);
	writing->receipts += receipts;
	if (status == ILO_OK && ++writing->piles % TOGETHER == 0)
		status =
			ilo_archive_sync(writing->post->archive, writing->diag);
	return status;
}

/* Write the pile, if there is one, and begin another. */
static enum ilo_status
turn_over(struct writing *writing)
{
	struct pile *pile = &writing->pile;
	enum ilo_status status = ILO_OK;

	if (pile->count > 0)
		status = write_pile(writing);
	ilo_arena_free(pile->arena);
	free(pile->ids);
	*pile = (struct pile){.arena = ilo_arena_new()};
	return status;
}

static bool
belongs(const struct share *share, const struct pile *pile)
{
	return pile->count > 0 && pile->weight < PILE_MOST &&
	       share->run == pile->run && share->exercise == pile->exercise &&
	       share->addressee != NULL && pile->addressee != NULL &&
	       strcmp(share->addressee, pile->addressee) == 0;
}

static enum ilo_status
lay(const struct share *share, struct writing *writing)
{
	struct pile *pile = &writing->pile;
	enum ilo_status status = ILO_OK;

	if (!belongs(share, pile))
		status = turn_over(writing);
	pile->run = share->run;
	pile->exercise = share->exercise;
	if (pile->addressee == NULL)
		pile->addressee =
			ilo_arena_strdup(pile->arena, share->addressee);
	pile->letter |= letter_is_due(share->fate);
	pile->ids = ilo_grow(pile->ids, pile->count, &pile->capacity,
	                     sizeof(*pile->ids));
	pile->ids[pile->count++] = share->id;
	pile->weight += 1 + share->findings;
	return status;
}

static enum ilo_status
next_share(struct ilo_query *query, struct ilo_arena *arena,
           struct ilo_diag *diag, struct share *share, bool *row)
{
	enum ilo_status status = ilo_query_step(query, diag, row);

	if (status == ILO_OK && *row)
		*share = (struct share){
			.id = ilo_query_count(query, 0),
			.fate = ilo_query_text(query, arena, 1),
			.run = ilo_query_count(query, 2),
			.addressee = ilo_query_text(query, arena, 3),
			.exercise = ilo_query_count(query, 4) != 0,
			.findings = ilo_query_count(query, 5)};
	return status;
}

static enum ilo_status
write_all(struct writing *writing, int64_t first)
{
	struct ilo_db *db = ilo_archive_register(writing->post->archive);
	struct ilo_query *query = NULL;
	struct ilo_arena *arena;
	struct share share;
	bool row = true;
	enum ilo_status status =
		ilo_query_new(db, shares, writing->diag, &query);

	if (status == ILO_OK)
		ilo_query_bind_count(query, 1, first);
	while (status == ILO_OK && row) {
		arena = ilo_arena_new();
		status = next_share(query, arena, writing->diag, &share, &row);
		if (status == ILO_OK)
			status =
				row ? lay(&share, writing) : turn_over(writing);
		ilo_arena_free(arena);
	}
	ilo_query_free(query);
	if (status == ILO_OK)
		status =
			ilo_archive_sync(writing->post->archive, writing->diag);
	return status;
}

/* One transaction, so that SQLite need not look at each step whether another
 * program has written meanwhile; it changes nothing. */
enum ilo_status
post_write(const struct post *post, int64_t first, struct ilo_diag *diag,
           int64_t *written)
{
	struct writing writing = {.post = post, .diag = diag};
	enum ilo_status status;

	status = registry_begin(post->registry, diag);
	if (status == ILO_OK) {
		status = write_all(&writing, first);
		if (status == ILO_OK)
			status = registry_commit(post->registry, diag);
		if (status != ILO_OK)
			registry_rollback(post->registry);
	}
	ilo_arena_free(writing.pile.arena);
	free(writing.pile.ids);
	*written = writing.receipts;
	return status;
}
