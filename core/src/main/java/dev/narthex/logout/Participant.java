package dev.narthex.logout;

/// An app that a person signed in to, in a session that the app knows as `sid`.
public record Participant(String sid, String clientId, String serverId, String userId) {}
