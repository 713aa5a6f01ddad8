package dev.narthex.users;

import dev.narthex.password.Match;
import dev.narthex.password.PasswordPolicy;
import dev.narthex.password.PasswordPolicy.Violation;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.Accounts.Step;
import dev.narthex.users.User.Credentials;
import dev.narthex.users.User.Provider;
import dev.narthex.users.UserLifecycle.Operation;
import dev.narthex.users.UserStore.Ends;
import dev.narthex.users.UserStore.Question;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Sets and changes passwords and recovery questions, by the rules of the org.
///
/// A password counts as chosen by the person or as set for them: only the person is bound by the history and by the
/// least age. Setting one brings an account to life as [UserLifecycle] says, and ends the lock that wrong ones brought.
public final class AccountPasswords {
    private final Accounts accounts;
    private final UserStore store;
    private final Passwords passwords;
    private final InstantSource clock;
    private final PasswordDemands demands;

    public AccountPasswords(
            Accounts accounts, UserStore store, Passwords passwords, InstantSource clock, PasswordDemands demands) {
        this.accounts = accounts;
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
        this.demands = demands;
    }

    /// What a new password must be like: sentences for the person who chooses one.
    public List<String> rules(User user) {
        return demands.of(user.id()).complexity().rules();
    }

    /// The same, for somebody who is about to be a member of these groups.
    public List<String> rulesForNewcomer(Set<String> groupIds) {
        return demands.ofNewcomer(groupIds).complexity().rules();
    }

    /// What the password breaks of all the rules for one that the person chooses, those about former ones included.
    public List<String> faultsOfChoice(String password, User user) {
        var faults = faults(password, user);
        return faults.isEmpty() ? repeated(user, password) : faults;
    }

    /// What the password breaks of the rules that need no history: sentences for the person; none if it will do.
    public List<String> faults(String password, User user) {
        return faults(password, user.profile(), demands.of(user.id()));
    }

    /// The same, of somebody who is about to be, with this profile and as a member of these groups.
    public List<String> faultsOfNewcomer(String password, Map<String, Object> profile, Set<String> groupIds) {
        return faults(password, profile, demands.ofNewcomer(groupIds));
    }

    private static List<String> faults(String password, Map<String, Object> profile, PasswordSettings settings) {
        var person = new PasswordPolicy.Person(
                String.valueOf(profile.get("login")), text(profile, "firstName"), text(profile, "lastName"));
        return settings.complexity().violations(password, person).stream()
                .map(Violation::text)
                .toList();
    }

