package dev.narthex.directory;

import dev.narthex.access.Caller;
import dev.narthex.http.Request;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.util.Optional;

/// Finds whom `{id}` in a path names: an id, a login, the part of one before the `@` if nobody else has the same, or
/// `me` for the caller.
public final class UserLookup {
    private final UserStore users;

    public UserLookup(UserStore users) {
        this.users = users;
    }

    public Optional<User> named(Request request, Caller caller) {
        String name = request.pathParameters().getOrDefault("id", "me");
        if (name.equals("me")) return me(caller);
        return byIdOrLogin(name).or(() -> byShortName(name));
    }

    private Optional<User> me(Caller caller) {
        boolean person = caller.actor().type().equals("User");
        return person ? users.byId(caller.actor().id()) : Optional.empty();
    }

    private Optional<User> byIdOrLogin(String name) {
        Optional<User> byId = name.startsWith("00u") ? users.byId(name) : Optional.empty();
        return byId.or(() -> users.byLogin(Login.of(name)));
    }

    private Optional<User> byShortName(String name) {
        if (name.contains("@")) return Optional.empty();
        var found = users.byLoginPrefix(Login.of(name + "@"), 2);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
