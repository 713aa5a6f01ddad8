package dev.narthex.outbound;

import dev.narthex.http.TrustedProxies.Network;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which addresses we call when somebody else names them: those of the public internet, by https.
///
/// Whoever may register a client or a hook could otherwise reach what only this machine can: a database without a
/// password, the metadata service of a cloud, the neighbours (SSRF).
///
/// @param allowed networks that the operator admits all the same; plain http is for loopback among them alone
public record AddressRules(List<Network> allowed) {
    public static final AddressRules PUBLIC = new AddressRules(List.of());

    /// For a machine on which one develops: its own addresses may be called, too, also by plain http.
    public static final AddressRules WITH_LOOPBACK = new AddressRules(networks("127.0.0.0/8", "::1"));

    private static final int LONGEST = 2_048;

    /// IANA's registries of special-purpose addresses, and a metadata service that hides among public ones.
    private static final List<Network> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /// All that is global in IPv6. What maps, embeds or translates IPv4 lies outside, or is among the special ones.
    private static final Network GLOBAL = Network.parse("2000::/3");

    public AddressRules {
        allowed = List.copyOf(allowed);
    }

    /// Why a text that is to be called some time can't be, if so. Says nothing yet about what its name stands for.
    public Optional<String> fault(String address) {
        try {
            return fault(new URI(address));
        } catch (java.net.URISyntaxException _) {
            return Optional.of("It is not an address.");
        }
    }

    public Optional<String> fault(URI address) {
        String text = address.toString();
        if (text.length() > LONGEST || !text.chars().allMatch(it -> it > ' ' && it < 0x7f)) {
            return Optional.of("It is too long, or has other characters than those of an address.");
        }
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        boolean http = "http".equalsIgnoreCase(address.getScheme()) && !allowed.isEmpty();
        if (!https && !http) return Optional.of("It must begin with https://.");
        if (address.getHost() == null) return Optional.of("It has no host.");
        if (address.getRawUserInfo() != null)
            return Optional.of("It must not have a name or password before its host.");
        if (address.getRawFragment() != null) return Optional.of("It must not have a fragment.");
        return literalFault(address);
    }

    /// An address in figures can be told at once.
    private Optional<String> literalFault(URI address) {
        try {
            return fault(address.getScheme(), InetAddress.ofLiteral(address.getHost()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Why a connection must not be made, if so: to be asked about what a name stands for, just before.
    public Optional<String> fault(String scheme, InetAddress address) {
        boolean admitted = allowed.stream().anyMatch(network -> network.contains(address));
        if (!"https".equalsIgnoreCase(scheme) && !(admitted && address.isLoopbackAddress())) {
            return Optional.of("Plain http is for this machine alone.");
        }
        boolean ok = admitted || isPublic(address);
        return ok ? Optional.empty() : Optional.of("It leads into a network that is not public.");
    }

    private static boolean isPublic(InetAddress address) {
        boolean global = address.getAddress().length == 4 || GLOBAL.contains(address);
        return global && SPECIAL.stream().noneMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... ranges) {
        return Stream.of(ranges).map(Network::parse).toList();
    }
}
