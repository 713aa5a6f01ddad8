package dev.narthex.oauth;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The `response_type` parameter: a set, so the order of its members does not matter.
public record ResponseTypes(Set<ResponseType> members) {
    public ResponseTypes {
        members = Set.copyOf(members);
        if (members.isEmpty()) throw new IllegalArgumentException("a response type names at least one member");
    }

    // RFC 6749 §3.1.1: space-delimited, and the order of the members does not matter.
    public static Optional<ResponseTypes> parse(String text) {
        var members = EnumSet.noneOf(ResponseType.class);
        for (String word : text.split(" ", -1)) {
            var member = ResponseType.parse(word);
            if (member.isEmpty() || !members.add(member.get())) return Optional.empty();
        }
        return Optional.of(new ResponseTypes(members));
    }

    public boolean has(ResponseType member) {
        return members.contains(member);
    }

    /// Whether the answer itself carries a token.
    public boolean carriesTokens() {
        return has(ResponseType.TOKEN) || has(ResponseType.ID_TOKEN);
    }
}
