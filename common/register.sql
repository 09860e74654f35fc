-- The register of an archive.  Append only: triggers refuse updates and deletes.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('version', '2');

-- One row for each file that was given, in the order of arrival.  The same bytes
-- given again under the same name, with the same fate, add none.  What is no plain
-- file is never opened: it has a row without digest, once.
CREATE TABLE submission (
  id        INTEGER PRIMARY KEY,
  sha256    TEXT,                       -- of its bytes, kept in objects/; NULL: never read
  size      INTEGER NOT NULL,
  file      TEXT NOT NULL,              -- its name as shown to people
  kind      TEXT NOT NULL,              -- native, frontex-monthly, …, unknown
  fate      TEXT NOT NULL CHECK (fate IN ('accepted', 'accepted-with-findings',
              'rejected', 'quarantined', 'duplicate', 'superseded', 'not-for-us')),
  received  TEXT NOT NULL,              -- when it became known, UTC
  ingested  TEXT NOT NULL,              -- when this row was written, UTC
  sender    TEXT,
  report    TEXT,
  nature    TEXT,                       -- real or exercise
  host      TEXT,
  region    TEXT,
  first     TEXT,                       -- semesters it speaks of
  last      TEXT,
  document  TEXT,
  revision  INTEGER,
  language  TEXT,
  marking   TEXT,
  published TEXT,
  zero_from TEXT,
  zero_to   TEXT,
  series    TEXT,                       -- what it is a version of
  version   TEXT,                       -- sorts as text within the series
  tool      TEXT NOT NULL,              -- version of the program that judged it
  source    TEXT,                       -- name of its source in ilo.conf
  container TEXT,                       -- SHA-256 of the zip or gzip file it came in
  canonical TEXT,                       -- SHA-256 of its canonical form
  content   TEXT,                       -- SHA-256 of what it says, whatever its kind
  signature TEXT CHECK (signature IN ('none', 'valid', 'invalid', 'untrusted', 'expired',
              'revoked')),              -- NULL: not looked for
  run       INTEGER,                    -- id of the first row of the run that wrote it;
                                        -- NULL: version 1, which did not say
  CHECK (sha256 IS NOT NULL OR fate = 'quarantined')
);
CREATE INDEX submission_series ON submission (series, version);
CREATE INDEX submission_sha256 ON submission (sha256);
CREATE INDEX submission_canonical ON submission (canonical);
CREATE INDEX submission_content ON submission (content);

CREATE TABLE finding (
  submission INTEGER NOT NULL REFERENCES submission,
  number     INTEGER NOT NULL,
  id         TEXT NOT NULL,
  severity   TEXT NOT NULL,
  line       INTEGER NOT NULL,
  text       TEXT NOT NULL,
  detail     TEXT NOT NULL,
  PRIMARY KEY (submission, number)
) WITHOUT ROWID;

-- What the verdict on a signature rests on, for each file that had one.
CREATE TABLE signature (
  submission    INTEGER PRIMARY KEY REFERENCES submission,
  method        TEXT NOT NULL CHECK (method IN ('xmldsig', 'cms')),
  signer        TEXT,                   -- subject of the certificate
  signer_sha256 TEXT,                   -- of the certificate
  evidence      TEXT NOT NULL           -- SHA-256 of a document in objects/
);

-- Each receipt's digest, chained: sha256 = SHA-256(previous || receipt), both as
-- hexadecimal text; the first previous is 64 zeros.  The digest is that of the
-- receipt without its predicate's ledger member, as one line with sorted keys.
CREATE TABLE ledger (
  number   INTEGER PRIMARY KEY,
  receipt  TEXT NOT NULL UNIQUE,
  previous TEXT NOT NULL,
  sha256   TEXT NOT NULL
);

CREATE TRIGGER submission_fixed BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER submission_kept  BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER finding_fixed    BEFORE UPDATE ON finding    BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER finding_kept     BEFORE DELETE ON finding    BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER signature_fixed  BEFORE UPDATE ON signature  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER signature_kept   BEFORE DELETE ON signature  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_fixed     BEFORE UPDATE ON ledger     BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_kept      BEFORE DELETE ON ledger     BEGIN SELECT RAISE(ABORT, 'append only'); END;

-- What servers of collections answered.  One row for each file that came or
-- failed to; what was unchanged since the last run adds none but its index's.
-- Headers are bytes of the server, kept as they came.
CREATE TABLE fetch (
  id          INTEGER PRIMARY KEY,
  source      TEXT NOT NULL,            -- name of the collection in ilo.conf
  url         TEXT NOT NULL,
  time        TEXT NOT NULL,            -- start of the run, UTC
  outcome     TEXT NOT NULL CHECK (outcome IN ('fetched', 'temporary', 'failed')),
  finding     TEXT,                     -- id of the diagnostic; NULL: none
  detail      TEXT,
  status      INTEGER NOT NULL,         -- of HTTP; 0: there was no answer
  date        TEXT,                     -- headers of the answer
  etag        TEXT,
  modified    TEXT,
  type        TEXT,
  headers     TEXT,                     -- all of them
  certificate TEXT,                     -- SHA-256 of each of the chain, the server's first
  size        INTEGER NOT NULL,         -- bytes that came
  sha256      TEXT                      -- of them, where all came
);
CREATE INDEX fetch_url ON fetch (url, source);
CREATE TRIGGER fetch_fixed BEFORE UPDATE ON fetch BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER fetch_kept  BEFORE DELETE ON fetch BEGIN SELECT RAISE(ABORT, 'append only'); END;
