package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/// Headers of proxies. The client's address is an address; whoever is no proxy is believed nothing; and what a client
/// wrote before the first address that a proxy vouches for changes nothing.
public final class ForwardedTarget implements Target {
    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8", "fd00::/8"));
    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress STRANGER = InetAddress.ofLiteral("192.0.2.7");

    @Override
    public void accept(byte[] input) {
        var lines = Parts.lines(input, 2);
        var headers = new Headers(Map.of("x-forwarded-for", List.of(lines.get(0)), "forwarded", List.of(lines.get(1))));
        assertEquals("192.0.2.7", PROXIES.clientOf(STRANGER, headers));
        String client = PROXIES.clientOf(PROXY, headers);
        InetAddress.ofLiteral(client);

        var alone = new Headers(Map.of("x-forwarded-for", List.of(lines.get(0))));
        String one = PROXIES.clientOf(PROXY, alone);
        var longer = new Headers(Map.of("x-forwarded-for", List.of("198.51.100.66," + lines.get(0))));
        boolean vouched = !one.startsWith("10.") && !one.startsWith("fd");
        if (vouched) assertEquals(one, PROXIES.clientOf(PROXY, longer));
    }
}
