package dev.narthex.http;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/// What every log line and audit event wants and no business method should have to carry: which request this is.
public record RequestContext(String requestId) {
    private static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    /// A new request, under an id of 22 url-safe characters: 128 random bits.
    static RequestContext fresh() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return new RequestContext(URL_SAFE.encodeToString(bits));
    }

    public static <T> T within(RequestContext context, Supplier<T> work) {
        return ScopedValue.where(CURRENT, context).call(work::get);
    }

    /// The request being answered.
    /// @throws java.util.NoSuchElementException outside of one
    public static RequestContext current() {
        return CURRENT.get();
    }

    /// The request being answered, or nothing in work that belongs to none.
    public static Optional<RequestContext> find() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
