package dev.narthex.audit;

import dev.narthex.audit.LogFilter.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a filter expression of SCIM: `attribute operator "value"`, put together by `and`, `or`, `not` and parentheses.
///
/// Bounded: a text of at most 2,000 characters, parentheses at most 20 deep.
final class LogFilterParser {
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 20;
    // RFC 7644 §3.4.2.2: attribute paths, operators, and values as JSON has them.
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<text>\"(?:[^\"\\\\]|\\\\[\"\\\\/])*\")|(?<mark>[()])|(?<word>[A-Za-z0-9_.$:-]+))");
    private static final Set<String> MEMBERS = Set.of(
            "actor",
            "authenticationContext",
            "client",
            "debugContext",
            "displayMessage",
            "eventType",
            "legacyEventType",
            "outcome",
            "published",
            "request",
            "securityContext",
            "severity",
            "target",
            "transaction",
            "uuid",
            "version");

    private final List<String> tokens;
    private int at;

    private LogFilterParser(List<String> tokens) {
        this.tokens = tokens;
    }

    /// What is wrong with a text that is no filter.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String reason) {
            super(reason, null, false, false);
        }
    }

    static LogFilter parse(String text) throws Malformed {
        if (text.length() > LONGEST) throw new Malformed("must not be longer than " + LONGEST + " characters");
        var parser = new LogFilterParser(tokens(text));
        var filter = parser.any(0);
        if (parser.at < parser.tokens.size()) throw new Malformed("does not go on with " + parser.peek());
        return filter;
    }

    private static List<String> tokens(String text) throws Malformed {
        var tokens = new ArrayList<String>();
        String stripped = text.strip();
        Matcher matcher = TOKEN.matcher(stripped);
        int end = 0;
        while (end < stripped.length()) {
            if (!matcher.region(end, stripped.length()).lookingAt()) {
                throw new Malformed("is not understood at position " + end);
            }
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        return tokens;
    }

    private LogFilter any(int depth) throws Malformed {
        var parts = new ArrayList<LogFilter>();
        parts.add(all(depth));
        while (takes("or")) parts.add(all(depth));
        return parts.size() == 1 ? parts.getFirst() : new LogFilter.Any(parts);
    }

    private LogFilter all(int depth) throws Malformed {
        var parts = new ArrayList<LogFilter>();
        parts.add(one(depth));
        while (takes("and")) parts.add(one(depth));
        return parts.size() == 1 ? parts.getFirst() : new LogFilter.All(parts);
    }

    private LogFilter one(int depth) throws Malformed {
        if (depth > DEEPEST) throw new Malformed("is nested too deep");
        if (takes("not")) return new LogFilter.Not(one(depth + 1));
        if (takes("(")) {
            var inner = any(depth + 1);
            if (!takes(")")) throw new Malformed("lacks a closing parenthesis");
            return inner;
        }
        return comparison();
    }

    private LogFilter comparison() throws Malformed {
        var path = List.of(next().split("\\.", -1));
        if (!MEMBERS.contains(path.getFirst())) throw new Malformed("knows no attribute " + String.join(".", path));
        String word = next();
        if (word.equalsIgnoreCase("pr")) return new LogFilter.Present(path);
        var operator = Stream.of(Operator.values())
                .filter(it -> it.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Malformed("knows no operator " + word));
        return new LogFilter.Compare(path, operator, value(next()));
    }

    private static String value(String token) throws Malformed {
        if (token.startsWith("\"")) {
            return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        if (token.matches("true|false|-?\\d+(\\.\\d+)?")) return token;
        throw new Malformed("has a value that is not quoted: " + token);
    }

    private String next() throws Malformed {
        if (at == tokens.size()) throw new Malformed("ends too early");
        return tokens.get(at++);
    }

    private String peek() {
        return tokens.get(at);
    }

    private boolean takes(String word) {
        boolean there = at < tokens.size() && peek().equalsIgnoreCase(word);
        if (there) at++;
        return there;
    }
}
