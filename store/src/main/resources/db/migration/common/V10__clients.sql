-- Scopes of the management API that an administrator has granted to apps. Beside the app's settings, not in them: who
-- may write those does not by that decide what the app may do.
CREATE TABLE app_scope_grants (
    app_id     ${text} NOT NULL REFERENCES apps (id) ON DELETE CASCADE,
    scope      ${text} NOT NULL,
    id         ${text} NOT NULL,
    created    ${long} NOT NULL,
    created_by ${text} NOT NULL,
    PRIMARY KEY (app_id, scope)
) ${clustered};
