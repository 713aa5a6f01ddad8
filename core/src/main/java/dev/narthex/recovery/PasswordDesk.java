package dev.narthex.recovery;

import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountResult;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import java.util.List;
import java.util.Optional;

/// Lets the holder of a link choose a password, once.
public final class PasswordDesk {
    private final Links links;
    private final UserStore users;
    private final AccountPasswords passwords;

    public PasswordDesk(Links links, UserStore users, AccountPasswords passwords) {
        this.links = links;
        this.users = users;
        this.passwords = passwords;
    }

    /// What came of a choice.
    public sealed interface Choice {
        record Chosen(User user, OneTimeLink link) implements Choice {}

        /// The link still works.
        record Unfit(List<String> faults) implements Choice {}

        record Over() implements Choice {}
    }

    public List<String> rules(User holder) {
        return passwords.rules(holder);
    }

    /// Whom a link lets in, if it works.
    public Optional<User> holder(LinkPurpose purpose, String token) {
        return links.find(purpose, token).flatMap(this::holder);
    }

    /// A link that was made before the password was last changed is over: who changed it had no need of it, or did it
    /// because of it.
    private Optional<User> holder(OneTimeLink link) {
        return users.byId(link.userId())
                .filter(user -> link.purpose().opens(user.status()))
                .filter(user -> user.times()
                        .passwordChanged()
                        .map(changed -> !changed.isAfter(link.made()))
                        .orElse(true));
    }

    public Choice choose(LinkPurpose purpose, String token, String password) {
        var holder = holder(purpose, token);
        if (holder.isEmpty()) return new Choice.Over();
        // Before the link is spent: whoever chose one that won't do may try again.
        var faults = passwords.faultsOfChoice(password, holder.get());
        if (!faults.isEmpty()) return new Choice.Unfit(faults);
        return links.redeem(purpose, token)
                .map(link -> choose(token, link, password))
                .orElseGet(Choice.Over::new);
    }

    private Choice choose(String token, OneTimeLink link, String password) {
        try {
            return switch (passwords.choose(link.userId(), password)) {
                case AccountResult.Done(var user) -> {
                    links.forget(user.id());
                    yield new Choice.Chosen(user, link);
                }
                case AccountResult.Unfit(var faults) -> {
                    links.putBack(token, link);
                    yield new Choice.Unfit(faults);
                }
                default -> new Choice.Over();
            };
        } catch (RuntimeException busy) {
            links.putBack(token, link);
            throw busy;
        }
    }
}
