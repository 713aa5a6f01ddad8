package dev.narthex.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A paragraph of a specification, `RFC 6749 §3.1` or `OIDC Core 1.0 §3.2.2.9`. In order of document and section.
record Paragraph(String document, String section) implements Comparable<Paragraph> {
    private static final String SECTION = "§([A-Z](?:\\.\\d+)*|\\d+(?:\\.\\d+)*)";
    private static final Pattern CITATION =
            Pattern.compile("(RFC \\d{3,5}|(?:[A-Z][\\w-]* )+\\d(?:\\.\\d)?) ((?:" + SECTION + "(?:, | and )?)+)");
    private static final Pattern ONE = Pattern.compile(SECTION);
    private static final Comparator<Paragraph> ORDER =
            Comparator.comparing((Paragraph p) -> padded(p.document)).thenComparing(p -> padded(p.section));

    /// All paragraphs cited in the text; of `RFC 8725 §3.1, §3.2` there are two.
    static List<Paragraph> in(String text) {
        var found = new ArrayList<Paragraph>();
        Matcher citation = CITATION.matcher(text);
        while (citation.find()) {
            Matcher section = ONE.matcher(citation.group(2));
            while (section.find()) found.add(new Paragraph(citation.group(1), section.group(1)));
        }
        return found;
    }

    /// Signs of a section whose document can't be told.
    static boolean isUnclear(String text) {
        return text.chars().filter(c -> c == '§').count() != in(text).size();
    }

    // Numbers compare as numbers: §3.2 before §3.10, RFC 6749 before RFC 10000.
    private static String padded(String text) {
        return String.join(
                ".",
                Arrays.stream(text.split("[ .]"))
                        .map(part -> part.matches("\\d+") ? "%6s".formatted(part) : part)
                        .toList());
    }

    @Override
    public int compareTo(Paragraph other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return document + " §" + section;
    }
}
