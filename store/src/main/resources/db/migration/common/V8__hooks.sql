-- Endpoints of other systems. Secrets in `definition` are sealed before they come here.

CREATE TABLE inline_hooks (
    id           ${text} NOT NULL PRIMARY KEY,
    name         ${text} NOT NULL UNIQUE,
    type         ${text} NOT NULL,
    active       ${flag} NOT NULL,
    definition   TEXT NOT NULL,
    created      ${long} NOT NULL,
    last_updated ${long} NOT NULL
) ${table};
