-- Imports of people, by the content that they read.

CREATE TABLE imports (
    fingerprint ${text} NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    done        ${long} NOT NULL,
    created     ${long} NOT NULL,
    refused     ${long} NOT NULL,
    started     ${long} NOT NULL,
    finished    ${long}
) ${table};
