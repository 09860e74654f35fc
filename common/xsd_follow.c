/* The parser asks for bytes; it is kept waiting until there are some. */

#include "common/xsd_follow.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/mem.h"
#include "common/xmlio.h"

struct ilo_xsd_follow {
	const struct ilo_xsd *xsd;
	int file;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t told;
	uint64_t written; /* under the lock, as is done */
	bool done;
	uint64_t taken;      /* by the thread alone, as what follows */
	struct ilo_buf said; /* of the first fault */
	long line;
	int verdict;
};

/* How many of most bytes there are by now; 0 at the end. */
static size_t
wait_for(struct ilo_xsd_follow *follow, size_t most)
{
	uint64_t more;

	(void)pthread_mutex_lock(&follow->lock); /* cannot fail */
	while (follow->written <= follow->taken && !follow->done)
		(void)pthread_cond_wait(&follow->told, &follow->lock);
	more = follow->written - follow->taken;
	(void)pthread_mutex_unlock(&follow->lock); /* nor this */
	return more < most ? (size_t)more : most;
}

static int
read_bytes(void *context, char *bytes, int size_bytes)
{
	struct ilo_xsd_follow *follow = context;
	const size_t wanted = wait_for(follow, (size_t)size_bytes);
	ssize_t count;

	do
		count = pread(follow->file, bytes, wanted,
		              (off_t)follow->taken);
	while (count < 0 && errno == EINTR);
	follow->taken += count > 0 ? (uint64_t)count : 0;
	return (int)count;
}

/* libxml2 may say much about one fault; the first words are the cause. */
static void
hear(void *context, ILO_XML_ERROR *error)
{
	struct ilo_xsd_follow *follow = context;
	const char *text = error->message != NULL ? error->message : "unknown";

	if (follow->said.count > 0)
		return;
	ilo_buf_add(&follow->said, text, strcspn(text, "\n"));
	follow->line = error->line;
}

static void *
check(void *context)
{
	struct ilo_xsd_follow *follow = context;
	xmlSchemaValidCtxt *valid =
		xmlSchemaNewValidCtxt(ilo_xsd_schema(follow->xsd));
	xmlParserInputBuffer *input = xmlParserInputBufferCreateIO(
		read_bytes, NULL, follow, XML_CHAR_ENCODING_NONE);

	follow->verdict = -1;
	if (valid != NULL && input != NULL) {
		xmlSchemaSetValidStructuredErrors(valid, hear, follow);
		/* Frees the input. */
		follow->verdict = xmlSchemaValidateStream(
			valid, input, XML_CHAR_ENCODING_NONE, NULL, NULL);
	} else {
		xmlFreeParserInputBuffer(input);
	}
	xmlSchemaFreeValidCtxt(valid);
	return NULL;
}

struct ilo_xsd_follow *
ilo_xsd_follow_new(const struct ilo_xsd *xsd, const char *path)
{
	struct ilo_xsd_follow *follow;
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file < 0)
		return NULL;
	follow = ilo_xcalloc(1, sizeof(*follow));
	follow->xsd = xsd;
	follow->file = file;
	(void)pthread_mutex_init(&follow->lock, NULL); /* cannot fail */
	(void)pthread_cond_init(&follow->told, NULL);  /* nor this */
	if (pthread_create(&follow->thread, NULL, check, follow) == 0)
		return follow;
	(void)close(file); /* only read from */
	free(follow);
	return NULL;
}

static void
tell(struct ilo_xsd_follow *follow, uint64_t size_bytes, bool done)
{
	(void)pthread_mutex_lock(&follow->lock); /* cannot fail */
	if (size_bytes > follow->written)
		follow->written = size_bytes;
	follow->done = done;
	(void)pthread_cond_signal(&follow->told);
	(void)pthread_mutex_unlock(&follow->lock);
}

void
ilo_xsd_follow_tell(struct ilo_xsd_follow *follow, uint64_t size_bytes)
{
	tell(follow, size_bytes, false);
}

enum ilo_status
ilo_xsd_follow_end(struct ilo_xsd_follow *follow, const char *shown,
                   struct ilo_diag *diag)
{
	enum ilo_status status;

	tell(follow, 0, true);
	(void)pthread_join(follow->thread, NULL); /* is ours */
	status = follow->verdict == 0 ? ILO_OK : ILO_FAILED;
	if (follow->said.count > 0)
		ilo_diag_report(diag, ILO_D_XML_INVALID_OUTPUT, shown,
		                follow->line, "%s", follow->said.bytes);
	else if (status != ILO_OK)
		ilo_diag_report(diag, ILO_D_LIBRARY, shown, 0,
		                "the schema could not be applied");
	(void)close(follow->file); /* only read from */
	(void)pthread_cond_destroy(&follow->told);
	(void)pthread_mutex_destroy(&follow->lock);
	ilo_buf_release(&follow->said);
	free(follow);
	return status;
}
