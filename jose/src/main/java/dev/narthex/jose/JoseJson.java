package dev.narthex.jose;

import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON objects of headers, claims and keys. A member that comes twice, or text after the object, is refused.
final class JoseJson {
    // RFC 7515 §4, RFC 7519 §4: names are unique; of two, one reader sees the first and another the last.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private JoseJson() {}

    static byte[] write(Map<String, Object> object) {
        return MAPPER.writeValueAsBytes(object);
    }

    /// The object, or nothing if the text is not one JSON object.
    static Optional<Map<String, Object>> read(byte[] text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, OBJECT));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
