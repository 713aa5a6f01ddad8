package dev.narthex.imports;

import dev.narthex.users.schema.UserSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    /// @param schema what columns may be called
    public Opening open(Content content, UserSchema schema) {
        try {
            var fault = content.faultOfHead();
            return fault.<Opening>map(Opening.Refused::new).orElseGet(() -> read(content, schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Opening read(Content content, UserSchema schema) {
        var in = content.stream();
        return switch (this) {
            case CSV -> CsvEntries.open(content, schema);
            case JSONL -> new Opening.Opened(new ReadSource(content, new LineEntries(in, Row::new)));
            case AUTH0 -> new Opening.Opened(new ReadSource(content, new LineEntries(in, Auth0User::row)));
            case KEYCLOAK ->
                new Opening.Opened(new ReadSource(content, new ArrayEntries(in, "users", KeycloakUser::row)));
        };
    }
}
