package dev.narthex.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The texts of mails: for each kind a plain one, whose first line is the subject, and one of HTML, put into the frame
/// that all share. The operator's own take the place of ours, one by one.
///
/// A template names facts as `${link}`, and that is all it can do: nothing is evaluated. In HTML every fact is escaped,
/// wherever it stands. A template that names what its kind does not know is found at the start.
public final class MailTemplates {
    public static final String FRAME = "frame.html";
    private static final String SUBJECT = "Subject:";
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z]*)}");
    /// A place, or what began as one.
    private static final Pattern ANY_PLACE = Pattern.compile("\\$\\{[^}\\n]*}?");

    private final Map<MailKind, Texts> texts = new EnumMap<>(MailKind.class);
    private final String frame;

    private record Texts(String subject, String text, String html) {}

    /// @param own the operator's templates by file name
    /// @throws IllegalArgumentException if one of them will not do: see [#problems]
    public MailTemplates(Map<String, String> own) {
        var problems = problems(own);
        if (!problems.isEmpty()) throw new IllegalArgumentException(String.join("; ", problems));
        frame = pick(own, FRAME);
        for (MailKind kind : MailKind.values()) {
            String plain = pick(own, kind.file() + ".txt");
            int end = plain.indexOf('\n');
            texts.put(
                    kind,
                    new Texts(
                            plain.substring(SUBJECT.length(), end).strip(),
                            plain.substring(end).strip() + "\n",
                            pick(own, kind.file() + ".html")));
        }
    }

    public static MailTemplates builtIn() {
        return new MailTemplates(Map.of());
    }

    /// What an operator has to correct; nothing if the templates can be used.
    public static List<String> problems(Map<String, String> own) {
        var problems = new ArrayList<String>();
        new TreeMap<>(own).forEach((file, text) -> {
            var known = namesIn(file);
            if (known.isEmpty()) {
                problems.add(file + " is none of the templates there are");
            } else {
                problems.addAll(problems(file, text, known.get()));
            }
        });
        return List.copyOf(problems);
    }

    private static List<String> problems(String file, String text, Set<String> known) {
        var problems = new ArrayList<String>();
        if (file.endsWith(".txt") && !text.startsWith(SUBJECT)) {
            problems.add(file + ", line 1, is not '" + SUBJECT + " …'");
        } else if (file.endsWith(".txt") && text.strip().indexOf('\n') < 0) {
            problems.add(file + " has a subject and no text");
        }
        ANY_PLACE
                .matcher(text)
                .results()
                .filter(place -> !isKnown(place.group(), known))
                .forEach(place -> problems.add(file + ", line " + line(text, place.start()) + ", names " + place.group()
                        + "; there is " + places(known)));
        for (String needed : List.of("content", "link")) {
            if (known.contains(needed) && !text.contains("${" + needed + "}")) {
                problems.add(file + " has no place for ${" + needed + "}");
            }
        }
        return problems;
    }

    private static boolean isKnown(String place, Set<String> known) {
        var matcher = PLACE.matcher(place);
        return matcher.matches() && known.contains(matcher.group(1));
    }

    private static long line(String text, int at) {
        return text.substring(0, at).lines().count() + (at == 0 || text.charAt(at - 1) == '\n' ? 1 : 0);
    }

    private static String places(Set<String> known) {
        return String.join(", ", known.stream().map(name -> "${" + name + "}").toList());
    }

    private static Optional<Set<String>> namesIn(String file) {
        if (file.equals(FRAME)) return Optional.of(Set.of("content", "site", "subject"));
        for (MailKind kind : MailKind.values()) {
            if (file.equals(kind.file() + ".txt") || file.equals(kind.file() + ".html")) {
                return Optional.of(kind.names());
            }
        }
        return Optional.empty();
    }

    /// The mail with its facts in their places.
    ///
    /// @throws IllegalArgumentException if a fact is missing
    public Letter write(MailKind kind, Map<String, String> facts) {
        if (!facts.keySet().containsAll(kind.names())) {
            throw new IllegalArgumentException(kind + " needs " + kind.names() + ", not " + facts.keySet());
        }
        var it = texts.get(kind);
        String subject = fill(it.subject(), facts, false);
        String content = fill(it.html(), facts, true);
        var around = Map.of("site", escape(facts.get("site")), "subject", escape(subject), "content", content);
        return new Letter(subject, fill(it.text(), facts, false), fill(frame, around, false));
    }

    private static String fill(String template, Map<String, String> facts, boolean html) {
        return PLACE.matcher(template).replaceAll(place -> {
            String fact = facts.get(place.group(1));
            return Matcher.quoteReplacement(html ? escape(fact) : fact);
        });
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    private static String pick(Map<String, String> own, String file) {
        return own.containsKey(file) ? own.get(file) : ours(file);
    }

    private static String ours(String file) {
        try (var in = MailTemplates.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
