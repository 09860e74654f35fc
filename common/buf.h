/* A growable buffer of bytes, always terminated, for text under construction.
 */

#ifndef ILO_COMMON_BUF_H
#define ILO_COMMON_BUF_H

#include <stddef.h>

struct ilo_buf {
	char *bytes;  /* NULL while empty; terminated otherwise */
	size_t count; /* without the terminator */
	size_t capacity;
};

#define ILO_BUF_INIT                                                           \
	{                                                                      \
		NULL, 0, 0                                                     \
	}

void ilo_buf_add(struct ilo_buf *buf, const void *bytes, size_t count);
void ilo_buf_puts(struct ilo_buf *buf, const char *text);
void ilo_buf_printf(struct ilo_buf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Room for so many bytes more behind what is there, for a caller that writes
 * them and counts them itself, and ends them as they are ended. */
char *ilo_buf_room(struct ilo_buf *buf, size_t more);
void ilo_buf_clear(struct ilo_buf *buf);   /* empty, memory kept */
void ilo_buf_release(struct ilo_buf *buf); /* back to ILO_BUF_INIT */

/* The text, "" while empty. */
const char *ilo_buf_text(const struct ilo_buf *buf);

#endif
