-- What the APIs of users and groups need. Marks and cases are folded out of what is searched, as in `users`.

ALTER TABLE users ADD COLUMN provider ${text} NOT NULL DEFAULT 'OKTA';
-- Until now people came by an administrator's hand, whose word for an address counts.
ALTER TABLE users ADD COLUMN email_verified ${flag} NOT NULL DEFAULT ${true};
ALTER TABLE credentials ADD COLUMN question TEXT;
ALTER TABLE credentials ADD COLUMN answer TEXT;
ALTER TABLE groups ADD COLUMN last_membership_updated ${long};

-- Passwords that were replaced.
CREATE TABLE former_passwords (
    user_id  ${text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    replaced ${long} NOT NULL,
    password TEXT NOT NULL,
    PRIMARY KEY (user_id, replaced)
) ${clustered};

-- Which attributes profiles may have; no row while that is what an org starts with.
CREATE TABLE profile_schemas (
    id           ${text} NOT NULL PRIMARY KEY,
    definition   TEXT NOT NULL,
    version      ${long} NOT NULL,
    last_updated ${long} NOT NULL
) ${table};

-- What searches go by. The id is in each index, so that a page begins where the last one ended.
CREATE INDEX users_by_email ON users (email, id);
CREATE INDEX users_by_first_name ON users (first_name, id);
CREATE INDEX users_by_last_name ON users (last_name, id);
CREATE INDEX users_by_status ON users (status, id);
CREATE INDEX users_by_created ON users (created, id);
CREATE INDEX users_by_last_updated ON users (last_updated, id);
CREATE INDEX users_by_status_changed ON users (status_changed, id);
CREATE INDEX users_by_activated ON users (activated, id);
CREATE INDEX attempts_locked ON attempts (locked_until, user_id) WHERE locked_until IS NOT NULL;

-- All other attributes of profiles, folded as Folding does it; one row for each element of an array. Rows go with the
-- profile that they were made from: a key to `users` would need another index.
CREATE TABLE user_attributes (
    name    ${text} NOT NULL,
    value   ${text} NOT NULL,
    user_id ${text} NOT NULL,
    PRIMARY KEY (name, value, user_id)
) ${clustered};
