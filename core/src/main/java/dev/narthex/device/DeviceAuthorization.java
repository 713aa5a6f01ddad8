package dev.narthex.device;

import dev.narthex.crypt.SecretHash;
import dev.narthex.oauth.Scopes;
import java.time.Instant;

/// A device that waits for a person, as it is kept: its code by hash, the person's code by tag.
///
/// `id` becomes the root of the tokens that it leads to. What is asked for is fixed here: whoever polls can't change
/// it.
public record DeviceAuthorization(String id, Codes codes, Asker asker, Scopes scopes, Instant expires) {

    /// `device` is what the device holds; `user` the tag of what the person types.
    public record Codes(SecretHash device, String user) {}

    /// The client, and the server at which it asked: nobody else gets what was allowed.
    public record Asker(String clientId, String serverId) {}
}
