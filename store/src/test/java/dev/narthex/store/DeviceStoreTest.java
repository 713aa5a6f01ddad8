package dev.narthex.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.SecretHash;
import dev.narthex.device.Approval;
import dev.narthex.device.DeviceAuthorization;
import dev.narthex.device.DeviceAuthorization.Asker;
import dev.narthex.device.DeviceStore.Poll;
import dev.narthex.device.DeviceStore.Polling;
import dev.narthex.oauth.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DeviceStoreTest extends StoreContract {
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
    private static final Asker ASKER = new Asker("tv", "default");
    private static final Approval YES =
            new Approval("00u", "102s", NOW.minusSeconds(7), List.of("pwd"), Scopes.of(List.of("openid")));

    private static DeviceAuthorization begun() {
        var codes = new DeviceAuthorization.Codes(
                SecretHash.of(UUID.randomUUID().toString()), UUID.randomUUID().toString());
        var authorization = new DeviceAuthorization(
                IDS.next("oar"), codes, ASKER, Scopes.of(List.of("openid", "offline_access")), LATER);
        assertTrue(storage.devices().begin(authorization));
        return authorization;
    }

    private static Poll poll(DeviceAuthorization authorization, Asker asker, Instant now) {
        return storage.devices().poll(new Polling(authorization.codes().device(), asker), now);
    }

    private static Poll poll(DeviceAuthorization authorization, Instant now) {
        return poll(authorization, ASKER, now);
    }

    @Test
    void whoWaitsIsFoundByTheTagOfTheUserCode() {
        var device = begun();
        assertEquals(
                Optional.of(device), storage.devices().waiting(device.codes().user(), NOW));
        assertEquals(Optional.of(device), storage.devices().waitingById(device.id(), NOW));
        assertEquals(Optional.empty(), storage.devices().waiting(device.codes().user(), LATER));
        assertEquals(Optional.empty(), storage.devices().waiting("other", NOW));
    }

    @Test
    void aUserCodeInUseIsNotGivenOutTwice() {
        var device = begun();
        var codes = new DeviceAuthorization.Codes(
                SecretHash.of("another"), device.codes().user());
        assertFalse(storage.devices()
                .begin(new DeviceAuthorization(IDS.next("oar"), codes, ASKER, device.scopes(), LATER)));
    }

    @Test
    @DisplayName("RFC 8628 §3.5: an approval is handed over once, with all that was approved")
    void anApprovalIsHandedOverOnce() {
        var device = begun();
        assertInstanceOf(Poll.Pending.class, poll(device, NOW));
        assertTrue(storage.devices().approve(device.id(), YES, NOW));
        var approved = assertInstanceOf(Poll.Approved.class, poll(device, NOW.plusSeconds(1)));
        assertEquals(YES, approved.approval());
        assertEquals(device.id(), approved.authorization().id());
        assertEquals(device.scopes(), approved.authorization().scopes());
        assertInstanceOf(Poll.Unknown.class, poll(device, NOW.plusSeconds(20)));
    }

    @Test
    @DisplayName("Abuse 105: a device code is nothing to another client or another server, and they spoil nothing")
    void anotherAskerGetsNothing() {
        var device = begun();
        storage.devices().approve(device.id(), YES, NOW);
        assertInstanceOf(Poll.Unknown.class, poll(device, new Asker("evil", "default"), NOW));
        assertInstanceOf(Poll.Unknown.class, poll(device, new Asker("tv", "org"), NOW));
        assertInstanceOf(Poll.Approved.class, poll(device, NOW));
    }

    @Test
    @DisplayName("RFC 8628 §3.5: who asks too fast must wait five seconds longer each time")
    void tooFast() {
        var device = begun();
        assertInstanceOf(Poll.Pending.class, poll(device, NOW));
        assertInstanceOf(Poll.Pending.class, poll(device, NOW.plusSeconds(5)));
        assertInstanceOf(Poll.TooFast.class, poll(device, NOW.plusSeconds(6)));
        assertInstanceOf(Poll.TooFast.class, poll(device, NOW.plusSeconds(12)));
        // Fifteen seconds from then on.
        assertInstanceOf(Poll.Pending.class, poll(device, NOW.plusSeconds(27)));
        assertInstanceOf(Poll.TooFast.class, poll(device, NOW.plusSeconds(38)));
    }

    @Test
    void aDecisionStands() {
        var device = begun();
        assertTrue(storage.devices().deny(device.id(), NOW));
        assertFalse(storage.devices().approve(device.id(), YES, NOW));
        assertInstanceOf(Poll.Denied.class, poll(device, NOW));
        assertEquals(Optional.empty(), storage.devices().waitingById(device.id(), NOW));
    }

    @Test
    void nothingIsDecidedOrRedeemedTooLate() {
        var undecided = begun();
        assertFalse(storage.devices().approve(undecided.id(), YES, LATER));
        assertInstanceOf(Poll.Expired.class, poll(undecided, LATER));
        var approved = begun();
        storage.devices().approve(approved.id(), YES, NOW);
        assertInstanceOf(Poll.Expired.class, poll(approved, LATER));
    }

    @Test
    @DisplayName("Abuse 105: of 32 threads on all nodes that poll one approved code, one gets it")
    void of32WhoPollOneGetsIt() throws Exception {
        var device = begun();
        storage.devices().approve(device.id(), YES, NOW);
        var polling = new Polling(device.codes().device(), ASKER);
        var answers = race((node, _) -> node.devices().poll(polling, NOW));
        assertEquals(1, answers.stream().filter(Poll.Approved.class::isInstance).count());
        assertEquals(31, answers.stream().filter(Poll.Unknown.class::isInstance).count());
    }

    @Test
    void whatExpiredBeforeIsForgotten() {
        var device = begun();
        storage.devices().purge(LATER);
        assertInstanceOf(Poll.Expired.class, poll(device, LATER));
        storage.devices().purge(LATER.plusMillis(1));
        assertInstanceOf(Poll.Unknown.class, poll(device, LATER));
    }
}
