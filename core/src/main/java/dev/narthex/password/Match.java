package dev.narthex.password;

/// What comes of comparing a password with a stored one.
public sealed interface Match {

    /// The password is right.
    ///
    /// @param rehash whether it was hashed in another way than the house does today: hash it again now, while the
    ///     password is at hand, and store the result
    record Matched(boolean rehash) implements Match {}

    record Mismatched() implements Match {}
}
