package dev.narthex.recovery;

import dev.narthex.crypt.SecretHash;
import dev.narthex.crypt.Secrets;
import dev.narthex.mail.MailAddress;
import dev.narthex.mail.Mailer;
import dev.narthex.users.PasswordDemands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Makes one-time links, mails them, and says what they are worth.
///
/// The secret has 256 bits and is stored as a hash. A link works once, for one purpose, for a while, and until a newer
/// one is made. To look at it spends nothing: mail scanners follow links, so a page asks for a click before it redeems.
/// Addresses begin with the configured base URL, whatever a request calls us.
public final class Links {
    /// Stands for the person whom a stranger made up.
    static final String NOBODY = "00u00000000000000000";

    private static final MailAddress NO_ADDRESS = new MailAddress("nobody@invalid.example");

    private final LinkStore store;
    private final Mailer mailer;
    private final Secrets secrets;
    private final PasswordDemands demands;
    private final InstantSource clock;

    /// @param demands say how long links work that lead to a password
    public Links(LinkStore store, Mailer mailer, Secrets secrets, PasswordDemands demands, InstantSource clock) {
        this.store = store;
        this.mailer = mailer;
        this.secrets = secrets;
        this.demands = demands;
        this.clock = clock;
    }

    /// A new link, shown this once. It never prints itself.
    public record Issued(String token, String url) {
        private SecretHash hash() {
            return SecretHash.of(token);
        }

        @Override
        public String toString() {
            return "Issued[…]";
        }
    }

    /// Makes a link that nobody is sent: the caller hands it on.
    public Issued issue(LinkPurpose purpose, String userId) {
        var issued = fresh(purpose);
        store.issue(issued.hash(), link(purpose, userId, Map.of()), Optional.empty());
        return issued;
    }

    /// Makes a link and mails it.
    public void mail(LinkPurpose purpose, Recipient to) {
        mail(purpose, to, Map.of());
    }

    /// @param facts for the page behind the link
    public void mail(LinkPurpose purpose, Recipient to, Map<String, String> facts) {
        var issued = fresh(purpose);
        var link = link(purpose, to.userId(), facts);
        var mail = mailer.write(purpose.mail(), to.address(), words(link, to, issued));
        store.issue(issued.hash(), link, Optional.of(mail));
    }

    /// Does the work of [#mail] for a person who does not exist, and sends nothing: so that neither answer comes
    /// sooner.
    public void mailNobody(LinkPurpose purpose, Map<String, String> facts) {
        var issued = fresh(purpose);
        var nobody = new Recipient(NOBODY, "Nobody", NO_ADDRESS.text(), NO_ADDRESS);
        var link = link(purpose, NOBODY, facts);
        var mail = mailer.writeToNobody(purpose.mail(), words(link, nobody, issued));
        store.issue(issued.hash(), link, Optional.of(mail));
    }

    /// The link, if it still works; it goes on to.
    public Optional<OneTimeLink> find(LinkPurpose purpose, String token) {
        return store.find(purpose, SecretHash.of(token), clock.instant());
    }

    /// The link, if it still worked; now it no longer does.
    public Optional<OneTimeLink> redeem(LinkPurpose purpose, String token) {
        return store.redeem(purpose, SecretHash.of(token), clock.instant());
    }

    /// Makes a link work again that was redeemed for something that then could not be done.
    public void putBack(String token, OneTimeLink link) {
        store.issue(SecretHash.of(token), link, Optional.empty());
    }

    /// Ends all links of a person, as when their password or address changes.
    public void forget(String userId) {
        store.forget(userId);
    }

    public int purge() {
        return store.purge(clock.instant());
    }

    private Issued fresh(LinkPurpose purpose) {
        String token = secrets.next();
        return new Issued(token, mailer.url(purpose.path() + token));
    }

    private OneTimeLink link(LinkPurpose purpose, String userId, Map<String, String> facts) {
        Instant now = clock.instant();
        Duration lifetime =
                purpose.lifetime().orElseGet(() -> demands.of(userId).recovery().linkLifetime());
        return new OneTimeLink(purpose, userId, facts, now, now.plus(lifetime));
    }

    private static Map<String, String> words(OneTimeLink link, Recipient to, Issued issued) {
        return Map.of(
                "name", to.name(),
                "login", to.login(),
                "link", issued.url(),
                "lifetime", inWords(Duration.between(link.made(), link.expires())));
    }

    /// How long that is, as a person would say it.
    public static String inWords(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes >= 2880 && minutes % 1440 == 0) return minutes / 1440 + " days";
        if (minutes >= 120 && minutes % 60 == 0) return minutes / 60 + " hours";
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }
}
