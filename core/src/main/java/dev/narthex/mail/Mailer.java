package dev.narthex.mail;

import dev.narthex.crypt.Sealer;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.id.Ids;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Writes mails and puts them into the outbox, sealed.
public final class Mailer {
    private final MailTemplates templates;
    private final OutboxStore outbox;
    private final Sealer sealer;
    private final Ids ids;
    private final Place place;

    /// Where we are, and when.
    public record Place(String baseUrl, InstantSource clock) {
        String site() {
            return URI.create(baseUrl).getHost();
        }
    }

    public Mailer(MailTemplates templates, OutboxStore outbox, Sealer sealer, Ids ids, Place place) {
        this.templates = templates;
        this.outbox = outbox;
        this.sealer = sealer;
        this.ids = ids;
        this.place = place;
    }

    /// Writes a mail for a store to put into the outbox, in the transaction of what causes it.
    public SealedMail write(MailKind kind, MailAddress to, Map<String, String> facts) {
        return seal(Optional.of(to), letter(kind, facts));
    }

    /// As much work as writing a mail and as much in the outbox, but it goes to nobody: so that those who ask on behalf
    /// of people who don't exist are not answered sooner.
    public SealedMail writeToNobody(MailKind kind, Map<String, String> facts) {
        return seal(Optional.empty(), letter(kind, facts));
    }

    /// Writes a mail and puts it into the outbox.
    public void post(MailKind kind, MailAddress to, Map<String, String> facts) {
        outbox.add(write(kind, to, facts));
    }

    /// The address of a page of ours, from the configured base URL and nothing else.
    public String url(String path) {
        return place.baseUrl() + path;
    }

    private Letter letter(MailKind kind, Map<String, String> facts) {
        var all = new HashMap<>(facts);
        all.put("site", place.site());
        return templates.write(kind, all);
    }

    private SealedMail seal(Optional<MailAddress> to, Letter letter) {
        Instant now = place.clock().instant();
        var content = new LinkedHashMap<String, Object>();
        to.ifPresent(address -> content.put("to", address.text()));
        content.put("subject", letter.subject());
        content.put("text", letter.text());
        content.put("html", letter.html());
        byte[] plain = Json.text(content).getBytes(StandardCharsets.UTF_8);
        return new SealedMail(ids.next("eml"), sealer.seal(plain), now);
    }

    /// What was sealed; empty if it goes to nobody.
    Optional<Mail> open(SealedMail sealed) {
        byte[] plain =
                sealer.open(sealed.content()).orElseThrow(() -> new IllegalStateException("we did not seal this mail"));
        try {
            var content = Json.readObject(plain);
            var letter = new Letter(
                    (String) content.get("subject"), (String) content.get("text"), (String) content.get("html"));
            return Optional.ofNullable((String) content.get("to"))
                    .map(to -> new Mail(sealed.id(), new MailAddress(to), letter, sealed.written()));
        } catch (BadRequest malformed) {
            throw new IllegalStateException("we sealed something unreadable", malformed);
        }
    }
}
