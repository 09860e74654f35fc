/* register.sql is the only layout there is: older rows are copied into it. */

#include "common/register.h"

#include <string.h>

#include "common/mem.h"
#include "generated/register_sql.h"

#define VERSION "2"

/* The columns of submission in version 1. */
#define COLUMNS_1                                                              \
	"id, sha256, size, file, kind, fate, received, ingested, sender, "     \
	"report, nature, host, region, first, last, document, revision, "      \
	"language, marking, published, zero_from, zero_to, series, version, "  \
	"tool"

/* References are to names, and the names stay; the triggers are in the way. */
static const char aside[] = "PRAGMA legacy_alter_table=ON;"
			    "DROP TRIGGER submission_fixed;"
			    "DROP TRIGGER submission_kept;"
			    "DROP TRIGGER finding_fixed;"
			    "DROP TRIGGER finding_kept;"
			    "DROP TRIGGER ledger_fixed;"
			    "DROP TRIGGER ledger_kept;"
			    "DROP INDEX submission_series;"
			    "DROP INDEX submission_sha256;"
			    "ALTER TABLE meta RENAME TO old_meta;"
			    "ALTER TABLE submission RENAME TO old_submission;"
			    "ALTER TABLE finding RENAME TO old_finding;"
			    "ALTER TABLE ledger RENAME TO old_ledger;";

static const char copy[] = "INSERT INTO submission (" COLUMNS_1
			   ") SELECT " COLUMNS_1 " FROM old_submission;"
			   "INSERT INTO finding SELECT * FROM old_finding;"
			   "INSERT INTO ledger SELECT * FROM old_ledger;"
			   "DROP TABLE old_meta;"
			   "DROP TABLE old_finding;"
			   "DROP TABLE old_submission;"
			   "DROP TABLE old_ledger;";

/* What version 1 lacks, for readers alone: temporary names hide those of the
 * file and nothing is written to it. */
static const char as_if[] =
	"PRAGMA temp_store=MEMORY;"
	"CREATE TEMP VIEW submission AS SELECT *, NULL AS source,"
	" NULL AS container, NULL AS canonical, NULL AS content,"
	" NULL AS signature, NULL AS run FROM main.submission;";

enum ilo_status
ilo_register_make(struct ilo_db *db, struct ilo_diag *diag)
{
	return ilo_db_run(db, register_sql, diag);
}

/* Undone with the connection, which is not used any more. */
static enum ilo_status
upgrade(struct ilo_db *db, struct ilo_diag *diag)
{
	static const char *const steps[] = {"PRAGMA foreign_keys=OFF",
	                                    "BEGIN IMMEDIATE",
	                                    aside,
	                                    register_sql,
	                                    copy,
	                                    "COMMIT",
	                                    "PRAGMA foreign_keys=ON"};
	enum ilo_status status = ILO_OK;
	size_t i;

	for (i = 0; status == ILO_OK && i < sizeof(steps) / sizeof(steps[0]);
	     i++)
		status = ilo_db_run(db, steps[i], diag);
	return status;
}

static enum ilo_status
read_version(struct ilo_db *db, struct ilo_arena *arena, struct ilo_diag *diag,
             const char **version)
{
	struct ilo_query *query = NULL;
	enum ilo_status status;
	bool row = false;

	*version = NULL;
	status = ilo_query_new(db,
	                       "SELECT value FROM meta WHERE key = 'version'",
	                       diag, &query);
	if (status == ILO_OK)
		status = ilo_query_step(query, diag, &row);
	if (status == ILO_OK && row)
		*version = ilo_query_text(query, arena, 0);
	ilo_query_free(query);
	return status;
}

enum ilo_status
ilo_register_adopt(struct ilo_db *db, enum ilo_db_mode mode, const char *folder,
                   struct ilo_diag *diag)
{
	struct ilo_arena *arena = ilo_arena_new();
	const char *version = NULL;
	enum ilo_status status = read_version(db, arena, diag, &version);

	if (status == ILO_OK && version != NULL && strcmp(version, "1") == 0) {
		status = mode == ILO_DB_READ ? ilo_db_run(db, as_if, diag)
		                             : upgrade(db, diag);
	} else if (status == ILO_OK &&
	           (version == NULL || strcmp(version, VERSION) != 0)) {
		ilo_diag_report(diag, ILO_D_ARCHIVE_VERSION, folder, 0,
		                "it says %s, this program reads 1 and " VERSION,
		                version == NULL ? "nothing" : version);
		status = ILO_FAILED;
	}
	ilo_arena_free(arena);
	return status;
}
