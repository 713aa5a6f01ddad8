package dev.narthex.recovery;

import dev.narthex.flow.EvenTime;
import dev.narthex.flow.Throttle;
import dev.narthex.flow.Throttle.Rate;
import dev.narthex.users.Login;
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
    private static final Set<Status> MAY_RESET = Set.of(Status.ACTIVE, Status.RECOVERY, Status.PASSWORD_EXPIRED);
    private static final Set<Provider> OURS = Set.of(Provider.OKTA, Provider.IMPORT);

    private final UserStore users;
    private final Links links;
    private final Bounds bounds;
    private final InstantSource clock;

    /// How often anybody may ask, and how long an answer takes.
    ///
    /// @param exempt addresses from which any number may be asked for
    public record Bounds(Throttle throttle, Predicate<String> exempt, EvenTime answers) {}

    public LinkRequests(UserStore users, Links links, Bounds bounds, InstantSource clock) {
        this.users = users;
        this.links = links;
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

    /// For a new password; to somebody who never had one, the activation once more.
    public Answer forPassword(String username, Map<String, String> facts) {
        return evenly(() -> passwordLink(users.byLogin(Login.of(username)), facts));
    }

    private Answer passwordLink(Optional<User> user, Map<String, String> facts) {
        var to = user.filter(LinkRequests::isOurs).flatMap(Recipient::of);
        if (user.isPresent() && to.isPresent() && MAY_RESET.contains(user.get().status())) {
            links.mail(LinkPurpose.PASSWORD_RESET, to.get(), facts);
            return new Answer(user, true);
        }
        boolean begins =
                user.map(User::status).filter(Status.PROVISIONED::equals).isPresent();
        return begins
                ? sent(user, LinkPurpose.ACTIVATION, to, facts)
                : sent(user, LinkPurpose.PASSWORD_RESET, Optional.empty(), facts);
    }

    /// To be let in again before the lock ends by itself.
    public Answer forUnlock(String username, Map<String, String> facts) {
        return evenly(() -> unlockLink(users.byLogin(Login.of(username)), facts));
    }

    private Answer evenly(Supplier<Answer> work) {
        var span = bounds.answers().begin();
        var answer = work.get();
        span.hold();
        return answer;
    }

    private Answer unlockLink(Optional<User> user, Map<String, String> facts) {
        var to = user.filter(it -> it.standing(clock.instant()) == Status.LOCKED_OUT)
                .flatMap(Recipient::of);
        return sent(user, LinkPurpose.UNLOCK, to, facts);
    }

    private Answer sent(Optional<User> user, LinkPurpose purpose, Optional<Recipient> to, Map<String, String> facts) {
        to.ifPresentOrElse(it -> links.mail(purpose, it, facts), () -> links.mailNobody(purpose, facts));
        return new Answer(user, to.isPresent());
    }

    private static boolean isOurs(User user) {
        return OURS.contains(user.credentials().provider());
    }
}
