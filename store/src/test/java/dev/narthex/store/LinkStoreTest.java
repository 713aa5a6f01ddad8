package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.SecretHash;
import dev.narthex.mail.SealedMail;
import dev.narthex.recovery.LinkPurpose;
import dev.narthex.recovery.LinkStore;
import dev.narthex.recovery.OneTimeLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LinkStoreTest extends StoreContract {
    private static final Instant END = NOW.plus(Duration.ofHours(1));
    private LinkStore links;
    private String user;

    @BeforeEach
    void person() {
        links = storage.links();
        user = IDS.next("00u");
    }

    private OneTimeLink issued(String secret, LinkPurpose purpose) {
        var link = new OneTimeLink(purpose, user, Map.of("email", "new@example.org"), NOW, END);
        links.issue(SecretHash.of(user + secret), link, Optional.empty());
        return link;
    }

    private Optional<OneTimeLink> find(String secret, LinkPurpose purpose, Instant now) {
        return links.find(purpose, SecretHash.of(user + secret), now);
    }

    private Optional<OneTimeLink> redeem(String secret, LinkPurpose purpose, Instant now) {
        return links.redeem(purpose, SecretHash.of(user + secret), now);
    }

    @Test
    @DisplayName("Abuse 94: looking at a link, as a scanner does, spends nothing; redeeming it works once")
    void foundOftenRedeemedOnce() {
        var link = issued("a", LinkPurpose.PASSWORD_RESET);
        assertEquals(Optional.of(link), find("a", LinkPurpose.PASSWORD_RESET, NOW));
        assertEquals(Optional.of(link), find("a", LinkPurpose.PASSWORD_RESET, NOW));
        assertEquals(Optional.of(link), redeem("a", LinkPurpose.PASSWORD_RESET, NOW));
        assertEquals(Optional.empty(), redeem("a", LinkPurpose.PASSWORD_RESET, NOW));
        assertEquals(Optional.empty(), find("a", LinkPurpose.PASSWORD_RESET, NOW));
    }

    @Test
    @DisplayName("Abuse 94: of 32 that redeem one link at once, on all nodes, one gets it")
    void oneWins() throws Exception {
        issued("a", LinkPurpose.PASSWORD_RESET);
        var hash = SecretHash.of(user + "a");
        var answers = race((node, _) -> node.links().redeem(LinkPurpose.PASSWORD_RESET, hash, NOW));
        assertEquals(1, answers.stream().filter(Optional::isPresent).count());
    }

    @Test
    @DisplayName("Abuse 73: a link of one purpose is nothing to another")
    void forOnePurpose() {
        issued("a", LinkPurpose.ACTIVATION);
        for (LinkPurpose other : LinkPurpose.values()) {
            if (other != LinkPurpose.ACTIVATION) assertEquals(Optional.empty(), redeem("a", other, NOW));
        }
        assertTrue(redeem("a", LinkPurpose.ACTIVATION, NOW).isPresent());
    }

    @Test
    void worksUntilItsEnd() {
        issued("a", LinkPurpose.PASSWORD_RESET);
        assertTrue(find("a", LinkPurpose.PASSWORD_RESET, END.minusMillis(1)).isPresent());
        assertEquals(Optional.empty(), find("a", LinkPurpose.PASSWORD_RESET, END));
        assertEquals(Optional.empty(), redeem("a", LinkPurpose.PASSWORD_RESET, END));
    }

    @Test
    void theNewerTakesThePlaceOfTheOlderOfItsPurposeOnly() {
        issued("a", LinkPurpose.PASSWORD_RESET);
        issued("b", LinkPurpose.ACTIVATION);
        issued("c", LinkPurpose.PASSWORD_RESET);
        assertEquals(Optional.empty(), find("a", LinkPurpose.PASSWORD_RESET, NOW));
        assertTrue(find("b", LinkPurpose.ACTIVATION, NOW).isPresent());
        assertTrue(find("c", LinkPurpose.PASSWORD_RESET, NOW).isPresent());
    }

    @Test
    void ofManyThatAreMadeAtOnceOneWorks() throws Exception {
        race((node, number) -> {
            var link = new OneTimeLink(LinkPurpose.UNLOCK, user, Map.of(), NOW, END);
            node.links().issue(SecretHash.of(user + number), link, Optional.empty());
            return number;
        });
        long working = java.util.stream.IntStream.range(0, 32)
                .filter(number ->
                        find(String.valueOf(number), LinkPurpose.UNLOCK, NOW).isPresent())
                .count();
        assertEquals(1, working);
    }

    @Test
    void forgettingEndsAllOfAPerson() {
        issued("a", LinkPurpose.PASSWORD_RESET);
        issued("b", LinkPurpose.ACTIVATION);
        links.forget(user);
        assertEquals(Optional.empty(), find("a", LinkPurpose.PASSWORD_RESET, NOW));
        assertEquals(Optional.empty(), find("b", LinkPurpose.ACTIVATION, NOW));
    }

    @Test
    void purgingRemovesWhatHasExpired() {
        links.purge(END.plusMillis(1));
        issued("a", LinkPurpose.PASSWORD_RESET);
        assertEquals(0, links.purge(END));
        assertEquals(1, links.purge(END.plusMillis(1)));
    }

    @Test
    void theMailThatCarriesALinkIsInTheOutboxWhenTheLinkIsThere() {
        var mail = new SealedMail(IDS.next("eml"), new byte[] {1}, NOW);
        var link = new OneTimeLink(LinkPurpose.PASSWORD_RESET, user, Map.of(), NOW, END);
        links.issue(SecretHash.of(user + "a"), link, Optional.of(mail));
        var taken = storage.outbox().take(NOW, END, 10);
        assertEquals(
                List.of(mail.id()), taken.stream().map(it -> it.mail().id()).toList());
        // Both or none: the same mail a second time can't be added, so the second link isn't either.
        try {
            links.issue(SecretHash.of(user + "b"), link, Optional.of(mail));
        } catch (RuntimeException _) {
            // What the test is about is what is there afterwards.
        }
        assertTrue(find("a", LinkPurpose.PASSWORD_RESET, NOW).isPresent());
        assertEquals(Optional.empty(), find("b", LinkPurpose.PASSWORD_RESET, NOW));
    }
}
