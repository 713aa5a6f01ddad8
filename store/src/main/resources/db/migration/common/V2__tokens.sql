-- What lies between an authorization request and the last use of a refresh token. Secrets are here as hashes only; the
-- successor of a rotated refresh token is sealed before it comes here.

CREATE TABLE codes (
    hash             ${bytes} NOT NULL PRIMARY KEY,
    authorization_id ${text} NOT NULL,
    definition       TEXT NOT NULL,
    expires          ${long} NOT NULL,
    redeemed         ${long}
) ${table};

CREATE TABLE refresh_families (
    id         ${text} NOT NULL PRIMARY KEY,
    user_id    ${text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id  ${text} NOT NULL,
    definition TEXT NOT NULL,
    created    ${long} NOT NULL,
    ends       ${long},
    use_window ${long} NOT NULL
) ${table};
CREATE INDEX refresh_families_of_user ON refresh_families (user_id, client_id, id);

-- `last_used` counts towards the window: of a token that is replaced at each use it is the time it was made.
CREATE TABLE refresh_tokens (
    hash      ${bytes} NOT NULL PRIMARY KEY,
    family_id ${text} NOT NULL REFERENCES refresh_families (id) ON DELETE CASCADE,
    last_used ${long} NOT NULL,
    rotated   ${long},
    successor ${bytes}
) ${table};
CREATE INDEX refresh_tokens_of_family ON refresh_tokens (family_id);

-- Ids of tokens and authorizations that no longer count, until the last token of theirs has expired.
CREATE TABLE revocations (
    id            ${text} NOT NULL PRIMARY KEY,
    revoked_until ${long} NOT NULL
) ${clustered};

CREATE TABLE used_assertions (
    client_id  ${text} NOT NULL,
    jti        ${text} NOT NULL,
    used_until ${long} NOT NULL,
    PRIMARY KEY (client_id, jti)
) ${clustered};
