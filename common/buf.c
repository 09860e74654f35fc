/* Growth and termination in one place: every writer below uses reserve(). */

#include "common/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

static void
reserve(struct ilo_buf *buf, size_t more)
{
	buf->bytes =
		ilo_grow(buf->bytes, buf->count + more + 1, &buf->capacity, 1);
}

void
ilo_buf_add(struct ilo_buf *buf, const void *bytes, size_t count)
{
	reserve(buf, count);
	if (count > 0)
		memcpy(buf->bytes + buf->count, bytes, count);
	buf->count += count;
	buf->bytes[buf->count] = '\0';
}

void
ilo_buf_puts(struct ilo_buf *buf, const char *text)
{
	ilo_buf_add(buf, text, strlen(text));
}

void
ilo_buf_printf(struct ilo_buf *buf, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(length >= 0);
	reserve(buf, (size_t)length);
	va_start(args, format);
	(void)vsnprintf(buf->bytes + buf->count, (size_t)length + 1, format,
	                args);
	va_end(args);
	buf->count += (size_t)length;
}

char *
ilo_buf_room(struct ilo_buf *buf, size_t more)
{
	reserve(buf, more);
	return buf->bytes + buf->count;
}

void
ilo_buf_clear(struct ilo_buf *buf)
{
	buf->count = 0;
	if (buf->bytes != NULL)
		buf->bytes[0] = '\0';
}

void
ilo_buf_release(struct ilo_buf *buf)
{
	free(buf->bytes);
	*buf = (struct ilo_buf)ILO_BUF_INIT;
}

const char *
ilo_buf_text(const struct ilo_buf *buf)
{
	return buf->bytes == NULL ? "" : buf->bytes;
}
