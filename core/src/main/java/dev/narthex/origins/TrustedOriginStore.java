package dev.narthex.origins;

import java.util.List;

/// Trusted origins. Every change publishes topic `origins` with an empty key.
public interface TrustedOriginStore {

    List<TrustedOrigin> all();

    /// False if the origin is there already.
    boolean create(TrustedOrigin origin);

    boolean replace(TrustedOrigin origin);

    boolean delete(String id);
}
