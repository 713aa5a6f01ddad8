-- Mails on their way, sealed. `due` is when the next try may begin; without one, the mail was given up.
CREATE TABLE outbox (
    id       ${text} NOT NULL PRIMARY KEY,
    content  ${bytes} NOT NULL,
    written  ${long} NOT NULL,
    due      ${long},
    attempts ${long} NOT NULL,
    reason   TEXT
) ${table};
CREATE INDEX outbox_due ON outbox (due);

-- Links that let a person in once: one for each person and purpose. Made for people who don't exist, too, so that it
-- takes as long: `user_id` need not be a user.
CREATE TABLE one_time_links (
    user_id ${text} NOT NULL,
    purpose ${text} NOT NULL,
    hash    ${bytes} NOT NULL UNIQUE,
    facts   TEXT NOT NULL,
    made    ${long} NOT NULL,
    expires ${long} NOT NULL,
    PRIMARY KEY (user_id, purpose)
) ${clustered};

-- The org's policy of profile enrolment; one row, a document.
CREATE TABLE enrollment (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    definition TEXT NOT NULL,
    version    ${long} NOT NULL
) ${table};