    private static Optional<String> text(Map<String, Object> profile, String name) {
        return profile.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /// An administrator's: whatever went before is forgotten.
    public AccountResult set(String userId, String password) {
        return set(userId, password, false);
    }

    /// @param strict whether history and least age hold, as they do for the person
    public AccountResult set(String userId, String password, boolean strict) {
        return replace(
                userId,
                password,
                user -> accounts.moved(user, Operation.SET_PASSWORD, Ends.NOTHING),
                it -> strict ? tooSoon(it, password) : List.of());
    }

    /// The person's, who has followed a link: an activation, or a recovery. No lock stands in their way, and whoever
    /// was signed in by the password before is no more.
    public AccountResult choose(String userId, String password) {
        var result = replace(
                userId,
                password,
                user -> accounts.movedUnlocked(user, Operation.SET_PASSWORD, Ends.SESSIONS),
                user -> repeated(user, password));
        if (result instanceof AccountResult.Done) accounts.signOutEverywhere(userId, true);
        return result;
    }

    /// An administrator's, for somebody whose present one they know. Attempts are the caller's to count.
    ///
    /// @param strict whether history and least age hold, as they do for the person
    public AccountResult change(String userId, Replacing replacing, boolean strict) {
        return change(
                userId,
                replacing,
                user -> accounts.moved(user, Operation.CHANGE_PASSWORD, Ends.NOTHING),
                user -> strict ? tooSoon(user, replacing.fresh()) : List.of());
    }

    /// The person's own, who is signed in or has just shown the present one: a lock that strangers brought about does
    /// not stand in their way. Attempts are the caller's to count.
    public AccountResult changeOwn(String userId, Replacing replacing) {
        return change(userId, replacing, this::own, user -> tooSoon(user, replacing.fresh()));
    }

    private Step own(User user) {
        return mayChange(user)
                ? accounts.movedUnlocked(user, Operation.CHANGE_PASSWORD, Ends.NOTHING)
                : new Step.Stop(new AccountResult.NotAllowed(user.status()));
    }

    /// Whether the person may change it: a change that we force on them, they may.
    public boolean mayChange(User user) {
        var settings = demands.of(user.id());
        return settings.allowed().change() || settings.isForced(user, clock.instant());
    }

    /// The days that are left until it has to be changed, if the person is to be warned of that.
    public Optional<Integer> daysLeft(User user) {
        return demands.of(user.id()).daysLeft(user, clock.instant());
    }

    private AccountResult change(String userId, Replacing replacing, Function<User, Step> move, Rules more) {
        var user = store.byId(userId);
        if (user.isEmpty()) return new AccountResult.NotFound();
        if (move.apply(user.get()) instanceof Step.Stop(var why)) return why;
        if (!isTheirs(replacing.old(), store.password(userId))) return new AccountResult.WrongPassword();
        return replace(userId, replacing.fresh(), move, more);
    }

    /// The present password and the one to come. Never prints them.
    public record Replacing(String old, String fresh) {
        @Override
        public String toString() {
            return "Replacing[…]";
        }
    }

    /// Whether this is the person's password. Takes the same time for people who have none.
    public boolean isTheirs(String password, Optional<StoredPassword> stored) {
        return passwords.check(password, stored).match() instanceof Match.Matched;
    }

    /// A password that an administrator hands over, to be changed at once.
    ///
    /// @param made one that nobody can guess
    public AccountResult expire(String userId, String made) {
        var hash = passwords.hash(made);
        return accounts.change(userId, user -> switch (accounts.moved(user, Operation.EXPIRE_PASSWORD, Ends.NOTHING)) {
            case Step.Write(var change) -> new Step.Write(change.with(hash));
            case Step.Stop stop -> stop;
        });
    }

    /// A hash that another system made. Its rules are not ours to check.
    public AccountResult importHash(String userId, StoredPassword hash) {
        return accounts.change(userId, user -> {
            if (user.status() != User.Status.STAGED) {
                return new Step.Stop(new AccountResult.NotAllowed(user.standing(clock.instant())));
            }
            Instant now = clock.instant();
            var next = user.in(user.status(), now)
                    .at(user.times().changedPassword(now))
                    .provenBy(user.credentials().withProvider(Provider.IMPORT));
            return new Step.Write(UserStore.Change.of(next).with(hash));
        });
    }

    /// The hashed answer, in which neither case nor space around counts.
    public Question question(String text, String answer) {
        return new Question(text, passwords.hash(folded(answer)));
    }

    public AccountResult setQuestion(String userId, String text, String answer) {
        var fault = faultOfAnswer(demands.of(userId), answer);
        if (fault.isPresent()) return new AccountResult.Unfit(List.of("The answer " + fault.get() + "."));
        var question = question(text, answer);
        return accounts.change(
                userId,
                user -> new Step.Write(UserStore.Change.of(user.in(user.status(), clock.instant()))
                        .with(question)));
    }

    /// What is wrong with an answer of that person, if anything is: what it must be like.
    public Optional<String> faultOfAnswer(String userId, String answer) {
        return faultOfAnswer(demands.of(userId), answer);
    }

    /// The same, of somebody who is about to be a member of these groups.
    public Optional<String> faultOfNewAnswer(Set<String> groupIds, String answer) {
        return faultOfAnswer(demands.ofNewcomer(groupIds), answer);
    }

    private static Optional<String> faultOfAnswer(PasswordSettings settings, String answer) {
        int least = settings.recovery().answerLength();
        String folded = folded(answer);
        return folded.codePointCount(0, folded.length()) < least
                ? Optional.of("must have at least " + least + " characters")
                : Optional.empty();
    }

    public boolean isAnswer(String userId, String answer) {
        return isTheirs(folded(answer), store.answer(userId));
    }

    private static String folded(String answer) {
        return answer.strip().toLowerCase(Locale.ROOT);
    }

    @FunctionalInterface
    private interface Rules {
        List<String> brokenBy(User user);
    }

    private AccountResult replace(String userId, String password, Function<User, Step> move, Rules more) {
        var user = store.byId(userId);
        if (user.isEmpty()) return new AccountResult.NotFound();
        // Asked before the costly hash, and again with it.
        if (move.apply(user.get()) instanceof Step.Stop(var why)) return why;
        var faults = faults(password, user.get());
        if (faults.isEmpty()) faults = more.brokenBy(user.get());
        if (!faults.isEmpty()) return new AccountResult.Unfit(faults);
        var hash = passwords.hash(password);
        return accounts.unlocked(accounts.change(userId, it -> switch (move.apply(it)) {
            case Step.Write(var change) -> new Step.Write(changed(change, hash));
            case Step.Stop stop -> stop;
        }));
    }

    private UserStore.Change changed(UserStore.Change change, StoredPassword hash) {
        var user = change.user();
        Credentials credentials = user.credentials().withProvider(Provider.OKTA);
        var next = user.at(user.times().changedPassword(clock.instant())).provenBy(credentials);
        return new UserStore.Change(next, Optional.of(hash), change.question(), change.ends());
    }

    private List<String> tooSoon(User user, String password) {
        return demands.of(user.id()).isTooYoung(user, clock.instant())
                ? List.of("Keep this password for a while before you change it again.")
                : repeated(user, password);
    }

    private List<String> repeated(User user, String password) {
        int history = demands.of(user.id()).age().history();
        if (history == 0) return List.of();
        boolean known = store.password(user.id())
                        .filter(it -> isTheirs(password, Optional.of(it)))
                        .isPresent()
                || store.formerPasswords(user.id(), history - 1).stream()
                        .anyMatch(it -> isTheirs(password, Optional.of(it)));
        return known ? List.of("Choose a password that you have not used lately.") : List.of();
    }
}
