package dev.narthex.store.database;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// A JSON object as it is stored, read member by member. A member that is not there or of another kind is our mistake
/// and throws.
public record Document(Map<String, Object> members) {

    public static Document read(String json) {
        try {
            return new Document(Json.readObject(json.getBytes(StandardCharsets.UTF_8)));
        } catch (BadRequest e) {
            throw new IllegalStateException("a stored document is not JSON", e);
        }
    }

    /// Members in the order given, name and value by turns. Those without a value are left out.
    public static Map<String, Object> of(Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value =
                    namesAndValues[i + 1] instanceof Optional<?> maybe ? maybe.orElse(null) : namesAndValues[i + 1];
            if (value != null) {
                members.put((String) namesAndValues[i], plain(value));
            }
        }
        return members;
    }

    public String text(String name) {
        return (String) there(name);
    }

    public Optional<String> maybeText(String name) {
        return Optional.ofNullable((String) members.get(name));
    }

    public boolean flag(String name) {
        return (Boolean) there(name);
    }

    public int number(String name) {
        return ((Number) there(name)).intValue();
    }

    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return Enum.valueOf(type, text(name));
    }

    public List<String> texts(String name) {
        return ((List<?>) there(name)).stream().map(String.class::cast).toList();
    }

    public Set<String> textSet(String name) {
        return Set.copyOf(texts(name));
    }

    public Document document(String name) {
        return wrap(there(name));
    }

    public <T> List<T> list(String name, Function<Document, T> element) {
        return ((List<?>) there(name)).stream().map(Document::wrap).map(element).toList();
    }

    private Object there(String name) {
        Object value = members.get(name);
        if (value == null) {
            throw new IllegalStateException("a stored document has no member " + name);
        }
        return value;
    }

    private static Document wrap(Object object) {
        var members = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) object).forEach((name, value) -> members.put((String) name, value));
        return new Document(members);
    }

    // Sets in one order, so that the same value is always the same text.
    private static Object plain(Object value) {
        return switch (value) {
            case Enum<?> constant -> constant.name();
            case Set<?> set -> new TreeSet<>(set);
            default -> value;
        };
    }
}
