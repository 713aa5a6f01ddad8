package dev.narthex.oauth;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The `prompt` parameter: a set, in which `none` stands alone.
public record Prompts(Set<Prompt> values) {

    public enum Prompt {
        NONE,
        LOGIN,
        CONSENT,
        SELECT_ACCOUNT,
        CREATE
    }

    public static final Prompts UNSPECIFIED = new Prompts(Set.of());

    public Prompts {
        values = Set.copyOf(values);
        if (contradicts(values)) throw new IllegalArgumentException("prompt=none must stand alone");
    }

    // OIDC Core 1.0 §3.1.2.1: space-delimited and case-sensitive; none with any other value is an error.
    public static Optional<Prompts> parse(String text) {
        var values = EnumSet.noneOf(Prompt.class);
        for (String word : text.split(" ", -1)) {
            switch (word) {
                case "none" -> values.add(Prompt.NONE);
                case "login" -> values.add(Prompt.LOGIN);
                case "consent" -> values.add(Prompt.CONSENT);
                case "select_account" -> values.add(Prompt.SELECT_ACCOUNT);
                case "create" -> values.add(Prompt.CREATE);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return contradicts(values) ? Optional.empty() : Optional.of(new Prompts(values));
    }

    private static boolean contradicts(Set<Prompt> values) {
        return values.contains(Prompt.NONE) && values.size() > 1;
    }

    public boolean silent() {
        return values.contains(Prompt.NONE);
    }

    public boolean has(Prompt prompt) {
        return values.contains(prompt);
    }
}
