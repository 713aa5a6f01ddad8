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
