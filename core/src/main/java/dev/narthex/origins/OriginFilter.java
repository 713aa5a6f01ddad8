package dev.narthex.origins;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which trusted origins a list is about: `q` and `filter`.
final class OriginFilter {
    private static final Pattern FORM = Pattern.compile("\\s*(\\w+)\\s+eq\\s+\"([^\"]*)\"\\s*");

    private OriginFilter() {}

    /// By a part of the name or the origin, in whatever case.
    static Predicate<TrustedOrigin> holding(String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return origin -> origin.name().toLowerCase(Locale.ROOT).contains(wanted)
                || origin.origin().contains(wanted);
    }

    /// Nothing if the filter can't be understood.
    static Optional<Predicate<TrustedOrigin>> parse(String filter) {
        var form = FORM.matcher(filter);
        if (!form.matches()) return Optional.empty();
        return attribute(form.group(1))
                .map(attribute -> origin -> attribute.apply(origin).equals(form.group(2)));
    }

    private static Optional<Function<TrustedOrigin, String>> attribute(String name) {
        return switch (name) {
            case "name" -> Optional.of(TrustedOrigin::name);
            case "origin" -> Optional.of(TrustedOrigin::origin);
            case "status" -> Optional.of(origin -> origin.active() ? "ACTIVE" : "INACTIVE");
            case "id" -> Optional.of(TrustedOrigin::id);
            default -> Optional.empty();
        };
    }
}
