package dev.narthex.outbound;

import dev.narthex.http.client.Answer;
import dev.narthex.http.client.Call;

/// Calls an address that somebody else gave us, if [AddressRules] lets it be called.
///
/// Never throws for what the other side does. Follows no redirect. Waits no longer than the call's limit.
@FunctionalInterface
public interface Outbound {

    Answer send(Call call);
}
