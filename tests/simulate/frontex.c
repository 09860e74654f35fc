/* Reads "route","border","nationality","YYYY-MM",count. */

#include "tests/simulate/frontex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"

/* The row of a route; a new one where it is not known. */
static double *
route_of(struct frontex *frontex, const char *name)
{
	size_t i;

	for (i = 1; i < frontex->routes; i++)
		if (strcmp(frontex->names[i], name) == 0)
			return frontex->counts[i];
	if (frontex->routes == FRONTEX_ROUTES)
		return NULL;
	(void)snprintf(frontex->names[i], sizeof(frontex->names[i]), "%.47s",
	               name);
	return frontex->counts[frontex->routes++];
}

static bool
take_row(struct frontex *frontex, char *line)
{
	char *comma = strrchr(line, ','), *quote = strchr(line + 1, '"');
	int64_t count, year, month;
	double *route;
	size_t at;

	line[strcspn(line, "\r\n")] = '\0';
	if (comma == NULL || quote == NULL || comma < quote + 9)
		return false;
	*quote = comma[-1] = comma[-4] = '\0';
	if (!ilo_num_count(comma + 1, &count) ||
	    !ilo_num_count(comma - 8, &year) ||
	    !ilo_num_count(comma[-3] == '0' ? comma - 2 : comma - 3, &month))
		return false;
	at = (size_t)((year - FRONTEX_FIRST_YEAR) * 12 + month - 1);
	if (at >= FRONTEX_MONTHS)
		return true; /* of a year that is not whole */
	route = route_of(frontex, line + 1);
	if (route == NULL)
		return false;
	route[at] += (double)count;
	frontex->counts[0][at] += (double)count;
	return true;
}

void
frontex_read(const char *path, struct frontex *frontex)
{
	FILE *file = fopen(path, "r");
	char line[256];

	*frontex = (struct frontex){.names = {"All routes"}, .routes = 1};
	if (file == NULL || fgets(line, sizeof(line), file) == NULL) {
		(void)fprintf(stderr, "simulate: %s: cannot read\n", path);
		exit(1);
	}
	while (fgets(line, sizeof(line), file) != NULL) {
		if (!take_row(frontex, line)) {
			(void)fprintf(stderr, "simulate: %s: odd row: %s\n",
			              path, line);
			exit(1);
		}
		frontex->rows++;
	}
	(void)fclose(file);
}
