package dev.narthex.oauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.narthex.fuzz.Parts;
import dev.narthex.fuzz.Target;
import java.util.Optional;

/// Values of the protocol's parameters. What one means, written again, means the same.
public final class WordsTarget implements Target {

    @Override
    public void accept(byte[] input) {
        String text = Parts.text(input);
        Scopes.parse(text).ifPresent(scopes -> assertEquals(Optional.of(scopes), Scopes.parse(scopes.text())));
        Prompts.parse(text)
                .ifPresent(prompts ->
                        assertFalse(prompts.silent() && prompts.values().size() > 1));
        ResponseTypes.parse(text).ifPresent(types -> assertFalse(types.members().isEmpty()));
        ResponseMode.parse(text).ifPresent(mode -> assertEquals(Optional.of(mode), ResponseMode.parse(mode.text())));
        // A challenge that is its own verifier would be the method `plain`.
        CodeChallenge.parse(text).ifPresent(challenge -> assertFalse(challenge.isMetBy(text)));
    }
}
