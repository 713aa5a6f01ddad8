package dev.narthex.server.wiring;

import dev.narthex.http.client.Answer;
import dev.narthex.http.client.Call;
import dev.narthex.http.client.Client;
import dev.narthex.outbound.AddressRules;
import dev.narthex.outbound.Outbound;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

/// Calls what the rules admit, and asks them twice: about the address as written, and about what its name stands for.
public final class GuardedOutbound implements Outbound, AutoCloseable {
    private final AddressRules rules;
    private final Client client;

    /// @param alsoTrusted certificates of authorities beside those that the JVM trusts
    public GuardedOutbound(AddressRules rules, Supplier<List<X509Certificate>> alsoTrusted) {
        this.rules = rules;
        this.client = new Client(rules::fault, InetAddress::getAllByName, alsoTrusted);
    }

    AddressRules rules() {
        return rules;
    }

    @Override
    public Answer send(Call call) {
        return rules.fault(call.uri()).<Answer>map(Answer.Refused::new).orElseGet(() -> client.send(call));
    }

    @Override
    public void close() {
        client.close();
    }
}
