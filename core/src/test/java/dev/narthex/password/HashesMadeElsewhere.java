package dev.narthex.password;

import dev.narthex.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The hashes in `hashes.json`, which `make-hashes.py` beside it made with other tools.
record HashesMadeElsewhere(Map<String, Object> file) {

    static HashesMadeElsewhere read() {
        try (var stream = HashesMadeElsewhere.class.getResourceAsStream("hashes.json")) {
            return new HashesMadeElsewhere(Json.readObject(stream.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    Stream<Map<String, Object>> all(String kind) {
        return ((List<Map<String, Object>>) file.get(kind)).stream();
    }

    ImportedHash firebase(Map<String, Object> sample) {
        @SuppressWarnings("unchecked")
        var project = (Map<String, Object>) file.get("firebaseProject");
        return ImportedHash.ofFirebase(
                new ImportedHash.FirebaseProject(
                        (Integer) project.get("memoryCost"),
                        (Integer) project.get("rounds"),
                        (String) project.get("saltSeparator"),
                        (String) project.get("signerKey")),
                (String) sample.get("salt"),
                (String) sample.get("hash"));
    }
}
