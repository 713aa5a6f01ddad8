package dev.narthex.registration;

import dev.narthex.crypt.Sealer;
import dev.narthex.flow.EvenTime;
import dev.narthex.groups.GroupStore;
import dev.narthex.hooks.PreRegistration;
import dev.narthex.hooks.PreRegistration.Verdict;
import dev.narthex.http.Request;
import dev.narthex.id.Ids;
import dev.narthex.mail.MailAddress;
import dev.narthex.mail.MailKind;
import dev.narthex.mail.Mailer;
import dev.narthex.password.Match;
import dev.narthex.password.Passwords;
import dev.narthex.password.StoredPassword;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.Links;
import dev.narthex.recovery.OneTimeLink;
import dev.narthex.recovery.Recipient;
import dev.narthex.registration.RegistrationResult.Denied;
import dev.narthex.registration.RegistrationResult.Made;
import dev.narthex.registration.RegistrationResult.Mailed;
import dev.narthex.registration.RegistrationResult.Unfit;
import dev.narthex.users.AccountPasswords;
import dev.narthex.users.AccountResult;
import dev.narthex.users.Accounts;
import dev.narthex.users.Login;
import dev.narthex.users.User;
import dev.narthex.users.UserStore;
import dev.narthex.users.UserStore.NewUser;
import dev.narthex.users.schema.UserSchema;
import dev.narthex.users.schema.UserSchemas;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes accounts for people who ask for one themselves.
public final class Registrations {
    private final Directory directory;
    private final Post post;
    private final Secrets secrets;
    private final PreRegistration hook;
    private final InstantSource clock;

    /// Where accounts are made, by which rules.
    public record Directory(
            UserStore users,
            Accounts accounts,
            AccountPasswords rules,
            UserSchemas schemas,
            GroupStore groups,
            Ids ids) {}

    /// How people are asked to prove their address, and how long it takes to be told of it.
    public record Post(Links links, Mailer mailer, EvenTime answers) {}

    /// @param sealer for accounts that are to be made, and nothing else
    public record Secrets(Passwords passwords, Sealer sealer) {}

    public Registrations(Directory directory, Post post, Secrets secrets, PreRegistration hook, InstantSource clock) {
        this.directory = directory;
        this.post = post;
        this.secrets = secrets;
        this.hook = hook;
        this.clock = clock;
    }

    List<String> passwordRules(Enrollment policy) {
        return directory.rules().rulesForNewcomer(policy.groupIds());
    }

    /// @param facts for the page behind the link
    RegistrationResult apply(Request request, Enrollment policy, Application application, Map<String, String> facts) {
        var faults = faults(policy, application);
        if (!faults.isEmpty()) return new Unfit(faults);
        return switch (asked(request, policy, application)) {
            case Verdict.Denied(var summary, var reasons) -> new Denied(summary, reasons);
            case Verdict.Allowed(var changes) ->
                proceed(policy, application, new Amendment(changes).of(application.profile(schema())), facts);
        };
    }

    /// Asked when all that was typed will do, before anything is stored or mailed.
    private Verdict asked(Request request, Enrollment policy, Application application) {
        return policy.hookId()
                .map(id -> hook.ask(
                        id, application.answers(), changes -> new Amendment(changes).fault(policy, schema()), request))
                .orElse(Verdict.Allowed.AS_IT_IS);
    }

    private RegistrationResult proceed(
            Enrollment policy, Application application, Map<String, Object> amended, Map<String, String> facts) {
        var profile = schema().completed(amended);
        // Once more, for the hook may have put into the profile what the password holds.
        var faults = passwordFaults(policy, application, profile);
        if (!faults.isEmpty()) return new Unfit(Map.of("newPassword", faults));
        // Hashed before anything tells who exists, so that all take as long.
        var pending = new Pending(profile, secrets.passwords().hash(application.password()));
        return policy.verification() ? mail(pending, facts) : make(policy, pending);
    }

    private List<String> passwordFaults(Enrollment policy, Application application, Map<String, Object> profile) {
        return directory.rules().faultsOfNewcomer(application.password(), profile, policy.groupIds());
    }

    UserSchema schema() {
        return directory.schemas().current();
    }

