/* The SQLite seam: every result checked, every value bound. */

#ifndef ILO_COMMON_DB_H
#define ILO_COMMON_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "common/diag.h"
#include "common/mem.h"

struct ilo_db;
struct ilo_query;

enum ilo_db_mode { ILO_DB_READ, ILO_DB_WRITE, ILO_DB_CREATE };

/* WAL, foreign keys, trusted_schema off, defensive.  Busy is ILO_TRY_AGAIN. */
ILO_MUST_CHECK enum ilo_status ilo_db_open(const char *path,
                                           enum ilo_db_mode mode,
                                           struct ilo_diag *diag,
                                           struct ilo_db **out);
void ilo_db_close(struct ilo_db *db);

/* Statements without parameters or rows. */
ILO_MUST_CHECK enum ilo_status ilo_db_run(struct ilo_db *db, const char *sql,
                                          struct ilo_diag *diag);

/* A prepared statement; end it with ilo_query_free(). */
ILO_MUST_CHECK enum ilo_status ilo_query_new(struct ilo_db *db, const char *sql,
                                             struct ilo_diag *diag,
                                             struct ilo_query **out);
void ilo_query_free(struct ilo_query *query);

/* Parameters count from 1; NULL text binds NULL.  Binding errors stick and
 * come out of the next step. */
void ilo_query_bind(struct ilo_query *query, int number, const char *text);
void ilo_query_bind_count(struct ilo_query *query, int number, int64_t value);

/* *row tells whether there is one.  After the last the query can be bound and
 * stepped again. */
ILO_MUST_CHECK enum ilo_status ilo_query_step(struct ilo_query *query,
                                              struct ilo_diag *diag, bool *row);

/* Columns count from 0; NULL for SQL NULL; the copy is in the arena. */
const char *ilo_query_text(struct ilo_query *query, struct ilo_arena *arena,
                           int column);
int64_t ilo_query_count(struct ilo_query *query, int column);

#endif
