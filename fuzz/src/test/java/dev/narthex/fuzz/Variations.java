package dev.narthex.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes of known inputs some that nobody thought of: a bit, a byte, a piece, or a piece of another input changed.
final class Variations {
    private static final int MOST_CHANGES = 4;
    private static final List<byte[]> PIECES = List.of(
                    "%00",
                    "%0d%0a",
                    "%2f",
                    "%252f",
                    "%c0%af",
                    "..",
                    "//",
                    "\\",
                    "\0",
                    "\r\n",
                    "\n",
                    "\t",
                    ";",
                    "#",
                    "@",
                    "*",
                    "\"",
                    "'",
                    "<script>",
                    "${x}",
                    "=",
                    "&",
                    "+",
                    "é",
                    "\u202e",
                    "😀",
                    "\ufffd",
                    "null",
                    "-1",
                    "1e999",
                    "9223372036854775807",
                    "99999999999999999999",
                    "[[[[",
                    "{\"a\":",
                    "[]",
                    "{}",
                    "()")
            .stream()
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final List<byte[]> known;
    private final RandomGenerator random;

    Variations(List<byte[]> known, RandomGenerator random) {
        this.known = known;
        this.random = random;
    }

    byte[] next() {
        byte[] input = any(known);
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) input = changed(input);
        return input;
    }

    private byte[] changed(byte[] input) {
        return switch (random.nextInt(6)) {
            case 0 -> bitFlipped(input);
            case 1 -> spliced(input, at(input), at(input), PIECES.get(random.nextInt(PIECES.size())));
            case 2 -> inserted(input, PIECES.get(random.nextInt(PIECES.size())));
            case 3 -> inserted(input, piece(any(known)));
            case 4 -> inserted(input, piece(input));
            default -> spliced(input, at(input), at(input), new byte[0]);
        };
    }

    private byte[] bitFlipped(byte[] input) {
        if (input.length == 0) return input;
        byte[] changed = input.clone();
        changed[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private byte[] inserted(byte[] input, byte[] piece) {
        int at = at(input);
        return spliced(input, at, at, piece);
    }

    /// `piece` in the place of what lies between the two.
    private static byte[] spliced(byte[] input, int one, int other, byte[] piece) {
        var out = new ByteArrayOutputStream();
        out.write(input, 0, Math.min(one, other));
        out.writeBytes(piece);
        int rest = Math.max(one, other);
        out.write(input, rest, input.length - rest);
        return out.toByteArray();
    }

    private byte[] piece(byte[] input) {
        int one = at(input);
        int other = at(input);
        return Arrays.copyOfRange(input, Math.min(one, other), Math.max(one, other));
    }

    private int at(byte[] input) {
        return random.nextInt(input.length + 1);
    }

    private byte[] any(List<byte[]> inputs) {
        return inputs.get(random.nextInt(inputs.size()));
    }
}