    private Map<String, List<String>> faults(Enrollment policy, Application application) {
        var faults = new LinkedHashMap<String, List<String>>();
        var schema = schema();
        policy.attributes().forEach(wanted -> put(faults, wanted.name(), application.faults(wanted, policy, schema)));
        put(faults, "newPassword", passwordFaults(policy, application, application.profile(schema)));
        return faults;
    }

    private static void put(Map<String, List<String>> faults, String name, List<String> found) {
        if (!found.isEmpty()) faults.put(name, found);
    }

    private RegistrationResult make(Enrollment policy, Pending pending) {
        return switch (create(policy, pending, false)) {
            case AccountResult.Done(var user) -> new Made(user);
            case AccountResult.AttributeTaken(var name) ->
                new Denied("Please look again.", Map.of(name, List.of("Somebody else has this.")));
            // Who asks for no proof of an address tells strangers which addresses have an account.
            default ->
                new Unfit(Map.of(Enrollment.EMAIL, List.of("There is an account with this address. Sign in instead.")));
        };
    }

    /// One mail either way: to prove the address, or to say that there is an account.
    private RegistrationResult mail(Pending pending, Map<String, String> facts) {
        var span = post.answers().begin();
        String email = (String) pending.profile().get(Enrollment.EMAIL);
        var login = Login.of((String) pending.profile().get("login"));
        var address = new MailAddress(MailAddress.parse(email).orElseThrow().text());
        var owner = directory.users().byLogin(login);
        if (owner.isPresent()) {
            var to = Recipient.of(owner.get()).map(Recipient::address).orElse(address);
            var words =
                    Map.of("login", owner.get().login(), "link", post.mailer().url("/signin/forgot-password"));
            post.mailer().post(MailKind.ALREADY_REGISTERED, to, words);
        } else {
            var all = new HashMap<>(facts);
            all.put("pending", pending.seal(secrets.sealer()));
            String holder = Pending.holder(login, facts.getOrDefault("browser", ""));
            post.links().mail(LinkPurpose.REGISTRATION, new Recipient(holder, "", email, address), all);
        }
        span.hold();
        return new Mailed(email);
    }

    /// Whose account a link would make, if it works.
    Optional<Pending> pending(String token) {
        return post.links().find(LinkPurpose.REGISTRATION, token).map(this::open);
    }

    private Pending open(OneTimeLink link) {
        return Pending.open(secrets.sealer(), link.facts().get("pending"));
    }

    /// Whether the link was asked for in this browser.
    boolean askedFor(String token, Optional<String> browser) {
        return post.links()
                .find(LinkPurpose.REGISTRATION, token)
                .map(link -> link.facts().get("browser"))
                .filter(asking -> browser.filter(asking::equals).isPresent())
                .isPresent();
    }

    boolean isTheirs(Pending pending, String password) {
        return secrets.passwords().verify(password, pending.password()) instanceof Match.Matched;
    }

    /// Makes the account whose address is proved, and answers with where the way leads; empty if the link is spent or
    /// somebody else has the login now.
    Optional<Proved> redeem(Enrollment policy, String token) {
        return post.links()
                .redeem(LinkPurpose.REGISTRATION, token)
                .flatMap(link -> create(policy, open(link), true) instanceof AccountResult.Done(var user)
                        ? Optional.of(new Proved(
                                user, Optional.ofNullable(link.facts().get("from"))))
                        : Optional.empty());
    }

    record Proved(User user, Optional<String> from) {}

    private AccountResult create(Enrollment policy, Pending pending, boolean verified) {
        Instant now = clock.instant();
        var times = User.Times.ofNew(now, true, true);
        var credentials = User.Credentials.NONE.withEmailVerified(verified);
        var user = new User(
                directory.ids().next("00u"),
                User.Status.ACTIVE,
                schema().known(pending.profile()),
                times,
                1,
                credentials);
        var made = new NewUser(user, Optional.<StoredPassword>of(pending.password()), groups(policy));
        return directory.accounts().create(made);
    }

    /// A group that was deleted since is nobody's.
    private Set<String> groups(Enrollment policy) {
        return policy.groupIds().stream()
                .filter(id ->
                        directory.groups().byId(id).filter(it -> !it.builtIn()).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }
}
