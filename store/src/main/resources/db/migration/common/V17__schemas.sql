-- Attributes of profiles whose values no two people share, and the values that are taken, folded as searches fold them.
-- Kept with the schema and with the profiles that they were made from.
CREATE TABLE unique_attributes (
    name ${text} NOT NULL PRIMARY KEY
) ${clustered};
CREATE TABLE unique_values (
    name    ${text} NOT NULL,
    value   ${text} NOT NULL,
    user_id ${text} NOT NULL,
    PRIMARY KEY (name, value)
) ${clustered};

-- What is to be done to all profiles, and up to whom it is done.
CREATE TABLE profile_upkeep (
    task     ${text} NOT NULL PRIMARY KEY,
    after_id ${text} NOT NULL
) ${table};
-- Profiles from before V6 have no rows that searches could find them by.
INSERT INTO profile_upkeep (task, after_id) SELECT 'rows', '' WHERE EXISTS (SELECT 1 FROM users);
