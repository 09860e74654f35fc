/* What the loaded libraries say of themselves, not what was compiled against;
 * the C library counts because it has the exponential and the logarithm. */

#include "analyze/estimate/libraries.h"

#include <gnu/libc-version.h>
#include <gsl/gsl_version.h>

#include "analyze/estimate/programme.h"

void
libraries_print(FILE *stream)
{
	(void)fprintf(stream, "C library %s\nGLPK %s\nGSL %s\n",
	              gnu_get_libc_version(), programme_library(),
	              gsl_version); /* the stream is checked by the caller */
}
