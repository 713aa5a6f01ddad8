package dev.narthex.hooks;

import dev.narthex.hooks.PreRegistration.Verdict.Denied;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what a registration hook wants people to be told: a few short sentences, as text.
final class RegistrationErrors {
    private static final String UNSAID = "Registration can't be completed at this time.";
    private static final int MOST = 20;
    private static final int LONGEST = 300;
    private static final Pattern ATTRIBUTE = Pattern.compile("(?:data\\.)?userProfile\\.([A-Za-z_][A-Za-z0-9_]{0,59})");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private RegistrationErrors() {}

    static Denied read(Map<?, ?> error) {
        var faults = new LinkedHashMap<String, List<String>>();
        var about = new ArrayList<String>();
        if (error.get("errorCauses") instanceof List<?> causes) {
            causes.stream().limit(MOST).forEach(cause -> {
                if (cause instanceof Map<?, ?> members) read(members, about, faults);
            });
        }
        String summary = text(error);
        if (!summary.isEmpty()) about.addFirst(summary);
        return new Denied(about.isEmpty() ? UNSAID : String.join(" ", about), faults);
    }

    /// A cause that names no attribute is about the whole.
    private static void read(Map<?, ?> cause, List<String> about, Map<String, List<String>> faults) {
        String text = text(cause);
        if (text.isEmpty()) return;
        var attribute = ATTRIBUTE.matcher(cause.get("location") instanceof String place ? place : "");
        if (attribute.matches()) {
            faults.computeIfAbsent(attribute.group(1), _ -> new ArrayList<>()).add(text);
        } else {
            about.add(text);
        }
    }

    private static String text(Map<?, ?> members) {
        if (!(members.get("errorSummary") instanceof String text)) return "";
        String clean = CONTROL.matcher(text).replaceAll(" ").strip();
        return clean.length() <= LONGEST
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, clean.codePointCount(0, LONGEST)));
    }
}
