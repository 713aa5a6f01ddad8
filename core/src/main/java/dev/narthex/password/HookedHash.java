package dev.narthex.password;

/// Stands in the place of a hash while the password lies in another system, which is asked at the first sign-in. It
/// matches nothing.
record HookedHash() implements PasswordHash {
    static final String TEXT = "$hook";

    @Override
    public boolean matches(byte[] password) {
        return false;
    }

    @Override
    public String encoded() {
        return TEXT;
    }
}
