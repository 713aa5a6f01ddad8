-- Devices that wait for a person. `user_code` is a tag of what the person types, and free again once it was used;
-- `poll_after` is when the device may ask next, `poll_interval` how long it must wait each time.
CREATE TABLE device_authorizations (
    id            ${text} NOT NULL PRIMARY KEY,
    device_code   ${bytes} NOT NULL UNIQUE,
    user_code     ${text} UNIQUE,
    client_id     ${text} NOT NULL,
    server_id     ${text} NOT NULL,
    scopes        TEXT NOT NULL,
    expires       ${long} NOT NULL,
    decision      ${text},
    approval      TEXT,
    redeemed      ${long},
    poll_after    ${long} NOT NULL,
    poll_interval ${long} NOT NULL
) ${table};
CREATE INDEX device_authorizations_by_end ON device_authorizations (expires);
