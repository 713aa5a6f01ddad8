package dev.narthex.consent;

import java.time.Instant;

/// A person's agreement that one client may have one scope of one server.
public record Grant(String id, String userId, String clientId, String serverId, String scope, Instant created) {}
