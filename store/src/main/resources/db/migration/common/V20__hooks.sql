-- Of the hooks that vouch for passwords one is active at most, however many are activated at once.
UPDATE inline_hooks SET active = NOT active
WHERE type = 'com.okta.user.credential.password.import' AND active
    AND id > (
        SELECT MIN(id) FROM inline_hooks WHERE type = 'com.okta.user.credential.password.import' AND active);

CREATE UNIQUE INDEX inline_hooks_vouching ON inline_hooks (type)
    WHERE active AND type = 'com.okta.user.credential.password.import';
