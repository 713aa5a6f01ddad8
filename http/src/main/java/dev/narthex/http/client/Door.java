package dev.narthex.http.client;

import java.net.InetAddress;
import java.util.Optional;

/// Decides on each address before a connection is made to it.
@FunctionalInterface
public interface Door {

    /// Why the address must not be connected to, if it must not.
    ///
    /// @param scheme `http` or `https`
    Optional<String> fault(String scheme, InetAddress address);
}
