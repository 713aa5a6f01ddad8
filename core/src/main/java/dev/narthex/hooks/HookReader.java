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

/// Reads what an administrator sets on a hook.
final class HookReader {
    private static final int LONGEST_URI = 1024;
    private static final int MOST_HEADERS = 10;
    private static final Set<String> OURS = Set.of("accept", "content-type");

    private final Sealer sealer;
    private final AddressRules addresses;

    HookReader(Sealer sealer, AddressRules addresses) {
        this.sealer = sealer;
        this.addresses = addresses;
    }

    /// @param before what the hook's secret is now; it stays where none is sent to the same address
    Channel channel(Fields body, Optional<Channel> before) {
        var channel = body.object("channel");
        if (!channel.requiredText("type", 20).equals("HTTP")) channel.fault("type", "must be HTTP");
        var config = channel.object("config");
        String uri = config.requiredText("uri", LONGEST_URI);
        if (!uri.isEmpty()) addresses.fault(uri).ifPresent(fault -> config.fault("uri", fault));
        if (!config.text("method", 10).orElse("POST").equals("POST")) config.fault("method", "must be POST");
        return new Channel(uri, headers(config), authentication(config, uri, before));
    }

    private static List<Header> headers(Fields config) {
        if (!config.has("headers")) return List.of();
        var headers = new ArrayList<Header>();
        boolean readable = config.members().get("headers") instanceof List<?> list
                && list.size() <= MOST_HEADERS
                && list.stream().allMatch(each -> header(each, headers));
        if (!readable) config.fault("headers", "must be at most 10 objects with key and value of a header");
        return headers;
    }

    private static boolean header(Object each, List<Header> headers) {
        boolean readable = each instanceof Map<?, ?> map
                && map.get("key") instanceof String key
                && map.get("value") instanceof String value
                && isHeader(key, value);
        if (readable) {
            var map = (Map<?, ?>) each;
            headers.add(new Header((String) map.get("key"), (String) map.get("value")));
        }
        return readable;
    }

    private static boolean isHeader(String key, String value) {
        return Call.mayCarry(key, value) && !OURS.contains(key.toLowerCase(Locale.ROOT));
    }

    /// A secret is never sent to an address for which it was not given: a new address needs it anew.
    private Optional<Authentication> authentication(Fields config, String uri, Optional<Channel> before) {
        var scheme = config.maybeObject("authScheme");
        if (scheme.isEmpty()) return Optional.empty();
        if (!scheme.get().requiredText("type", 20).equals("HEADER"))
            scheme.get().fault("type", "must be HEADER");
        String key = scheme.get().requiredText("key", 100);
        var value = scheme.get().text("value", 4000);
        if (!key.isEmpty() && !isHeader(key, value.orElse("")))
            scheme.get().fault("key", "must be a header and its value");
        if (value.isPresent()) return Optional.of(new Authentication(key, sealer.sealText(value.get())));
        var kept = before.filter(channel -> channel.uri().equals(uri)).flatMap(Channel::authentication);
        if (kept.isEmpty()) scheme.get().fault("value", "The field cannot be left blank");
        return kept.map(was -> new Authentication(key, was.sealedValue()));
    }
}
