package dev.narthex.crypt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Sealed values: the input as one, and as what is changed in one of ours, byte by byte. None opens but ours as it was.
public final class SealedTarget implements Target {
    private static final byte[] PLAIN = "a paused request".getBytes(StandardCharsets.UTF_8);
    // The same each time, so that a finding is found again.
    private final Sealer sealer = new Sealer(new MasterKey(new byte[MasterKey.LENGTH]), "fuzz", new Random(7));
    private final Sealer other = new Sealer(new MasterKey(new byte[MasterKey.LENGTH]), "another", new Random(7));
    private final byte[] sealed = sealer.seal(PLAIN);
    private final String text = sealer.sealText("a paused request");

    @Override
    public void accept(byte[] input) {
        assertTrue(sealer.open(input).isEmpty() || Arrays.equals(input, sealed));
        assertTrue(sealer.openText(Parts.text(input)).isEmpty());
        byte[] changed = sealed.clone();
        for (int i = 0; i < input.length; i++) changed[i % changed.length] ^= input[i];
        boolean same = Arrays.equals(changed, sealed);
        assertEquals(same, sealer.open(changed).isPresent());
        assertTrue(other.open(changed).isEmpty());
        if (input.length > 0)
            assertTrue(sealer.openText(text + Parts.text(input)).isEmpty());
    }
}
