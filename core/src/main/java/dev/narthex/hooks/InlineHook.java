package dev.narthex.hooks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Another system's endpoint that is asked at one point of our work. The name is unique.
public record InlineHook(String id, String name, HookType type, boolean active, Channel channel, Times times) {

    public record Times(Instant created, Instant lastUpdated) {}

    /// Where and how it is called.
    public record Channel(String uri, List<Header> headers, Optional<Authentication> authentication) {
        public Channel {
            headers = List.copyOf(headers);
        }
    }

    public record Header(String key, String value) {}

    /// A header that proves that it is us who calls; its value is sealed and never shown.
    public record Authentication(String key, String sealedValue) {}
}
