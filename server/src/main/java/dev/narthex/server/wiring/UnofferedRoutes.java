package dev.narthex.server.wiring;

import dev.narthex.directory.UnofferedApi;
import dev.narthex.http.Router;
import java.util.List;

/// What Okta's APIs of people and schemas have and we have not.
final class UnofferedRoutes {
    private static final String USER = "/api/v1/users/{id}";
    private static final String META = "/api/v1/meta";

    /// A path, and its methods.
    private static final List<String> OF_USERS = List.of(
            "/factors POST",
            "/factors/questions GET",
            "/factors/{factor} GET DELETE",
            "/factors/{factor}/lifecycle/activate POST",
            "/factors/{factor}/verify POST",
            "/factors/{factor}/resend POST",
            "/factors/{factor}/transactions/{transaction} GET",
            "/authenticator-enrollments GET",
            "/authenticator-enrollments/phone POST",
            "/authenticator-enrollments/tac POST",
            "/authenticator-enrollments/{enrollment} GET DELETE",
            "/classification GET PUT",
            "/devices GET",
            "/linkedObjects/{relationship} GET DELETE",
            "/linkedObjects/{relationship}/{primary} PUT",
            "/risk GET PUT",
            "/subscriptions GET",
            "/subscriptions/{type} GET",
            "/subscriptions/{type}/subscribe POST",
            "/subscriptions/{type}/unsubscribe POST");

    private static final List<String> OF_SCHEMAS = List.of(
            "/schemas/apps/{app}/default GET POST",
            "/schemas/group/default POST",
            "/schemas/logStream GET",
            "/schemas/logStream/{type} GET",
            "/schemas/user/linkedObjects GET POST",
            "/schemas/user/linkedObjects/{relationship} GET DELETE",
            "/uischemas GET POST",
            "/uischemas/{id} GET PUT DELETE");

    private static final List<String> OF_TYPES = List.of("/types/user POST", "/types/user/{type} POST PUT DELETE");

    private final Router router;
    private final Foundation base;
    private final UnofferedApi api = new UnofferedApi();

    private UnofferedRoutes(Router router, Foundation base) {
        this.router = router;
        this.base = base;
    }

    static void add(Router router, Foundation base) {
        var routes = new UnofferedRoutes(router, base);
        OF_USERS.forEach(line -> routes.refuse(USER, line, "okta.users"));
        OF_SCHEMAS.forEach(line -> routes.refuse(META, line, "okta.schemas"));
        OF_TYPES.forEach(line -> routes.refuse(META, line, "okta.userTypes"));
    }

    private void refuse(String root, String line, String scope) {
        String[] words = line.split(" ");
        for (int i = 1; i < words.length; i++) {
            String needed = scope + (words[i].equals("GET") ? ".read" : ".manage");
            router.route(words[i], root + words[0], base.callers.guard(needed, api::answer));
        }
    }
}
