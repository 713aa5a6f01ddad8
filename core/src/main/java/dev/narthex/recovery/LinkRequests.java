package dev.narthex.recovery;

import dev.narthex.flow.EvenTime;
import dev.narthex.flow.Throttle;
import dev.narthex.flow.Throttle.Rate;
import dev.narthex.users.Login;
import dev.narthex.users.PasswordDemands;
import dev.narthex.users.User;
import dev.narthex.users.User.Provider;
import dev.narthex.users.User.Status;
import dev.narthex.users.UserStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Sends links to people who ask for them by their username, and does as much for usernames that nobody has.
public final class LinkRequests {
    private static final Rate PER_LOGIN = new Rate(3, Duration.ofMinutes(2));
    private static final Rate PER_ADDRESS = new Rate(20, Duration.ofSeconds(5));
    private static final Set<Provider> OURS = Set.of(Provider.OKTA, Provider.IMPORT);

    private final UserStore users;
    private final Links links;
    private final PasswordDemands demands;
    private final Bounds bounds;
    private final InstantSource clock;

    /// How often anybody may ask, and how long an answer takes.
    ///
    /// @param exempt addresses from which any number may be asked for
    public record Bounds(Throttle throttle, Predicate<String> exempt, EvenTime answers) {}

    public LinkRequests(UserStore users, Links links, PasswordDemands demands, Bounds bounds, InstantSource clock) {
        this.users = users;
        this.links = links;
        this.demands = demands;
        this.bounds = bounds;
        this.clock = clock;
    }

    /// What came of it; for the log alone, never for the one who asked.
    public record Answer(Optional<User> user, boolean sent) {}

    /// Whether one more may be asked for from this address, for this username.
    public boolean admits(String address, String username) {
        if (bounds.exempt().test(address)) return true;
        return bounds.throttle().admits("link from " + address, PER_ADDRESS)
                && bounds.throttle().admits("link for " + Login.of(username).normalised(), PER_LOGIN);
    }

    /// Who has this username.
    public Optional<User> named(String username) {
        return users.byLogin(Login.of(username));
    }

    /// Whether the policy lets them have such a link, and they are in a state for it.
    public boolean may(LinkPurpose purpose, User user) {
        var allowed = demands.of(user.id()).allowed();
        return switch (purpose) {
            case ACTIVATION -> isOurs(user) && purpose.opens(user.status());
            case PASSWORD_RESET -> allowed.reset() && isOurs(user) && purpose.opens(user.status());
            case UNLOCK -> allowed.unlock() && user.standing(clock.instant()) == Status.LOCKED_OUT;
            case EMAIL_CHANGE, REGISTRATION -> false;
        };
    }

    /// For a new password; to somebody who never had one, the activation once more.
    public Answer forPassword(String username, Map<String, String> facts) {
        return evenly(() -> {
            var user = named(username);
            boolean begins =
                    user.map(User::status).filter(Status.PROVISIONED::equals).isPresent();
            return sent(user, begins ? LinkPurpose.ACTIVATION : LinkPurpose.PASSWORD_RESET, facts);
        });
    }

    /// To be let in again before the lock ends by itself.
    public Answer forUnlock(String username, Map<String, String> facts) {
        return evenly(() -> sent(named(username), LinkPurpose.UNLOCK, facts));
    }

    private Answer evenly(Supplier<Answer> work) {
        var span = bounds.answers().begin();
        var answer = work.get();
        span.hold();
        return answer;
    }

    private Answer sent(Optional<User> user, LinkPurpose purpose, Map<String, String> facts) {
        boolean byMail =
                demands.of(user.map(User::id).orElse(Links.NOBODY)).recovery().byMail();
        var to = user.filter(it -> byMail && may(purpose, it)).flatMap(Recipient::of);
        to.ifPresentOrElse(it -> links.mail(purpose, it, facts), () -> links.mailNobody(purpose, facts));
        return new Answer(user, to.isPresent());
    }

    private static boolean isOurs(User user) {
        return OURS.contains(user.credentials().provider());
    }
}
