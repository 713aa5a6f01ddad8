package dev.narthex.clients;

import dev.narthex.apps.AppSearch;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The `filter` of the list of apps: one comparison of one attribute.
final class AppFilter {
    private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z.]+)\\s+eq\\s+\"([^\"]*)\"\\s*");

    /// What nothing fits: no user has this id.
    private static final AppSearch NOTHING = AppSearch.ALL.assignedTo(Optional.of(""), Set.of());

    private AppFilter() {}

    /// What a filter asks for; nothing if it can't be understood.
    ///
    /// @param groupsOf answers with the ids of a user's groups
    /// @param kid      of the key that signs for all apps
    static Optional<AppSearch> parse(String filter, Function<String, Set<String>> groupsOf, String kid) {
        var form = FORM.matcher(filter);
        if (!form.matches()) return Optional.empty();
        String value = form.group(2);
        return switch (form.group(1)) {
            case "status" -> status(value);
            case "name" -> Optional.of(value.equals(AppReader.NAME) ? AppSearch.ALL : NOTHING);
            case "credentials.signing.kid" -> Optional.of(value.equals(kid) ? AppSearch.ALL : NOTHING);
            case "user.id" -> Optional.of(AppSearch.ALL.assignedTo(Optional.of(value), groupsOf.apply(value)));
            case "group.id" -> Optional.of(AppSearch.ALL.assignedTo(Optional.empty(), Set.of(value)));
            default -> Optional.empty();
        };
    }

    private static Optional<AppSearch> status(String value) {
        return switch (value) {
            case "ACTIVE" -> Optional.of(AppSearch.ALL.thatIs(true));
            case "INACTIVE" -> Optional.of(AppSearch.ALL.thatIs(false));
            default -> Optional.empty();
        };
    }
}
