package dev.narthex.clients;

import dev.narthex.crypt.SecretHash;
import java.util.Optional;

/// The tokens by which clients manage their own registration, one an app. An app that is deleted takes its token along.
public interface RegistrationStore {

    /// Gives the app its token; one that it had before is void.
    void keep(String appId, SecretHash token);

    /// The app whose token this is.
    Optional<String> appOf(SecretHash token);

    /// Replaces a token, once: of two who try with the same, one succeeds.
    boolean rotate(SecretHash from, SecretHash to);
}
