-- Rules that put people into groups. A membership is there by hand, by rules, or by both; it ends when neither is left.

ALTER TABLE memberships ADD COLUMN by_hand ${flag} NOT NULL DEFAULT ${true};

CREATE TABLE group_rules (
    id           ${text} NOT NULL PRIMARY KEY,
    name         ${text} NOT NULL UNIQUE,
    status       ${text} NOT NULL,
    definition   TEXT NOT NULL,
    created      ${long} NOT NULL,
    last_updated ${long} NOT NULL
) ${table};

-- Whom a rule does not concern. May be many: everybody whom somebody has taken out of its groups by hand.
CREATE TABLE group_rule_exclusions (
    user_id ${text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    rule_id ${text} NOT NULL REFERENCES group_rules (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, rule_id)
) ${clustered};
CREATE INDEX group_rule_exclusions_of_rule ON group_rule_exclusions (rule_id, user_id);

-- Which rules give a membership. Goes with the membership, and so with the person and the group.
CREATE TABLE rule_memberships (
    user_id  ${text} NOT NULL,
    group_id ${text} NOT NULL,
    rule_id  ${text} NOT NULL,
    PRIMARY KEY (user_id, group_id, rule_id),
    FOREIGN KEY (user_id, group_id) REFERENCES memberships (user_id, group_id) ON DELETE CASCADE
) ${clustered};
CREATE INDEX rule_memberships_of_rule ON rule_memberships (rule_id, user_id, group_id);

-- What is being done about a rule, in slices. `place` is the id of the person up to whom it is done; `due` is when to
-- go on.
CREATE TABLE rule_runs (
    rule_id ${text} NOT NULL PRIMARY KEY,
    task    ${text} NOT NULL,
    place   ${text} NOT NULL,
    looked  ${long} NOT NULL,
    changed ${long} NOT NULL,
    due     ${long} NOT NULL
) ${clustered};
