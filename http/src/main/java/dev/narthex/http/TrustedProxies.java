package dev.narthex.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The networks whose word about the client's address is believed. With none, the peer is the client.
///
/// A header is read from its end: each trusted hop vouches for the address before it, so whatever a client wrote
/// itself is never reached. Where `X-Forwarded-For` and `Forwarded` both came and differ, neither is believed.
public record TrustedProxies(List<Network> networks) {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /// An address range, as `10.0.0.0/8`, `::1` or `fd00::/8`.
    public record Network(InetAddress base, int bits) {
        /// @throws IllegalArgumentException if the text is not an address or a range
        public static Network parse(String text) {
            int slash = text.indexOf('/');
            var base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int width = base.getAddress().length * 8;
            int bits = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > width) throw new IllegalArgumentException("not an address range: " + text);
            return new Network(base, bits);
        }

        public boolean contains(InetAddress address) {
            byte[] ours = base.getAddress();
            byte[] theirs = address.getAddress();
            if (ours.length != theirs.length) return false;
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) return false;
            }
            return true;
        }
    }

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /// @throws IllegalArgumentException if one is not an address or a range
    public static TrustedProxies of(List<String> ranges) {
        return new TrustedProxies(ranges.stream().map(Network::parse).toList());
    }

    /// The client's address: the peer's own unless it is one of these proxies.
    String clientOf(InetAddress peer, Headers headers) {
        if (!trusts(peer)) return text(peer);
        var forwardedFor = hops(headers.all("x-forwarded-for"), Function.identity());
        var forwarded = hops(headers.all("forwarded"), TrustedProxies::forParameter);
        if (forwarded.isEmpty()) return text(walk(peer, forwardedFor));
        if (forwardedFor.isEmpty()) return text(walk(peer, forwarded));
        var one = walk(peer, forwardedFor);
        return text(one.equals(walk(peer, forwarded)) ? one : peer);
    }

    private boolean trusts(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private InetAddress walk(InetAddress peer, List<String> hops) {
        var client = peer;
        for (String hop : hops.reversed()) {
            if (!trusts(client)) return client;
            var before = address(hop);
            if (before.isEmpty()) return client;
            client = before.get();
        }
        return client;
    }

    private static List<String> hops(List<String> lines, Function<String, String> node) {
        var hops = new ArrayList<String>();
        for (String line : lines) {
            for (String hop : line.split(",")) hops.add(node.apply(hop.strip()));
        }
        return hops;
    }

    private static String forParameter(String element) {
        for (String pair : element.split(";")) {
            String text = pair.strip();
            if (text.regionMatches(true, 0, "for=", 0, 4))
                return text.substring(4).replace("\"", "");
        }
        return "";
    }

    private static Optional<InetAddress> address(String hop) {
        String host = hop;
        if (hop.startsWith("[")) {
            host = hop.substring(1, Math.max(1, hop.indexOf(']')));
        } else if (hop.indexOf(':') >= 0 && hop.indexOf(':') == hop.lastIndexOf(':')) {
            host = hop.substring(0, hop.indexOf(':'));
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String text(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }
}
