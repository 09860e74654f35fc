/* The cover of a native submission, from its tree. */

#ifndef ILO_COMMON_COVER_H
#define ILO_COMMON_COVER_H

#include "common/submission.h"

/*
 * Fill *cover with what stands under root, codes made canonical where they are
 * known and left as they are where not.  Judges nothing; root may be NULL.
 */
void ilo_cover_read(const struct ilo_reading *reading, const xmlNode *root,
                    struct ilo_cover *cover);

/* The text without white space at its ends (xs:token), in the arena; NULL when
 * nothing is left. */
const char *ilo_cover_token(struct ilo_arena *arena, const char *text);

#endif
