package dev.narthex.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import java.util.List;
import java.util.Optional;

/// Hashes of other systems, in each form. What is accepted can be read back, and what is refused says why.
public final class ImportedHashTarget implements Target {

    @Override
    public void accept(byte[] input) {
        String text = Parts.text(input);
        var lines = Parts.lines(input, 2);
        check(ImportedHash.ofText(text));
        check(ImportedHash.ofAspNetIdentity(text));
        check(ImportedHash.ofKeycloak(lines.get(0), lines.get(1)));
        var project = new ImportedHash.FirebaseProject(14, 8, "Bw==", "AAAAAAAAAAAAAAAAAAAAAA==");
        check(ImportedHash.ofFirebase(project, lines.get(0), lines.get(1)));
        try {
            check(ImportedHash.ofMembers(Json.readObject(input)));
        } catch (BadRequest _) {
            // Not of that form.
        }
    }

    private static void check(ImportedHash hash) {
        switch (hash) {
            case ImportedHash.Accepted(var password) ->
                assertEquals(Optional.of(password), StoredPassword.parse(password.encoded()));
            case ImportedHash.Refused(var problems) -> assertFalse(problems.equals(List.of()));
        }
    }
}
