package dev.narthex.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.narthex.fuzz.Target;

/// JSON bodies. What was read, written again, reads the same.
public final class JsonTarget implements Target {

    @Override
    public void accept(byte[] input) {
        try {
            var object = Json.readObject(input);
            assertEquals(object, Json.readObject(Json.write(object)));
        } catch (BadRequest refused) {
            assertEquals(400, refused.status());
        }
        try {
            var array = Json.readArray(input);
            assertEquals(array, Json.readArray(Json.write(array)));
        } catch (BadRequest refused) {
            assertEquals(400, refused.status());
        }
    }
}
