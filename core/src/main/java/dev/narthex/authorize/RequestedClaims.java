package dev.narthex.authorize;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The `claims` parameter. Scopes decide what an app may know, for they are what people consent to: a claim that is
/// requested by name is given where a granted scope permits it. What the request moves is the place, from userinfo
/// into the ID token; at userinfo all claims of the scopes are anyhow.
///
/// `inIdToken`: names; `subjects`: whom it may be about, anybody if empty; `classOfAuthentication`: the values of
/// `acr` asked for, in their order.
public record RequestedClaims(Set<String> inIdToken, List<Set<String>> subjects, Classes classOfAuthentication) {
    private static final int MAX_LENGTH = 4096;
    private static final int MOST_CLAIMS = 50;
    private static final int MOST_VALUES = 20;

    /// Classes of authentication, in the order of preference.
    public record Classes(boolean essential, List<String> values) {}

    static final RequestedClaims NONE = new RequestedClaims(Set.of(), List.of(), new Classes(false, List.of()));

    public RequestedClaims {
        inIdToken = Set.copyOf(inIdToken);
        subjects = List.copyOf(subjects);
    }

    // OIDC Core 1.0 §5.5: an object; members that are not understood are ignored.
    static Optional<RequestedClaims> parse(String text) {
        if (text.length() > MAX_LENGTH) return Optional.empty();
        try {
            var root = Json.readObject(text.getBytes(StandardCharsets.UTF_8));
            return of(wanted(root.get("id_token")), wanted(root.get("userinfo")));
        } catch (BadRequest _) {
            return Optional.empty();
        }
    }

    private static Optional<RequestedClaims> of(Optional<List<Wanted>> idToken, Optional<List<Wanted>> userinfo) {
        if (idToken.isEmpty() || userinfo.isEmpty()) return Optional.empty();
        var names = new HashSet<String>();
        var classes = new LinkedHashSet<String>();
        boolean essential = false;
        for (Wanted claim : idToken.get()) {
            names.add(claim.name());
            if (claim.name().equals("acr")) {
                classes.addAll(claim.values());
                essential = claim.essential() && !claim.values().isEmpty();
            }
        }
        var subjects = Stream.concat(idToken.get().stream(), userinfo.get().stream())
                .filter(claim -> claim.name().equals("sub") && !claim.values().isEmpty())
                .map(claim -> Set.copyOf(claim.values()))
                .toList();
        return Optional.of(new RequestedClaims(names, subjects, new Classes(essential, List.copyOf(classes))));
    }

    /// A claim by name, and what it is asked to be.
    private record Wanted(String name, boolean essential, List<String> values) {}

    /// Nothing if a member is not as it must be; no claims if it is not there.
    private static Optional<List<Wanted>> wanted(Object member) {
        if (member == null) return Optional.of(List.of());
        if (!(member instanceof Map<?, ?> claims) || claims.size() > MOST_CLAIMS) return Optional.empty();
        var all = new ArrayList<Wanted>();
        for (var claim : claims.entrySet()) {
            var one = wanted((String) claim.getKey(), claim.getValue());
            if (one.isEmpty()) return Optional.empty();
            all.add(one.get());
        }
        return Optional.of(all);
    }

    // OIDC Core 1.0 §5.5.1: null, or an object with essential, value and values.
    private static Optional<Wanted> wanted(String name, Object request) {
        if (request == null) return Optional.of(new Wanted(name, false, List.of()));
        if (!(request instanceof Map<?, ?> members)) return Optional.empty();
        boolean essential = Boolean.TRUE.equals(members.get("essential"));
        var values = new ArrayList<String>();
        if (members.get("value") instanceof String value) values.add(value);
        if (members.get("values") instanceof List<?> more) {
            if (more.size() > MOST_VALUES) return Optional.empty();
            more.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(values::add);
        }
        return Optional.of(new Wanted(name, essential, values));
    }

    /// Whether the person may be the one whom the answer is about.
    boolean admits(String userId) {
        return subjects.stream().allMatch(ids -> ids.contains(userId));
    }

    Stream<String> classes() {
        return classOfAuthentication.values().stream();
    }

    boolean classIsEssential() {
        return classOfAuthentication.essential();
    }
}
