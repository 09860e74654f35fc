/*
 * Documents with plain rows, mutated at random from a fixed seed: findings and
 * rows are the same with plain rows and without, and the schema agrees.
 *
 * DIFFER=N in the environment asks for N documents (`make differ`).  Run from
 * the top of the tree.
 */

#include "common/plain.h"
#include "tests/common/reading.h"

#define ROUNDS 1500u

struct heard {
	enum ilo_status status;
	struct ilo_buf findings, rows;
	bool schema; /* ING1: the schema's */
	bool other;  /* any other error that keeps the parser from the schema */
};

static void
hear_finding(void *context, const struct ilo_finding *finding)
{
	struct heard *heard = context;
	const char *id = ilo_diag_id(finding->code);

	ilo_buf_printf(&heard->findings, "%s:%ld:%s\n", id, finding->line,
	               finding->detail);
	heard->schema |= strncmp(id, "ING1", 4) == 0;
	heard->other |= strncmp(id, "ING0", 4) == 0;
}

static enum ilo_status
hear_row(void *context, const struct ilo_row *row)
{
	struct heard *heard = context;

	ilo_buf_printf(&heard->rows,
	               "%s %s %s %s %s %s %s %s %d %lld %s %c %c %ld %s\n",
	               row->host, row->indicator, row->counted_by,
	               row->reporter == NULL ? "" : row->reporter,
	               row->citizenship, row->route, row->border, row->period,
	               row->has_value, (long long)row->value, row->unit,
	               row->status, row->confidentiality, row->line,
	               row->locator);
	return ILO_OK;
}

static void
hear(struct fixture *fixture, const char *bytes, size_t count,
     enum ilo_trust trust, struct heard *heard)
{
	struct ilo_diag diag;
	struct ilo_submission submission;
	struct ilo_reading reading = {.file = "given",
	                              .bytes = bytes,
	                              .count = count,
	                              .trust = trust,
	                              .codebook = fixture->codebook,
	                              .schema = fixture->schema,
	                              .arena = ilo_arena_new(),
	                              .sink = hear_row,
	                              .sink_context = heard};

	ilo_diag_init(&diag, "test", NULL);
	diag.sink = hear_finding;
	diag.sink_context = heard;
	heard->status =
		ilo_kind_read(ilo_kind_find(fixture->codebook, "native"),
	                      &reading, &diag, &submission);
	ilo_submission_release(&submission);
	ilo_arena_free(reading.arena);
}

static void
forget(struct heard *heard)
{
	ilo_buf_release(&heard->findings);
	ilo_buf_release(&heard->rows);
}

/* The same document, its rows behind an instruction: none is taken as plain. */
static void
slow_down(const struct ilo_buf *text, const char *from, struct ilo_buf *slow)
{
	const size_t before = (size_t)(from - ilo_buf_text(text));

	ilo_buf_clear(slow);
	ilo_buf_add(slow, ilo_buf_text(text), before);
	ilo_buf_puts(slow, "<?slow?>");
	ilo_buf_add(slow, from, text->count - before);
}

/* Whether there were plain rows to compare. */
static bool
compare(struct fixture *fixture, const struct ilo_buf *text,
        struct ilo_buf *slow, enum ilo_trust trust)
{
	struct heard quick = {.schema = false}, exact = {.schema = false};
	struct ilo_plain_rows rows;
	const char *bytes = ilo_buf_text(text);

	ilo_plain_find(bytes, text->count, ilo_limits_default(), &rows);
	if (rows.from == NULL)
		return false;
	slow_down(text, rows.from, slow);
	hear(fixture, bytes, text->count, trust, &quick);
	hear(fixture, ilo_buf_text(slow), slow->count, trust, &exact);
	if (strcmp(ilo_buf_text(&quick.rows), ilo_buf_text(&exact.rows)) != 0)
		fail_msg("rows differ:\n%s", bytes);
	/* A byte offset would be that of the other file. */
	if (!quick.other && strcmp(ilo_buf_text(&quick.findings),
	                           ilo_buf_text(&exact.findings)) != 0)
		fail_msg("findings differ:\n%s\nnot\n%s\n%s",
		         ilo_buf_text(&quick.findings),
		         ilo_buf_text(&exact.findings), bytes);
	assert_int_equal(quick.other, exact.other);
	assert_int_equal(quick.status, exact.status);
	if (trust == ILO_JUDGE && !quick.other &&
	    quick.schema == is_schema_valid(fixture, bytes))
		fail_msg("the schema disagrees:\n%s%s",
		         ilo_buf_text(&quick.findings), bytes);
	forget(&quick);
	forget(&exact);
	return true;
}

/* The same numbers from the same seed on every machine. */
static uint32_t
draw(uint64_t *seed, uint32_t below)
{
	*seed = *seed * UINT64_C(6364136223846793005) +
	        UINT64_C(1442695040888963407);
	return (uint32_t)(*seed >> 33) % below;
}

