package dev.narthex.hooks;

import dev.narthex.crypt.Sealer;
import dev.narthex.hooks.InlineHook.Authentication;
import dev.narthex.hooks.InlineHook.Channel;
import dev.narthex.hooks.InlineHook.Header;
import dev.narthex.http.client.Call;
import dev.narthex.okta.Fields;
import dev.narthex.outbound.AddressRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what an administrator sets on a hook.
final class HookReader {
    static final String VERSION = "1.0.0";
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_URI = 1024;
    private static final int LONGEST_VALUE = 4000;
    private static final int MOST_HEADERS = 10;
    private static final Set<String> OURS = Set.of("accept", "content-type");

    private final Sealer sealer;
    private final AddressRules addresses;

    HookReader(Sealer sealer, AddressRules addresses) {
        this.sealer = sealer;
        this.addresses = addresses;
    }

    static String name(Fields body) {
        return body.requiredText("name", LONGEST_NAME);
    }

    /// All of a channel: what is not sent is not there.
    ///
    /// @param before what the hook's secret is now; it stays where none is sent to the same address
    Channel whole(Fields body, Optional<Channel> before) {
        var config = config(body);
        String uri = uri(config, config.requiredText("uri", LONGEST_URI));
        return checked(config, new Channel(uri, headers(config), authentication(config, uri, before)));
    }

    /// What is not sent stays as it is.
    Channel part(Fields body, Channel there) {
        if (!body.has("channel")) {
            version(body);
            return there;
        }
        var config = config(body);
        String uri = uri(config, config.has("uri") ? config.requiredText("uri", LONGEST_URI) : there.uri());
        var headers = config.has("headers") ? headers(config) : there.headers();
        boolean sent = config.members().containsKey("authScheme");
        if (!sent && there.authentication().isPresent() && !uri.equals(there.uri())) {
            config.fault("authScheme.value", "must be sent again for another uri");
        }
        var authentication = sent ? authentication(config, uri, Optional.of(there)) : there.authentication();
        return checked(config, new Channel(uri, headers, authentication));
    }

    private static Fields config(Fields body) {
        version(body);
        var channel = body.object("channel");
        version(channel);
        String type = channel.requiredText("type", 20);
        if (type.equals("OAUTH")) channel.fault("type", "OAUTH is not supported: use HTTP with an authScheme");
        else if (!type.isEmpty() && !type.equals("HTTP")) channel.fault("type", "must be HTTP");
        var config = channel.object("config");
        if (!config.text("method", 10).orElse("POST").equals("POST")) config.fault("method", "must be POST");
        return config;
    }

    private static void version(Fields fields) {
        if (!fields.text("version", 20).orElse(VERSION).equals(VERSION)) fields.fault("version", "must be " + VERSION);
    }

    private String uri(Fields config, String uri) {
        if (!uri.isEmpty()) addresses.fault(uri).ifPresent(fault -> config.fault("uri", fault));
        return uri;
    }

    private static List<Header> headers(Fields config) {
        if (!config.has("headers")) return List.of();
        var headers = new ArrayList<Header>();
        boolean readable = config.members().get("headers") instanceof List<?> list
                && list.size() <= MOST_HEADERS
                && list.stream().allMatch(each -> header(each, headers));
        if (!readable) {
            config.fault("headers", "must be at most 10 objects with key and value of a header that may be set");
        }
        return headers;
    }

    private static boolean header(Object each, List<Header> headers) {
        if (each instanceof Map<?, ?> map
                && map.get("key") instanceof String key
                && map.get("value") instanceof String value
                && mayBeSet(key, value)) {
            return headers.add(new Header(key, value));
        }
        return false;
    }

    private static boolean mayBeSet(String key, String value) {
        return Call.mayCarry(key, value) && !OURS.contains(lower(key)) && value.length() <= LONGEST_VALUE;
    }

    /// A secret is never sent to an address for which it was not given: a new address needs it anew.
    private Optional<Authentication> authentication(Fields config, String uri, Optional<Channel> before) {
        var scheme = config.maybeObject("authScheme");
        if (scheme.isEmpty()) return Optional.empty();
        if (!scheme.get().requiredText("type", 20).equals("HEADER"))
            scheme.get().fault("type", "must be HEADER");
        String key = scheme.get().requiredText("key", 100);
        var value = scheme.get().text("value", LONGEST_VALUE);
        if (!key.isEmpty() && !mayBeSet(key, value.orElse(""))) {
            scheme.get().fault("key", "must be a header that may be set, and its value");
        }
        if (value.isPresent()) return Optional.of(new Authentication(key, sealer.sealText(value.get())));
        var kept = before.filter(channel -> channel.uri().equals(uri)).flatMap(Channel::authentication);
        if (kept.isEmpty()) scheme.get().fault("value", "The field cannot be left blank");
        return kept.map(was -> new Authentication(key, was.sealedValue()));
    }

    /// Of two headers of one name, one would be lost.
    private static Channel checked(Fields config, Channel channel) {
        var names = Stream.concat(
                        channel.headers().stream().map(Header::key),
                        channel.authentication().stream().map(Authentication::key))
                .map(HookReader::lower)
                .toList();
        if (names.size() > names.stream().collect(Collectors.toSet()).size()) {
            config.fault("headers", "each header can be set once");
        }
        return channel;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
