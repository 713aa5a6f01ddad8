package dev.narthex.device;

import dev.narthex.crypt.SecretHash;
import java.time.Instant;
import java.util.Optional;

/// Devices that wait. Kept until a day after they expire, so that a late poll is known as one.
public interface DeviceStore {

    /// False if the user code is in use.
    boolean begin(DeviceAuthorization authorization);

    /// Who waits under this tag of a user code, undecided and not expired.
    Optional<DeviceAuthorization> waiting(String userCode, Instant now);

    /// As [#waiting], by id.
    Optional<DeviceAuthorization> waitingById(String id, Instant now);

    /// Decided once, in one statement; the user code is free again. False if it was decided before, or expired.
    boolean approve(String id, Approval approval, Instant now);

    boolean deny(String id, Instant now);

    /// What a device that asks is told. An approval is handed over once, in one statement, however many ask at once.
    Poll poll(Polling polling, Instant now);

    /// Removes what expired before the instant; answers with how many.
    int purge(Instant before);

    /// Who polls, and with which code.
    record Polling(SecretHash device, DeviceAuthorization.Asker asker) {}

    sealed interface Poll {
        record Approved(DeviceAuthorization authorization, Approval approval) implements Poll {}

        record Pending() implements Poll {}

        /// It asked again too early: from now on it must wait five seconds longer.
        record TooFast() implements Poll {}

        record Denied() implements Poll {}

        record Expired() implements Poll {}

        /// Never issued to this client at this server, or redeemed already.
        record Unknown() implements Poll {}
    }
}
