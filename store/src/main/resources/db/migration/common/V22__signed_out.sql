-- When all sessions of a person were last ended: who proved who they are before that begins none after it.
ALTER TABLE credentials ADD COLUMN signed_out ${long};
