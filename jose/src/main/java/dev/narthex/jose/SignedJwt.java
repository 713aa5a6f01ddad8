package dev.narthex.jose;

/// A signed token in its compact form: three parts of base64url, with dots between.
///
/// Whoever holds the text may use the token, so its text form for logs leaves the token out.
public record SignedJwt(String compact) {
    @Override
    public String toString() {
        return "SignedJwt[" + compact.length() + " characters]";
    }
}
