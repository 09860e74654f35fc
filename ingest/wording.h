/*
 * The words of letters: schema/letters/LANG.xml, one file a language
 * (schema/letter.xsd), and whose language is which.
 */

#ifndef ILO_INGEST_WORDING_H
#define ILO_INGEST_WORDING_H

#include "common/codebook.h"
#include "common/diag.h"
#include "ingest/record.h"

struct wording;  /* one language */
struct wordings; /* all that there are, English among them */

/* Read schema/letters/ under datadir.  ILO_FAILED, reported, when English is
 * missing or a file is not as it should be.  codebook must outlive *out, which
 * wordings_free() ends. */
ILO_MUST_CHECK enum ilo_status
wordings_read(const char *datadir, const struct ilo_codebook *codebook,
              struct ilo_diag *diag, struct wordings **out);
void wordings_free(struct wordings *wordings);

/* In the language that the submission says it is in, where there are words for
 * it, else in the first of its sender's that has some, else in English. */
const struct wording *wordings_for(const struct wordings *wordings,
                                   const struct record *record);

const char *wording_language(const struct wording *wording);  /* "fr" */
const char *wording_direction(const struct wording *wording); /* "ltr" */

/* The text of that id, which must be one of letter.xsd's. */
const char *wording_text(const struct wording *wording, const char *id);

/* The message of a finding; NULL where it is not translated. */
const char *wording_message(const struct wording *wording, const char *id);

#endif
