/*
 * The words of letters: schema/letters/LANG.xml, one file a language
 * (schema/letter.xsd), and whose language is which.
 */

#ifndef ILO_INGEST_WORDING_H
#define ILO_INGEST_WORDING_H

#include <stdbool.h>

#include "common/codebook.h"
#include "common/diag.h"
#include "ingest/record.h"

struct wording;  /* one language */
struct wordings; /* all that there are, English among them */

/* Who signs, and where the office can be reached, or NULL. */
struct office {
	const char *name, *contact;
	const char *language; /* of the two */
};

/* Read schema/letters/ under datadir.  ILO_FAILED, reported, when English is
 * missing or a file is not as it should be.  codebook must outlive *out, which
 * wordings_free() ends. */
ILO_MUST_CHECK enum ilo_status
wordings_read(const char *datadir, const struct ilo_codebook *codebook,
              struct ilo_diag *diag, struct wordings **out);
void wordings_free(struct wordings *wordings);

/* Have the office sign the letters in that language, and if it is English those
 * in the languages that have none of their own.  Its texts are borrowed; its
 * language need not be set.  False where there are no letters in that one. */
bool wordings_sign(struct wordings *wordings, const char *language,
                   const struct office *office);
/* "de, el, en", in the memory of the wordings. */
const char *wordings_languages(const struct wordings *wordings);

/* In the language that the submission says it is in, where there are words for
 * it, else in the first of its sender's that has some, else in English. */
const struct wording *wordings_for(const struct wordings *wordings,
                                   const struct record *record);

const char *wording_language(const struct wording *wording);  /* "fr" */
const char *wording_direction(const struct wording *wording); /* "ltr" */

/* What signs; the words of the letter itself where nothing was set. */
struct office wording_office(const struct wording *wording);

/* The text of that id, which must be one of letter.xsd's. */
const char *wording_text(const struct wording *wording, const char *id);

/* The message of a finding; NULL where it is not translated. */
const char *wording_message(const struct wording *wording, const char *id);

#endif
