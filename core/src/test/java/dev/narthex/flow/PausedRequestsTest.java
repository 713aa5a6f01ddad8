package dev.narthex.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.Example;
import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.flow.PausedRequest.ConsentDecision;
import dev.narthex.flow.PausedRequests.Opened;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PausedRequestsTest {
    private static final Sealer SEALER = new Sealer(Example.masterKey(1), "paused", new SecureRandom());
    private static final PausedRequest REQUEST =
            PausedRequest.begin("default", Map.of("client_id", "c", "state", "s"), Example.NOW);

    private static PausedRequests at(Instant now) {
        return new PausedRequests(SEALER, () -> now);
    }

    private static Opened openedAfter(Duration waited) {
        return at(Example.NOW.plus(waited)).open(at(Example.NOW).seal(REQUEST));
    }

    @Test
    @DisplayName("For an hour a request goes on where it was")
    void fresh() {
        assertEquals(new Opened.Fresh(REQUEST), openedAfter(Duration.ZERO));
        assertEquals(new Opened.Fresh(REQUEST), openedAfter(Duration.ofHours(1)));
        // The clock of another node may be behind.
        assertEquals(new Opened.Fresh(REQUEST), openedAfter(Duration.ofSeconds(-2)));
    }

    @Test
    @DisplayName("For a day it begins anew, and what was done for it no longer counts")
    void late() {
        assertEquals(new Opened.Late(REQUEST), openedAfter(Duration.ofHours(1).plusMillis(1)));
        assertEquals(new Opened.Late(REQUEST), openedAfter(Duration.ofHours(24)));
        var later = Example.NOW.plusSeconds(7200);
        var restarted = REQUEST.asking(new LinkedHashSet<>(List.of("a")))
                .with(new ConsentDecision("h", Set.of("a"), false))
                .restarted(later);
        assertEquals(PausedRequest.begin("default", REQUEST.parameters(), later), restarted);
    }

    @Test
    @DisplayName("After that, and when it is not ours, it is unreadable")
    void unreadable() {
        assertEquals(new Opened.Unreadable(), openedAfter(Duration.ofHours(24).plusMillis(1)));
        assertEquals(new Opened.Unreadable(), at(Example.NOW).open(""));
        var other =
                new PausedRequests(new Sealer(Example.masterKey(1), "other", new SecureRandom()), () -> Example.NOW);
        assertEquals(new Opened.Unreadable(), at(Example.NOW).open(other.seal(REQUEST)));
    }

    @Property(tries = 200)
    @Label("Whatever a request holds comes back as it was")
    void comesBack(
            @ForAll @Size(max = 10) Map<@StringLength(max = 30) String, @StringLength(max = 60) String> parameters,
            @ForAll @Size(max = 10) List<@StringLength(max = 30) String> toAsk,
            @ForAll @Size(max = 10) Set<@StringLength(max = 30) String> allowed,
            @ForAll boolean denied) {
        var whole = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> whole.put(whole(name), whole(value)));
        var asked = new LinkedHashSet<String>();
        toAsk.forEach(name -> asked.add(whole(name)));
        var answered = new LinkedHashSet<String>();
        allowed.forEach(name -> answered.add(whole(name)));
        var request = PausedRequest.begin("aus1", whole, Example.NOW)
                .asking(asked)
                .with(new ConsentDecision("hash", answered, denied));
        var opened = assertInstanceOf(
                Opened.Fresh.class, at(Example.NOW).open(at(Example.NOW).seal(request)));
        assertEquals(request, opened.request());
        assertEquals(List.copyOf(asked), List.copyOf(opened.request().toAsk()));
    }

    /// Neither NUL nor half of a surrogate pair passes our parser of forms.
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\0", "");
    }

    @Property
    @Label("No text makes opening throw")
    void noTextThrows(@ForAll String text) {
        assertEquals(new Opened.Unreadable(), at(Example.NOW).open(text));
    }

    @Test
    @DisplayName("A decision counts in the session in which it was made, and in no other")
    void decisionsBelongToASession() {
        var decision = new ConsentDecision(SecretHash.of("mine").hex(), Set.of(), false);
        assertTrue(decision.madeIn(SecretHash.of("mine")));
        assertFalse(decision.madeIn(SecretHash.of("other")));
    }

    @Test
    @DisplayName("What was decided before is not carried into a new decision")
    void newDecision() {
        var first = new ConsentDecision("h", Set.of("a"), false);
        var second = new ConsentDecision("h", Set.of(), true);
        assertEquals(Optional.of(second), REQUEST.with(first).with(second).decision());
    }

    @Test
    @DisplayName("Abuse case 78: a form belongs to the browser it was served to")
    void formTokens() {
        var forms = new FormTokens(Example.masterKey(1));
        var mine = Example.session("mine", Example.NOW);
        var other = Example.session("other", Example.NOW);
        assertTrue(forms.isForDevice(forms.forDevice("d1"), "d1"));
        assertFalse(forms.isForDevice(forms.forDevice("d1"), "d2"));
        assertTrue(forms.isForSession(forms.forSession(mine), mine));
        assertFalse(forms.isForSession(forms.forSession(mine), other));
        assertFalse(forms.isForSession("", mine));
    }

    @Test
    @DisplayName("Abuse case 78: a form of before the sign-in is none of after it, whatever the names")
    void formTokensOfOneKind() {
        var forms = new FormTokens(Example.masterKey(1));
        var session = Example.session("mine", Example.NOW);
        assertFalse(forms.isForSession(forms.forDevice(session.hash().hex()), session));
        assertFalse(forms.isForDevice(forms.forSession(session), session.hash().hex()));
        assertFalse(new FormTokens(Example.masterKey(2)).isForDevice(forms.forDevice("d"), "d"));
    }
}
