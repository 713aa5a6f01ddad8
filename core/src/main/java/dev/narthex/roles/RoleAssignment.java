package dev.narthex.roles;

import java.time.Instant;

/// A role that a person holds since `created`.
public record RoleAssignment(String id, String userId, Role role, Instant created) {}
