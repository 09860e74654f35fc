/* Numbers as text: what is taken reads back, and only one grammar is taken. */

#include "common/num.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	char *text = fuzz_text(bytes, count);
	char printed[ILO_NUM_SIZE];
	int64_t whole = -1, span = -1;
	double value, again;

	if (ilo_num_count(text, &whole)) {
		FUZZ_CHECK(whole >= 0 && whole <= INT64_C(999999999999999));
		FUZZ_CHECK(strspn(text, "0123456789") == strlen(text));
	}
	if (ilo_num_count_span((const char *)bytes, count, &span))
		FUZZ_CHECK(span == whole);
	if (ilo_num_real(text, &value)) {
		FUZZ_CHECK(strspn(text, "0123456789-+.e") == strlen(text));
		FUZZ_CHECK(ilo_num_real(ilo_num_print(value, printed), &again));
		FUZZ_CHECK(!(value < again) && !(value > again));
	}
	free(text);
	return 0;
}
