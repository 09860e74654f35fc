PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES('version','1');
CREATE TABLE submission (
  id        INTEGER PRIMARY KEY,
  sha256    TEXT NOT NULL,              -- of its bytes, kept in objects/
  size      INTEGER NOT NULL,
  file      TEXT NOT NULL,              -- its name as shown to people
  kind      TEXT NOT NULL,              -- native, frontex-monthly, unknown
  fate      TEXT NOT NULL CHECK (fate IN ('accepted', 'rejected', 'duplicate', 'superseded')),
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
  tool      TEXT NOT NULL               -- version of the program that judged it
);
INSERT INTO submission VALUES(1,'273a1069a845d1cafd7a69c443247346c6c2d05e6f2e9f2659b9d5522f2862e5',461,'1.xml','native','accepted','2024-08-01T23:59:59Z','2026-11-22T02:18:34Z','FR','contribution','real','GH',NULL,'2024-S1','2024-S1','FR-GH',1,'en','PUBLIC','2024-07-15',NULL,NULL,'native/FR/GH/2024-S1/contribution','0001','0.1.0');
INSERT INTO submission VALUES(2,'79e594473ba51b3d71882f1a587ca07245fe979594ffd65bc13b53279043f5d1',453,'2.xml','native','accepted','2024-08-01T23:59:59Z','2026-11-22T02:18:34Z','FR','contribution','real','GH',NULL,'2024-S1','2024-S1','FR-GH',2,'en','PUBLIC','2024-07-15',NULL,NULL,'native/FR/GH/2024-S1/contribution','0002','0.1.0');
INSERT INTO submission VALUES(3,'273a1069a845d1cafd7a69c443247346c6c2d05e6f2e9f2659b9d5522f2862e5',461,'again.xml','native','duplicate','2024-08-01T23:59:59Z','2026-11-22T02:18:34Z','FR','contribution','real','GH',NULL,'2024-S1','2024-S1','FR-GH',1,'en','PUBLIC','2024-07-15',NULL,NULL,'native/FR/GH/2024-S1/contribution','0001','0.1.0');
INSERT INTO submission VALUES(4,'1f57e3df4875474fdabf567780f1ad766ea73a06811a973c891d21096aa90f60',461,'zz.xml','native','rejected','2024-08-01T23:59:59Z','2026-11-22T02:18:34Z','FR','contribution','real','ZZ',NULL,'2024-S1','2024-S1','FR-ZZ',1,'en','PUBLIC','2024-07-15',NULL,NULL,'native/FR/ZZ/2024-S1/contribution','0001','0.1.0');
INSERT INTO submission VALUES(5,'9d942111150292acb9ee6ee7c4db8cecac78b2a65b73aba2ee4f032be8ddd7e3',79,'v.csv','frontex-monthly','accepted','2025-02-07T23:59:59Z','2026-11-22T02:18:34Z','FRONTEX','detections','real',NULL,NULL,'2024-S1','2024-S1',NULL,NULL,NULL,NULL,'2025-02-07','2024-01','2024-01','frontex-monthly/FRONTEX','2025-02-07','0.1.0');
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
INSERT INTO finding VALUES(3,1,'ING302','info',0,'the archive holds the very same file','as 1.xml, no. 1, accepted');
INSERT INTO finding VALUES(4,1,'ING207','error',4,'host country is not known in that semester; use ISO 3166-1 alpha-2','''ZZ''');
INSERT INTO finding VALUES(5,1,'ING242','info',0,'rows without a nationality are taken as citizenship not specified (_X)','1 of 1 rows');
CREATE TABLE ledger (
  number   INTEGER PRIMARY KEY,
  receipt  TEXT NOT NULL UNIQUE,
  previous TEXT NOT NULL,
  sha256   TEXT NOT NULL
);
INSERT INTO ledger VALUES(1,'f36fd1e82265b522c92539be19f9633c76b399baa82db8bdbd10a95c4ad07cf5','0000000000000000000000000000000000000000000000000000000000000000','80f1d86909e593ae34a8a53312ad844da874423b7291d15694139879bd4d9642');
INSERT INTO ledger VALUES(2,'e1fbffda549f9fa5c63c047e5b6701fe4c07223124b8746785aa6b149c980d63','80f1d86909e593ae34a8a53312ad844da874423b7291d15694139879bd4d9642','2f876c4dd76507a5485fe6eab8e06765d183da25317ccca0744f534c29c4e4af');
INSERT INTO ledger VALUES(3,'72379847bea36cb4fda8b5de37981d708d8d419047452058c2b80f2452a9ce80','2f876c4dd76507a5485fe6eab8e06765d183da25317ccca0744f534c29c4e4af','08f04c4bf7650c4648dd7114d9c007b9be55dc989daad882680fae65c7f79ac6');
INSERT INTO ledger VALUES(4,'7ee0221a055b2e5ca80d473b6b3afa0f3931c027fd9d960cc080a5659ad127ed','08f04c4bf7650c4648dd7114d9c007b9be55dc989daad882680fae65c7f79ac6','88fd1aad0a72232b4b29fffa086c1c93564e8940ffd799d8cbc233a67c94e6ad');
INSERT INTO ledger VALUES(5,'aeca07b65587ca7c7f48ecf493881693fe7ad263019642494c298f62256a372b','88fd1aad0a72232b4b29fffa086c1c93564e8940ffd799d8cbc233a67c94e6ad','d132142509f61940dcd19f8f944778f19e9830a51a5fcd88582c96d6eec9120c');
CREATE INDEX submission_series ON submission (series, version);
CREATE INDEX submission_sha256 ON submission (sha256);
CREATE TRIGGER submission_fixed BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER submission_kept  BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER finding_fixed    BEFORE UPDATE ON finding    BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER finding_kept     BEFORE DELETE ON finding    BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_fixed     BEFORE UPDATE ON ledger     BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER ledger_kept      BEFORE DELETE ON ledger     BEGIN SELECT RAISE(ABORT, 'append only'); END;
COMMIT;
