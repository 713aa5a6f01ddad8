-- People who administer the org. Roles go with the person.
CREATE TABLE user_roles (
    user_id ${text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role    ${text} NOT NULL,
    id      ${text} NOT NULL UNIQUE,
    created ${long} NOT NULL,
    PRIMARY KEY (user_id, role)
) ${clustered};
