package dev.narthex.okta;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A JSON object that a caller sent, read member by member. What is wrong is gathered, so that one answer names it all;
/// a reader goes on with harmless values and asks for [#error] before it uses any.
///
/// A member that is null counts as absent.
public final class Fields {
    private final Map<String, Object> members;
    private final String path;
    private final List<String> causes;

    private Fields(Map<String, Object> members, String path, List<String> causes) {
        this.members = members;
        this.path = path;
        this.causes = causes;
    }

    public static Fields of(Map<String, Object> json) {
        return new Fields(json, "", new ArrayList<>());
    }

    public Optional<String> text(String name, int longest) {
        var text = member(name, String.class, "must be a string");
        text.filter(it -> it.length() > longest)
                .ifPresent(_ -> fault(name, "must not be longer than " + longest + " characters"));
        return text;
    }

    /// Empty text if it is missing, which is noted.
    public String requiredText(String name, int longest) {
        var text = text(name, longest);
        if (text.isPresent() && !text.get().isBlank()) return text.get();
        if (!has(name) || text.isPresent()) fault(name, "The field cannot be left blank");
        return "";
    }

    public Optional<Boolean> flag(String name) {
        return member(name, Boolean.class, "must be true or false");
    }

    public Optional<Integer> number(String name, int least, int most) {
        var number = member(name, Integer.class, "must be an integer");
        number.filter(it -> it < least || it > most)
                .ifPresent(_ -> fault(name, "must be between " + least + " and " + most));
        return number;
    }

    public Optional<List<String>> texts(String name) {
        return member(name, List.class, "must be an array").flatMap(list -> {
            var texts = strings((List<?>) list);
            if (texts.isEmpty()) fault(name, "must be an array of strings");
            return texts;
        });
    }

    private static Optional<List<String>> strings(List<?> list) {
        boolean all = list.stream().allMatch(String.class::isInstance);
        return all ? Optional.of(list.stream().map(String.class::cast).toList()) : Optional.empty();
    }

    public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
        var text = text(name, 100);
        var found = text.flatMap(word -> Stream.of(type.getEnumConstants())
                .filter(constant -> constant.name().equals(word))
                .findFirst());
        if (text.isPresent() && found.isEmpty()) {
            fault(name, "must be one of " + List.of(type.getEnumConstants()));
        }
        return found;
    }

    /// One of these words.
    public Optional<String> oneOf(String name, Collection<String> allowed) {
        var word = text(name, 100);
        if (word.isEmpty() || allowed.contains(word.get())) return word;
        fault(name, "must be one of " + allowed);
        return Optional.empty();
    }

    /// Each one of these words.
    public Optional<List<String>> eachOf(String name, Collection<String> allowed) {
        var words = texts(name);
        words.filter(given -> !allowed.containsAll(given)).ifPresent(_ -> fault(name, "must be of " + allowed));
        return words.filter(allowed::containsAll);
    }

    /// A nested object; without members if it is absent.
    public Fields object(String name) {
        return maybeObject(name).orElseGet(() -> new Fields(Map.of(), path + name + ".", causes));
    }

    @SuppressWarnings("unchecked")
    public Optional<Fields> maybeObject(String name) {
        return member(name, Map.class, "must be an object")
                .map(object -> new Fields((Map<String, Object>) object, path + name + ".", causes));
    }

    public boolean has(String name) {
        return members.get(name) != null;
    }

    /// All members as they came.
    public Map<String, Object> members() {
        return members;
    }

    public void fault(String name, String reason) {
        causes.add(path + name + ": " + reason);
    }

    /// Takes over what is wrong with an object that was read in the place of this one.
    public void fault(Fields instead) {
        instead.causes.forEach(cause -> causes.add(path + cause));
    }

    /// What was wrong so far, about an object of this type.
    public Optional<OktaError> error(String type) {
        return causes.isEmpty()
                ? Optional.empty()
                : Optional.of(OktaError.invalid(type, causes.toArray(String[]::new)));
    }

    private <T> Optional<T> member(String name, Class<T> type, String otherwise) {
        Object value = members.get(name);
        if (value == null) return Optional.empty();
        if (type.isInstance(value)) return Optional.of(type.cast(value));
        fault(name, otherwise);
        return Optional.empty();
    }
}
