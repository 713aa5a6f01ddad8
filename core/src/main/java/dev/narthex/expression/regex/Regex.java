package dev.narthex.expression.regex;

/// A regular expression in the notation of Java, without back references, lookaround and possessive quantifiers.
/// Matching is of the whole text and takes at most [#cost] steps.
public final class Regex {
    static final int MAX_LENGTH = 1_000;

    private final String text;
    private final Program program;

    private Regex(String text, Program program) {
        this.text = text;
        this.program = program;
    }

    /// What a text is as a regular expression.
    public sealed interface Parsed {
        record Ok(Regex regex) implements Parsed {}

        /// `position` counts characters from 0.
        record Malformed(int position, String reason) implements Parsed {}
    }

    public static Parsed parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Parsed.Malformed(MAX_LENGTH, "a pattern has at most " + MAX_LENGTH + " characters");
        }
        try {
            var parser = new PatternParser(text);
            var pattern = parser.pattern();
            return new Parsed.Ok(new Regex(text, Program.of(pattern, parser.ignoresCase())));
        } catch (MalformedPattern malformed) {
            return new Parsed.Malformed(malformed.position(), malformed.getMessage());
        }
    }

    public boolean matches(String subject) {
        return program.matches(subject);
    }

    /// The most steps that matching this subject takes.
    public long cost(String subject) {
        return (long) program.size() * (subject.length() + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Regex regex && regex.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
