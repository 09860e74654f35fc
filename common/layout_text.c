/* ICU decodes character by character, so that the first bad byte is known. */

#include "common/layout_text.h"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#define CHARACTER_BYTES 4

static void
put(struct ilo_buf *out, UChar32 character)
{
	const uint32_t code = (uint32_t)character;
	uint8_t bytes[CHARACTER_BYTES];
	int32_t count = 0;

	U8_APPEND_UNSAFE(bytes, count, code);
	ilo_buf_add(out, bytes, (size_t)count);
}

static enum ilo_status
decode(UConverter *converter, const char *bytes, size_t count,
       struct ilo_buf *out, size_t *offset)
{
	const char *at = bytes, *end = bytes + count;
	UErrorCode error = U_ZERO_ERROR;

	while (at < end) {
		const char *before = at;
		const UChar32 character =
			ucnv_getNextUChar(converter, &at, end, &error);

		if (U_FAILURE(error) ||
		    (character >= 0x80 && character < 0xa0)) {
			*offset = (size_t)(before - bytes);
			return ILO_FINDINGS;
		}
		put(out, character);
	}
	return ILO_OK;
}

enum ilo_status
ilo_text_decode(const char *encoding, const char *bytes, size_t count,
                struct ilo_buf *out, size_t *offset)
{
	UErrorCode error = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(encoding, &error);
	enum ilo_status status = ILO_FAILED;

	*offset = 0;
	if (U_SUCCESS(error))
		ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL,
		                    NULL, NULL, &error);
	if (U_SUCCESS(error))
		status = decode(converter, bytes, count, out, offset);
	ucnv_close(converter);
	return status;
}
