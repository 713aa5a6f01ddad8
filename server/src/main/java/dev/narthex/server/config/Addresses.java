package dev.narthex.server.config;

/// What the server is called, and where it listens.
record Addresses(BaseUrl baseUrl, ServerConfig.Listener listener) {}
