package dev.narthex.device;

import dev.narthex.crypt.MasterKey;
import dev.narthex.crypt.Tags;
import java.util.random.RandomGenerator;

/// Makes user codes, and the tags by which they are kept: a code is too short for a plain hash, which whoever has the
/// database could try through.
public final class UserCodes {
    private final Tags tags;
    private final RandomGenerator random;

    /// @param random must be cryptographically secure
    public UserCodes(MasterKey masterKey, RandomGenerator random) {
        this.tags = new Tags(masterKey, "user codes");
        this.random = random;
    }

    UserCode next() {
        return UserCode.next(random);
    }

    String tag(UserCode code) {
        return tags.of(code.letters());
    }
}
