-- How often apps got tokens at /authorize, by days since 1970, and how many of those requests had a code_challenge.
CREATE TABLE implicit_use (
    client_id  ${text} NOT NULL,
    day        ${long} NOT NULL,
    requests   ${long} NOT NULL,
    challenged ${long} NOT NULL,
    PRIMARY KEY (client_id, day)
) ${clustered};
