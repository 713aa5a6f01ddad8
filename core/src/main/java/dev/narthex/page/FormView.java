package dev.narthex.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A page with one form.
///
/// @param target where the form goes, and what it carries unseen
/// @param person whom it is about: their username, for password managers too
/// @param error one sentence about the whole
public record FormView(
        Text text,
        Target target,
        Optional<String> person,
        List<Field> fields,
        Optional<String> error,
        Optional<AppView> app,
        String requestId) {

    /// What the page says around the fields.
    public record Text(String title, String lead, String submit, List<Action> links) {
        public Text {
            links = List.copyOf(links);
        }
    }

    /// `token` proves that we served the form, `returnTo` comes back as `fromURI`.
    public record Target(String action, String token, String returnTo, Map<String, String> more) {
        public Target {
            more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
        }

        public Target(String action, String token, String returnTo) {
            this(action, token, returnTo, Map.of());
        }
    }

    public FormView {
        fields = List.copyOf(fields);
    }

    /// A form about nobody in particular.
    public FormView(
            Text text,
            Target target,
            List<Field> fields,
            Optional<String> error,
            Optional<AppView> app,
            String requestId) {
        this(text, target, Optional.empty(), fields, error, app, requestId);
    }

    public boolean failed() {
        return error.isPresent()
                || fields.stream().anyMatch(field -> !field.faults().isEmpty());
    }

    /// The field that gets the focus: the first that is wrong; where nothing is, the first that is empty.
    public Optional<String> focus() {
        var wrong = fields.stream().filter(field -> !field.faults().isEmpty()).findFirst();
        if (wrong.isPresent() || error.isPresent()) return wrong.map(Field::name);
        return fields.stream()
                .filter(field -> field.value().isEmpty())
                .findFirst()
                .map(Field::name);
    }
}
