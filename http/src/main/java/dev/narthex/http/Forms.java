package dev.narthex.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// Reads `application/x-www-form-urlencoded` text, of queries and of bodies: strict in UTF-8 and percent signs,
/// tolerant of raw spaces, `:` and `/`, which an official SDK sends.
public final class Forms {
    private static final int MAX_PARAMETERS = 200;

    private Forms() {}

    static Parameters parse(Request request) {
        String type = request.header("content-type")
                .orElse("")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!type.equals("application/x-www-form-urlencoded")) {
            throw new BadRequest(415, "The body must be of type application/x-www-form-urlencoded.");
        }
        return parse(decodeUtf8(request.body(), 0, request.body().length));
    }

    public static Parameters parse(String text) {
        var values = new LinkedHashMap<String, List<String>>();
        int count = 0;
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) continue;
            if (++count > MAX_PARAMETERS) throw new BadRequest(400, "Too many parameters.");
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return Parameters.of(values);
    }

    private static String decode(String text) {
        return decode(text, true);
    }

    static String decode(String text, boolean plusIsSpace) {
        if (isPlain(text)) return text;
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '+' && plusIsSpace) {
                out[length++] = ' ';
            } else if (in[i] == '%') {
                if (i + 2 >= in.length) throw new BadRequest(400, "A percent sign is not followed by two digits.");
                out[length++] = (byte) (hex(in[i + 1]) << 4 | hex(in[i + 2]));
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        return decodeUtf8(out, 0, length);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' || c == 0 || c >= 0x80) return false;
        }
        return true;
    }

    private static int hex(byte digit) {
        int value = Character.digit(digit, 16);
        if (value < 0) throw new BadRequest(400, "A percent sign is not followed by two digits.");
        return value;
    }

    private static String decodeUtf8(byte[] bytes, int from, int length) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
            // No database keeps a NUL, and no honest client sends one.
            if (text.indexOf(0) >= 0) throw new BadRequest(400, "The text holds a NUL character.");
            return text;
        } catch (CharacterCodingException _) {
            throw new BadRequest(400, "The text is not UTF-8.");
        }
    }
}
