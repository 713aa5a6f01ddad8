package dev.narthex.policy;

import dev.narthex.policy.Claim.Flags;
import dev.narthex.policy.Claim.Source;
import dev.narthex.policy.Claim.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The claims that every authorization server gives without being told. They are stored nowhere; one that an
/// administrator has changed (the subject of access tokens) is stored with the server, and stands in for it.
public final class StandardClaims {
    /// What the subject of an access token is unless somebody decides otherwise.
    public static final String SUBJECT_VALUE = "(appuser != null) ? appuser.userName : app.clientId";

    private static final Claim SUBJECT = new Claim(
            "oclsub",
            Claim.SUBJECT,
            Target.RESOURCE,
            new Source(SUBJECT_VALUE, Optional.empty()),
            Set.of(),
            new Flags(true, true, true));

    // OIDC Core 1.0 §5.4: which claims a scope stands for.
    private static final Map<String, List<String>> BY_SCOPE = Map.of(
            "profile",
            List.of(
                    "name",
                    "family_name",
                    "given_name",
                    "middle_name",
                    "nickname",
                    "preferred_username",
                    "profile",
                    "zoneinfo",
                    "locale",
                    "updated_at"),
            "email",
            List.of("email", "email_verified"),
            "phone",
            List.of("phone_number"),
            "address",
            List.of("address"));

    private StandardClaims() {}

    /// Those for which the server has no claim of its own.
    public static List<Claim> notIn(AuthorizationServer server) {
        return all().filter(standard -> server.claims().stream().noneMatch(standard::hasNameOf))
                .toList();
    }

    public static boolean isSubject(Claim claim) {
        return SUBJECT.hasNameOf(claim);
    }

    private static Stream<Claim> all() {
        var personal = BY_SCOPE.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(scope -> scope.getValue().stream().map(name -> personal(name, scope.getKey())));
        return Stream.concat(Stream.of(SUBJECT), personal);
    }

    private static Claim personal(String name, String scope) {
        var source = new Source(name, Optional.empty());
        return new Claim("ocl" + name, name, Target.IDENTITY, source, Set.of(scope), new Flags(true, false, true));
    }
}
