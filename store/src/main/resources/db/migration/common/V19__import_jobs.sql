-- Files of people that the server itself brings in. What became of their rows is in `imports`, under the job's id.

ALTER TABLE imports ADD COLUMN updated ${long} NOT NULL DEFAULT 0;

-- `definition` is what was asked for, and by whom. `due` is when a node may take the job, if it is to be run at all; a
-- node that has it moves that on.
CREATE TABLE import_jobs (
    id         ${text} NOT NULL PRIMARY KEY,
    definition TEXT NOT NULL,
    state      ${text} NOT NULL,
    reason     TEXT,
    size       ${long} NOT NULL,
    progress   ${long} NOT NULL,
    made       ${long} NOT NULL,
    started    ${long},
    ended      ${long},
    due        ${long}
) ${table};
CREATE INDEX import_jobs_due ON import_jobs (due);

-- The file, sealed in pieces; gone when the job is over.
CREATE TABLE import_pieces (
    job_id  ${text} NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    number  ${long} NOT NULL,
    content ${bytes} NOT NULL,
    PRIMARY KEY (job_id, number)
) ${table};

-- Rows that became nobody, and why.
CREATE TABLE import_refusals (
    job_id  ${text} NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    place   ${long} NOT NULL,
    line    ${long} NOT NULL,
    login   TEXT NOT NULL,
    reasons TEXT NOT NULL,
    PRIMARY KEY (job_id, place)
) ${clustered};
