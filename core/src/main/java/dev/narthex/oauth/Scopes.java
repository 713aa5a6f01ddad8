package dev.narthex.oauth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/// Names of scopes, each once, in the order in which they were asked for.
public record Scopes(SequencedSet<String> names) {
    public static final Scopes NONE = of(List.of());
    public static final String OPENID = "openid";
    public static final String OFFLINE_ACCESS = "offline_access";

    // RFC 6749 §3.3: printable ASCII without space, quotation mark and backslash.
    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final int MAX_LENGTH = 1024;

    public Scopes {
        names = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(names));
    }

    public static Scopes of(Collection<String> names) {
        return new Scopes(new LinkedHashSet<>(names));
    }

    public static Optional<Scopes> parse(String text) {
        if (text.length() > MAX_LENGTH) return Optional.empty();
        var names = new LinkedHashSet<String>();
        for (String word : SPACES.split(text.strip())) {
            if (!TOKEN.matcher(word).matches()) return Optional.empty();
            names.add(word);
        }
        return Optional.of(new Scopes(names));
    }

    public boolean has(String name) {
        return names.contains(name);
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    public Scopes without(Collection<String> others) {
        var left = new LinkedHashSet<>(names);
        left.removeAll(others);
        return new Scopes(left);
    }

    public String text() {
        return String.join(" ", names);
    }
}
