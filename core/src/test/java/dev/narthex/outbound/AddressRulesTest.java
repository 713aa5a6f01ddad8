package dev.narthex.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Someone registers an address that means nothing to him and everything to us: our own database, the neighbours, the
/// cloud's metadata with its credentials. We would fetch it for him.
class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "203.0.113.7",
                "224.0.0.1",
                "239.1.1.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:7f00:1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    @DisplayName("Abuse 50: no address of this machine, of a neighbour, of a cloud's metadata, in any spelling")
    void privateAddresses(String address) {
        assertTrue(AddressRules.PUBLIC
                .fault("https", InetAddress.ofLiteral(address))
                .isPresent());
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertTrue(AddressRules.PUBLIC.fault("https://" + host + "/keys").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.128.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "223.1.1.1",
                "2606:4700::1",
                "2a00:1450::1"
            })
    @DisplayName("Public addresses may be called")
    void publicAddresses(String address) {
        assertEquals(Optional.empty(), AddressRules.PUBLIC.fault("https", InetAddress.ofLiteral(address)));
    }

    @Test
    @DisplayName("What the operator admits may be called; plain http on loopback alone")
    void admitted() {
        var rules = new AddressRules(List.of(
                dev.narthex.http.TrustedProxies.Network.parse("10.0.0.0/8"),
                dev.narthex.http.TrustedProxies.Network.parse("127.0.0.0/8")));
        assertEquals(Optional.empty(), rules.fault(URI.create("https://10.1.2.3/keys")));
        assertEquals(Optional.empty(), rules.fault(URI.create("http://127.0.0.1:9000/keys")));
        assertTrue(rules.fault(URI.create("http://10.1.2.3/keys")).isPresent());
        assertTrue(rules.fault(URI.create("http://1.1.1.1/keys")).isPresent());
        assertTrue(rules.fault(URI.create("https://192.168.1.1/keys")).isPresent());
        assertTrue(rules.fault(URI.create("https://[::1]/keys")).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example.com/keys",
                "ftp://app.example.com/",
                "file:///etc/passwd",
                "jar:https://a.example!/",
                "//app.example.com/keys",
                "/keys",
                "https:///keys",
                "https:keys",
                "https://user@app.example.com/",
                "https://app.example.com/#keys",
                "https://app.example.com/\n",
                "https://exämple.com/",
                "",
                "https://"
            })
    @DisplayName(
            "Abuse 47, 48: an address to call is https, with a host, and without a user, a fragment or other letters")
    void shape(String address) {
        assertTrue(AddressRules.PUBLIC.fault(address).isPresent());
    }

    @Test
    @DisplayName("An address with a name, a port, a path and a query is one to call")
    void good() {
        assertEquals(Optional.empty(), AddressRules.PUBLIC.fault("https://app.example.com:8443/keys?set=1"));
    }
}
