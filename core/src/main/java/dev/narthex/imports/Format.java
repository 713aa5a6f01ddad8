package dev.narthex.imports;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a file of people can look like.
public enum Format {
    /// A line for each person; the first names the columns.
    CSV,
    /// A JSON object on each line, in the words of the Users API.
    JSONL,
    /// The export of a Keycloak realm.
    KEYCLOAK,
    /// The export of Auth0 users, a JSON object on each line.
    AUTH0;

    /// As it is written on a command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Format> of(String word) {
        return Stream.of(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /// What a file's name says, if it does.
    public static Optional<Format> ofFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv")) return Optional.of(CSV);
        return lower.endsWith(".jsonl") || lower.endsWith(".ndjson") ? Optional.of(JSONL) : Optional.empty();
    }

    public Source read(Content content) {
        return switch (this) {
            case CSV -> new ReadSource(content, CsvEntries.of(content.stream()));
            case JSONL -> new ReadSource(content, new LineEntries(content.stream(), Row::new));
            case AUTH0 -> new ReadSource(content, new LineEntries(content.stream(), Auth0User::row));
            case KEYCLOAK -> new ReadSource(content, new ArrayEntries(content.stream(), "users", KeycloakUser::row));
        };
    }
}