/* What mutation puts in. */
/* clang-format off */
static const char *const put[] = {
	"\"", "'", "<", ">", "&", "/", "=", " ", "\t", "\n", "\r", "A", "a",
	"1", "_", "-", "\xc3\xa9", "\xff", "<!-- x -->", "<x/>", "/>",
	"<?x y?>", "<![CDATA[ ]]>", "&#65;", "&lt;", "  ", " xmlns=''",
	" xmlns:x='y'", " x:a='1'", "</statistics>", "<statistics>",
	" note=\"a note\"", " status=\"A\"", " value='3'", " host=\"GH\"",
	"</observation>", "text"};
/* clang-format on */

/* Bytes taken out, put in, or said twice; mostly among the rows. */
static void
mutate(struct ilo_buf *text, uint64_t *seed, struct ilo_buf *out)
{
	const char *bytes = ilo_buf_text(text);
	const uint32_t count = (uint32_t)text->count;
	const char *rows = strstr(bytes, "<statistics");
	const uint32_t low = rows != NULL && draw(seed, 8) != 0
	                             ? (uint32_t)(rows - bytes)
	                             : 0;
	const uint32_t at = low + draw(seed, count - low);
	uint32_t length = 1 + draw(seed, draw(seed, 4) == 0 ? 300 : 3);

	length = length > count - at ? count - at : length;
	ilo_buf_clear(out);
	ilo_buf_add(out, bytes, at);
	switch (draw(seed, 5)) {
	case 0:
		break; /* taken out */
	case 1:
		ilo_buf_add(out, bytes + at, length); /* said twice */
		ilo_buf_add(out, bytes + at, length);
		break;
	case 2:
		ilo_buf_add(out, bytes + draw(seed, count - length), length);
		break; /* overwritten by something else of it */
	default:
		ilo_buf_puts(out, put[draw(seed, sizeof put / sizeof *put)]);
		length = draw(seed, 2) == 0 ? 0 : length;
	}
	ilo_buf_add(out, bytes + at + length, count - at - length);
}

static const char rich[] =
	"<statistics>"
	"<observation indicator='IBC_BETWEEN' unit='DETECTIONS' "
	"counted-by='own' period='2024-01' host='GH' citizenship='NG' "
	"route='CMED' border='SEA' source='a \"source\"' note='a > b' "
	"value='3' status='E' confidentiality='C'/>\n\n"
	"<absence reason='suppressed' period='2024-02'\n"
	" counted-by='own'\tunit='DETECTIONS' indicator='IBC_BETWEEN' />"
	"<observation indicator='REFUSED' unit='DECISIONS' "
	"counted-by='own' period='2024-02' value='4' status='M'>"
	"</observation><!-- and\none more -->"
	"<absence indicator='ASYLUM' unit='APPLICATIONS' counted-by='own' "
	"period='2024-06' reason='confidential'></absence>";

static const char *
with_crlf(struct fixture *fixture, const char *text)
{
	struct ilo_buf out = ILO_BUF_INIT;
	const char *copy;

	for (; *text != '\0'; text++)
		ilo_buf_printf(&out, *text == '\n' ? "\r%c" : "%c", *text);
	copy = ilo_arena_strdup(fixture->arena, ilo_buf_text(&out));
	ilo_buf_release(&out);
	return copy;
}

static void
test_documents(void **state)
{
	struct fixture *fixture = *state;
	const char *wish = getenv("DIFFER");
	const unsigned long rounds =
		wish == NULL ? ROUNDS : strtoul(wish, NULL, 10);
	const char *seeds[3];
	struct ilo_buf one = ILO_BUF_INIT, other = ILO_BUF_INIT;
	struct ilo_buf slow = ILO_BUF_INIT;
	unsigned long compared = 0;
	uint64_t seed = 2024;

	seeds[0] = ilo_arena_strdup(
		fixture->arena,
		changed(fixture, "tests/hostile/base.xml", NULL, NULL));
	seeds[1] = changed(fixture, "tests/hostile/base.xml", "<statistics>",
	                   rich);
	seeds[2] = with_crlf(fixture, seeds[1]);
	for (unsigned long i = 0; i < rounds; i++) {
		ilo_buf_clear(&one);
		ilo_buf_puts(&one, seeds[i % 3]);
		for (uint32_t j = draw(&seed, 4); j > 0; j--) {
			struct ilo_buf swap;

			mutate(&one, &seed, &other);
			swap = one;
			one = other;
			other = swap;
		}
		compared += compare(fixture, &one, &slow,
		                    i % 16 == 0 ? ILO_TRUSTED : ILO_JUDGE);
	}
	assert_true(compared > rounds / 2); /* else nothing was shown */
	ilo_buf_release(&slow);
	ilo_buf_release(&other);
	ilo_buf_release(&one);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_documents),
	};

	return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
