-- Apps that take part in a session and are to hear of its end. `sid` is the session's name as the app knows it;
-- `session_id` the session that goes on under it, after signing in again. `due` is when to tell the app next, and not
-- set while the session lives. Apps without a logout address are not here.
CREATE TABLE participants (
    sid        ${text} NOT NULL,
    client_id  ${text} NOT NULL,
    server_id  ${text} NOT NULL,
    session_id ${text} NOT NULL,
    user_id    ${text} NOT NULL,
    joined     ${long} NOT NULL,
    due        ${long},
    attempts   ${long} NOT NULL,
    PRIMARY KEY (sid, client_id, server_id)
) ${clustered};
CREATE INDEX participants_of_session ON participants (session_id);
CREATE INDEX participants_due ON participants (due);
