package dev.narthex.users.search;

import dev.narthex.users.User;
import dev.narthex.users.search.Condition.Operator;
import dev.narthex.users.search.SearchText.Token;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `search` and `filter`: comparisons joined by `and`, which binds closer, and `or`, with parentheses. Bounded in
/// length, in depth and in the number of comparisons.
public final class SearchParser {
    private static final int DEEPEST = 20;
    private static final int MOST_COMPARISONS = 100;

    private final List<Token> tokens;
    private final Language language;
    private int at;
    private int comparisons;

    private SearchParser(List<Token> tokens, Language language) {
        this.tokens = tokens;
        this.language = language;
    }

    /// What comes of reading an expression.
    public sealed interface Parsed {
        record Read(Condition condition) implements Parsed {}

        record Malformed(String why) implements Parsed {}

        /// A time is not written as one.
        record BadTime(String text) implements Parsed {}
    }

    public static Parsed parse(String text, Language language) {
        var tokens = SearchText.cut(text);
        if (tokens.isEmpty()) return new Parsed.Malformed("it has a character or a length that none can have");
        try {
            return new Parsed.Read(new SearchParser(tokens.get(), language).whole());
        } catch (Fault fault) {
            return fault.time ? new Parsed.BadTime(fault.getMessage()) : new Parsed.Malformed(fault.getMessage());
        }
    }

    /// Ends the reading; never leaves this class.
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean time;

        Fault(String why, boolean time) {
            super(why, null, false, false);
            this.time = time;
        }
    }

    private static Fault fault(String why) {
        return new Fault(why, false);
    }

    private Condition whole() throws Fault {
        var condition = any(0);
        if (at < tokens.size()) throw fault("something follows the end");
        return condition;
    }

    private Condition any(int depth) throws Fault {
        if (depth > DEEPEST) throw fault("it is nested too deeply");
        var any = new ArrayList<Condition>();
        do any.add(all(depth));
        while (skip("or"));
        return any.size() == 1 ? any.getFirst() : new Condition.Or(any);
    }

    private Condition all(int depth) throws Fault {
        var all = new ArrayList<Condition>();
        do all.add(one(depth));
        while (skip("and"));
        return all.size() == 1 ? all.getFirst() : new Condition.And(all);
    }

    private Condition one(int depth) throws Fault {
        if (peek().filter(Token.Open.class::isInstance).isEmpty()) return comparison();
        at++;
        var inner = any(depth + 1);
        if (peek().filter(Token.Close.class::isInstance).isEmpty()) throw fault("a parenthesis is not closed");
        at++;
        return inner;
    }

    private Condition comparison() throws Fault {
        if (++comparisons > MOST_COMPARISONS) throw fault("it has too many comparisons");
        String name = word("a property");
        Property property = language.property(name).orElseThrow(() -> fault("there is no property " + name));
        String word = word("an operator").toUpperCase(Locale.ROOT);
        if (word.equals("PR") && language.knowsPresence()) return new Condition.Present(property);
        Operator operator = language.operators(property).stream()
                .filter(it -> it.name().equals(word))
                .findFirst()
                .orElseThrow(() -> fault(name + " can't be compared by " + word));
        return new Condition.Compare(property, operator, operand(property));
    }

    private Object operand(Property property) throws Fault {
        Token token = peek().orElseThrow(() -> fault("a value is missing"));
        at++;
        return switch (property) {
            case Property.Time _ -> time(quoted(token));
            case Property.Status() -> status(quoted(token));
            case Property.Id(), Property.TypeId() -> quoted(token);
            case Property.Profile profile ->
                switch (profile.type()) {
                    case STRING, ARRAY -> quoted(token);
                    case NUMBER, INTEGER -> number(token);
                    case BOOLEAN -> flag(token);
                };
        };
    }

    private static String quoted(Token token) throws Fault {
        if (token instanceof Token.Quoted(var text)) return text;
        throw fault("a value must be in double quotes");
    }

    private static String status(String text) throws Fault {
        String name = text.toUpperCase(Locale.ROOT);
        for (User.Status status : User.Status.values()) if (status.name().equals(name)) return name;
        throw fault("there is no such status");
    }

    private static Instant time(String text) throws Fault {
        try {
            var time = OffsetDateTime.parse(text);
            if (time.getYear() >= 0 && time.getYear() <= 9999)
                return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
            throw new Fault(text, true);
        } catch (DateTimeParseException _) {
            throw new Fault(text, true);
        }
    }

    private static Double number(Token token) throws Fault {
        try {
            if (token instanceof Token.Word(var text)) {
                double number = Double.parseDouble(text);
                if (Double.isFinite(number)) return number;
            }
        } catch (NumberFormatException _) {
            // As below.
        }
        throw fault("a number is needed");
    }

    private static Boolean flag(Token token) throws Fault {
        if (token.equals(new Token.Word("true"))) return true;
        if (token.equals(new Token.Word("false"))) return false;
        throw fault("true or false is needed");
    }

    private String word(String what) throws Fault {
        if (peek().orElse(null) instanceof Token.Word(var text)) {
            at++;
            return text;
        }
        throw fault(what + " is missing");
    }

    private boolean skip(String word) {
        boolean there = peek().orElse(null) instanceof Token.Word(var text) && text.equalsIgnoreCase(word);
        if (there) at++;
        return there;
    }

    private Optional<Token> peek() {
        return at < tokens.size() ? Optional.of(tokens.get(at)) : Optional.empty();
    }
}
