package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.1", "fd00::/8"));

    private static String client(String peer, String forwardedFor, String forwarded) {
        var fields = new LinkedHashMap<String, List<String>>();
        if (forwardedFor != null) fields.put("X-Forwarded-For", List.of(forwardedFor.split("\\|")));
        if (forwarded != null) fields.put("Forwarded", List.of(forwarded.split("\\|")));
        return PROXIES.clientOf(InetAddress.ofLiteral(peer), new Headers(fields));
    }

    @ParameterizedTest
    @DisplayName("abuse case 80: only trusted hops are believed, from the end of the header")
    @CsvSource(
            nullValues = "-",
            value = {
                "203.0.113.9, 8.8.8.8, 203.0.113.9",
                "10.0.0.1, -, 10.0.0.1",
                "10.0.0.1, 8.8.8.8, 8.8.8.8",
                "10.0.0.1, '1.1.1.1, 8.8.8.8', 8.8.8.8",
                "10.0.0.1, 1.1.1.1|8.8.8.8, 8.8.8.8",
                "10.0.0.1, '8.8.8.8, 10.9.9.9, 192.0.2.1', 8.8.8.8",
                "10.0.0.1, '8.8.8.8, 192.0.2.2, 192.0.2.1', 192.0.2.2",
                "10.0.0.1, '10.0.0.3, 10.0.0.2', 10.0.0.3",
                "10.0.0.1, '8.8.8.8, nonsense, 10.0.0.2', 10.0.0.2",
                "10.0.0.1, '8.8.8.8, evil.example', 10.0.0.1",
                "10.0.0.1, '', 10.0.0.1",
                "10.0.0.1, 8.8.8.8:4711, 8.8.8.8",
                "10.0.0.1, '[2001:db8::1]:443', 2001:db8:0:0:0:0:0:1",
                "10.0.0.1, 2001:db8::1, 2001:db8:0:0:0:0:0:1",
                "10.0.0.1, ::ffff:8.8.8.8, 8.8.8.8",
                "fd00::1, 8.8.8.8, 8.8.8.8",
                "fe00::1, 8.8.8.8, fe00:0:0:0:0:0:0:1"
            })
    void hopsAreWalkedFromTheEnd(String peer, String header, String client) {
        assertEquals(client, client(peer, header, null));
    }

    @Test
    @DisplayName("Forwarded is read as well; where both headers came and differ, neither is believed")
    void forwardedIsRead() {
        assertEquals("8.8.8.8", client("10.0.0.1", null, "for=1.1.1.1, for=8.8.8.8;proto=https;by=10.0.0.1"));
        assertEquals("2001:db8:0:0:0:0:0:1", client("10.0.0.1", null, "proto=https; FOR=\"[2001:db8::1]:4711\""));
        assertEquals("10.0.0.1", client("10.0.0.1", null, "for=unknown"));
        assertEquals("10.0.0.1", client("10.0.0.1", null, "for=_hidden"));
        assertEquals("8.8.8.8", client("10.0.0.1", "8.8.8.8", "for=8.8.8.8"));
        assertEquals("10.0.0.1", client("10.0.0.1", "8.8.8.8", "for=9.9.9.9"));
    }

    @Test
    @DisplayName("nobody is trusted unless named")
    void noneTrustsNobody() throws Exception {
        var headers = new Headers(Map.of("X-Forwarded-For", List.of("8.8.8.8")));
        assertEquals("127.0.0.1", TrustedProxies.NONE.clientOf(InetAddress.ofLiteral("127.0.0.1"), headers));
    }

    @ParameterizedTest
    @DisplayName("a range that is none is refused; names are never looked up")
    @ValueSource(strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129", "10.0.0.0/"})
    void badRangesAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(List.of(text)));
    }
}
