package dev.narthex.page;

import java.util.ArrayList;
import java.util.List;

/// A field of a form. `value` is `true` where a box is ticked. `faults` say what is wrong with what was typed, `rules`
/// what is expected; both are tied to it, so
/// that a screen reader says them with it. What was typed into a password field never comes back.
///
/// @param autocomplete what browsers and password managers call it
public record Field(
        String name,
        String label,
        Kind kind,
        String value,
        boolean required,
        String autocomplete,
        List<String> faults,
        List<String> rules,
        List<Choice> choices) {

    /// One of those to choose from.
    public record Choice(String value, String label) {}

    public enum Kind {
        TEXT("text"),
        EMAIL("email"),
        TELEPHONE("tel"),
        /// Not `number`: a wheel or an arrow key would change what was typed.
        NUMBER("text"),
        PASSWORD("password"),
        CHOICE("select"),
        TICK("checkbox");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        public String type() {
            return type;
        }
    }

    public Field {
        faults = List.copyOf(faults);
        rules = List.copyOf(rules);
        choices = List.copyOf(choices);
        if (kind == Kind.PASSWORD) value = "";
    }

    public Field(
            String name,
            String label,
            Kind kind,
            String value,
            boolean required,
            String autocomplete,
            List<String> faults,
            List<String> rules) {
        this(name, label, kind, value, required, autocomplete, faults, rules, List.of());
    }

    public static Field username(String value) {
        return new Field("username", "Username", Kind.TEXT, value, true, "username", List.of(), List.of());
    }

    public static Field text(String name, String label, String value, String autocomplete) {
        return new Field(name, label, Kind.TEXT, value, false, autocomplete, List.of(), List.of());
    }

    public static Field email(String name, String label, String value) {
        return new Field(name, label, Kind.EMAIL, value, true, "email", List.of(), List.of());
    }

    public static Field currentPassword() {
        return new Field("password", "Password", Kind.PASSWORD, "", true, "current-password", List.of(), List.of());
    }

    public static Field newPassword(String label, List<String> rules) {
        return new Field("newPassword", label, Kind.PASSWORD, "", true, "new-password", List.of(), rules);
    }

    public Field asRequired(boolean must) {
        return new Field(name, label, kind, value, must, autocomplete, faults, rules, choices);
    }

    public Field of(Kind other) {
        return new Field(name, label, other, value, required, autocomplete, faults, rules, choices);
    }

    public Field with(List<String> wrong) {
        return new Field(name, label, kind, value, required, autocomplete, wrong, rules, choices);
    }

    /// With a sentence about what is expected.
    public Field ruled(String rule) {
        return new Field(name, label, kind, value, required, autocomplete, faults, List.of(rule), choices);
    }

    /// One of these is to be chosen.
    public Field among(List<Choice> all) {
        return new Field(name, label, Kind.CHOICE, value, required, autocomplete, faults, rules, all);
    }

    public boolean ticked() {
        return kind == Kind.TICK && value.equals("true");
    }

    public boolean numeric() {
        return kind == Kind.NUMBER;
    }

    /// Names are typed as they are: no capitals put in, nothing corrected.
    public boolean verbatim() {
        return kind == Kind.EMAIL || autocomplete.equals("username");
    }

    /// The ids of what describes it; null if nothing does.
    public String describedBy() {
        var ids = new ArrayList<String>();
        if (!faults.isEmpty()) ids.add(name + "-faults");
        if (!rules.isEmpty()) ids.add(name + "-rules");
        if (kind == Kind.PASSWORD) ids.add(name + "-caps");
        return ids.isEmpty() ? null : String.join(" ", ids);
    }
}
