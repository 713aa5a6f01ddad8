-- What the Apps API keeps about an assignment. Where it is missing, nobody said anything: an app knows the user by login.
ALTER TABLE app_users ADD COLUMN user_name TEXT;
ALTER TABLE app_users ADD COLUMN profile TEXT;
ALTER TABLE app_users ADD COLUMN created ${long};
ALTER TABLE app_users ADD COLUMN last_updated ${long};

ALTER TABLE app_groups ADD COLUMN priority ${long};
ALTER TABLE app_groups ADD COLUMN profile TEXT;
ALTER TABLE app_groups ADD COLUMN last_updated ${long};

ALTER TABLE trusted_origins ADD COLUMN created_by TEXT;
ALTER TABLE trusted_origins ADD COLUMN last_updated ${long};
ALTER TABLE trusted_origins ADD COLUMN last_updated_by TEXT;

-- Tokens by which clients that registered themselves manage their registration, as hashes.
CREATE TABLE registrations (
    app_id ${text} NOT NULL PRIMARY KEY REFERENCES apps (id) ON DELETE CASCADE,
    hash   ${bytes} NOT NULL UNIQUE
) ${table};
