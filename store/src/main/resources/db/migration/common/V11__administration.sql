-- What administrators see and decide of authorization servers, tokens and policies.

-- Since when a key signs: one that was made ahead of its use is older than that.
ALTER TABLE signing_keys ADD COLUMN activated ${long};
UPDATE signing_keys SET activated = created WHERE status = 'ACTIVE';
UPDATE signing_keys SET activated = (
    SELECT MAX(gone.retired) FROM signing_keys gone WHERE gone.server_id = signing_keys.server_id)
WHERE status = 'ACTIVE' AND EXISTS (
    SELECT 1 FROM signing_keys gone
    WHERE gone.server_id = signing_keys.server_id AND gone.retired > signing_keys.created);

-- Refresh tokens are listed by server and client, too.
ALTER TABLE refresh_families ADD COLUMN server_id ${text};
UPDATE refresh_families SET server_id = CAST(definition AS ${json}) ->> 'serverId';
CREATE INDEX refresh_families_of_server ON refresh_families (server_id, client_id, id);

-- Where it is not null, only tokens that were issued up to then no longer count: a person may agree again.
ALTER TABLE revocations ADD COLUMN issued_until ${long};

-- Policies of the org that differ from what is built in: a document each.
CREATE TABLE org_policies (
    id           ${text} NOT NULL PRIMARY KEY,
    definition   TEXT NOT NULL,
    version      ${long} NOT NULL,
    created      ${long} NOT NULL,
    last_updated ${long} NOT NULL
) ${table};
