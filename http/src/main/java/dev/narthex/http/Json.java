package dev.narthex.http;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// JSON in and out, as maps, lists and scalars. A member that comes twice is refused, and so is what no database could
/// keep: NUL, halves of surrogate pairs, and numbers beyond all bounds.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<Object>> ARRAY = new TypeReference<>() {};

    private Json() {}

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// @throws BadRequest if the text is not one JSON object
    public static Map<String, Object> readObject(byte[] text) {
        try {
            var object = MAPPER.readValue(text, OBJECT);
            if (object == null || !keepable(object)) throw notJson();
            return object;
        } catch (JacksonException _) {
            throw notJson();
        }
    }

    /// @throws BadRequest if the text is not one JSON array
    public static List<Object> readArray(byte[] text) {
        try {
            var array = MAPPER.readValue(text, ARRAY);
            if (array == null || !keepable(array)) throw notJson();
            return array;
        } catch (JacksonException _) {
            throw notJson();
        }
    }

    /// The objects of the array that is this member of one JSON object, one at a time, however many there are.
    ///
    /// What is returned throws [BadRequest] where the text is none.
    public static Iterator<Map<String, Object>> objects(InputStream text, String member) {
        return new Elements(text, member);
    }

    private static final class Elements implements Iterator<Map<String, Object>> {
        private final InputStream text;
        private final String member;
        private MappingIterator<Map<String, Object>> elements;

        Elements(InputStream text, String member) {
            this.text = text;
            this.member = member;
        }

        @Override
        public boolean hasNext() {
            try {
                if (elements == null) elements = begin();
                return elements.hasNextValue();
            } catch (JacksonException _) {
                throw notJson();
            }
        }

        private MappingIterator<Map<String, Object>> begin() {
            var parser = MAPPER.createParser(text);
            if (parser.nextToken() != JsonToken.START_OBJECT) throw notJson();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = parser.currentName().equals(member);
                if (parser.nextToken() != JsonToken.START_ARRAY && found) throw notJson();
                if (found) return elements(parser);
                parser.skipChildren();
            }
            return MappingIterator.emptyIterator();
        }

        private static MappingIterator<Map<String, Object>> elements(JsonParser parser) {
            // Else the array itself would be taken for the first element.
            parser.clearCurrentToken();
            return MAPPER.readerFor(OBJECT).readValues(parser);
        }

        @Override
        public Map<String, Object> next() {
            try {
                var object = elements.nextValue();
                if (object == null || !keepable(object)) throw notJson();
                return object;
            } catch (JacksonException _) {
                throw notJson();
            }
        }
    }

    private static boolean keepable(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.keySet().stream().allMatch(Json::keepable)
                        && map.values().stream().allMatch(Json::keepable);
            case List<?> list -> list.stream().allMatch(Json::keepable);
            case String text -> text.codePoints().allMatch(c -> c != 0 && Character.getType(c) != Character.SURROGATE);
            // 1e400: it would be written as text.
            case Double number -> Double.isFinite(number);
            case null, default -> true;
        };
    }

    private static BadRequest notJson() {
        return new BadRequest(400, "The request body was not well-formed.");
    }
}
