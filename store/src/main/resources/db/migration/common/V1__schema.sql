-- Written for both dialects; the words that differ are placeholders (see Dialect).
--   ${text}       text that is compared and ordered byte by byte
--   ${long}       64 bits; times are milliseconds since 1970
--   ${clustered}  rows lie in the order of their primary key, where the engine can do that
-- Ids begin with their time, so tables grow at their end. An index is here only if a query needs it.

CREATE TABLE org (
    one              INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id               ${text} NOT NULL,
    everyone_group   ${text} NOT NULL,
    master_key_check ${bytes} NOT NULL,
    created          ${long} NOT NULL
) ${table};

-- People. What changes at each sign-in lies in `credentials`, so that this row is written only when a person changes.
-- The columns email, first_name and last_name repeat parts of the profile, folded as logins are, for searches to come:
-- the folding cannot be done later in SQL.
CREATE TABLE users (
    id             ${text} NOT NULL PRIMARY KEY,
    login          ${text} NOT NULL UNIQUE,
    status         ${text} NOT NULL,
    profile        TEXT NOT NULL,
    email          ${text},
    first_name     ${text},
    last_name      ${text},
    version        ${long} NOT NULL,
    created        ${long} NOT NULL,
    last_updated   ${long} NOT NULL,
    status_changed ${long} NOT NULL,
    activated      ${long}
) ${table};

CREATE TABLE credentials (
    user_id          ${text} NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    password         TEXT,
    password_changed ${long},
    last_login       ${long}
) ${clustered};

CREATE TABLE groups (
    id           ${text} NOT NULL PRIMARY KEY,
    name         ${text} NOT NULL UNIQUE,
    description  TEXT,
    built_in     ${flag} NOT NULL,
    created      ${long} NOT NULL,
    last_updated ${long} NOT NULL
) ${table};

CREATE TABLE memberships (
    user_id  ${text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    group_id ${text} NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, group_id)
) ${clustered};
CREATE INDEX memberships_of_group ON memberships (group_id, user_id);

CREATE TABLE apps (
    id           ${text} NOT NULL PRIMARY KEY,
    client_id    ${text} NOT NULL UNIQUE,
    active       ${flag} NOT NULL,
    settings     TEXT NOT NULL,
    version      ${long} NOT NULL,
    created      ${long} NOT NULL,
    last_updated ${long} NOT NULL
) ${table};

CREATE TABLE app_users (
    app_id  ${text} NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
    user_id ${text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (app_id, user_id)
) ${clustered};
CREATE INDEX apps_of_user ON app_users (user_id, app_id);

CREATE TABLE app_groups (
    app_id   ${text} NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
    group_id ${text} NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (app_id, group_id)
) ${clustered};
CREATE INDEX apps_of_group ON app_groups (group_id, app_id);

-- Scopes, claims, policies and rules are read and changed as a whole: one document.
CREATE TABLE authorization_servers (
    id           ${text} NOT NULL PRIMARY KEY,
    definition   TEXT NOT NULL,
    version      ${long} NOT NULL,
    created      ${long} NOT NULL,
    last_updated ${long} NOT NULL
) ${table};

-- The private half is sealed before it comes here.
CREATE TABLE signing_keys (
    kid       ${text} NOT NULL PRIMARY KEY,
    server_id ${text} NOT NULL,
    status    ${text} NOT NULL,
    algorithm ${text} NOT NULL,
    spki      ${bytes} NOT NULL,
    sealed    ${bytes} NOT NULL,
    created   ${long} NOT NULL,
    retired   ${long}
) ${table};
CREATE INDEX signing_keys_of_server ON signing_keys (server_id);
-- However many nodes rotate at once, a server has one key that signs and one that is next.
CREATE UNIQUE INDEX signing_keys_in_use ON signing_keys (server_id, status) WHERE status IN ('ACTIVE', 'NEXT');

-- `last_used` has no index, so that noting use touches the row alone.
CREATE TABLE sessions (
    hash          ${bytes} NOT NULL PRIMARY KEY,
    id            ${text} NOT NULL UNIQUE,
    user_id       ${text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created       ${long} NOT NULL,
    authenticated ${long} NOT NULL,
    last_used     ${long} NOT NULL,
    persistent    ${flag} NOT NULL,
    amr           TEXT NOT NULL
) ${table};
CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE grants (
    user_id   ${text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id ${text} NOT NULL,
    server_id ${text} NOT NULL,
    scope     ${text} NOT NULL,
    id        ${text} NOT NULL,
    created   ${long} NOT NULL,
    PRIMARY KEY (user_id, client_id, server_id, scope)
) ${clustered};
CREATE UNIQUE INDEX grants_in_order ON grants (user_id, id);

-- Attempts to sign in, counted for each user and source. Locked while `locked_until` lies ahead. Attempts for logins
-- that nobody has are counted too, so that they cost the same: `user_id` need not be a user.
CREATE TABLE attempts (
    user_id      ${text} NOT NULL,
    source       ${text} NOT NULL,
    attempts     ${long} NOT NULL,
    locked_until ${long},
    PRIMARY KEY (user_id, source)
) ${clustered};

CREATE TABLE known_devices (
    user_id   ${text} NOT NULL,
    device    ${text} NOT NULL,
    last_seen ${long} NOT NULL,
    PRIMARY KEY (user_id, device)
) ${clustered};

CREATE TABLE api_tokens (
    hash    ${bytes} NOT NULL PRIMARY KEY,
    id      ${text} NOT NULL UNIQUE,
    name    TEXT NOT NULL,
    created ${long} NOT NULL
) ${table};

CREATE TABLE trusted_origins (
    id      ${text} NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    origin  ${text} NOT NULL UNIQUE,
    uses    TEXT NOT NULL,
    active  ${flag} NOT NULL,
    created ${long} NOT NULL
) ${table};

CREATE TABLE log_events (
    published  ${long} NOT NULL,
    id         ${text} NOT NULL,
    event_type ${text} NOT NULL,
    actor_id   ${text} NOT NULL,
    event      TEXT NOT NULL,
    PRIMARY KEY (published, id)
) ${table};
CREATE UNIQUE INDEX log_events_by_id ON log_events (id);
CREATE INDEX log_events_of_actor ON log_events (actor_id, published, id);

-- What has changed, for the other nodes (see SharedFeed); empty where there is one node only.
CREATE TABLE changes (
    at    ${long} NOT NULL,
    id    ${long} NOT NULL,
    topic ${text} NOT NULL,
    key   ${text} NOT NULL,
    PRIMARY KEY (at, id)
) ${clustered};
