package dev.narthex.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.imports.Source.Entry;
import dev.narthex.users.schema.Attribute;
import dev.narthex.users.schema.UserSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a file may be.
final class OpeningTest {
    private static final UserSchema SCHEMA = UserSchema.initial(Instant.EPOCH)
            .with(
                    List.of(
                            new Attribute("age", false, Map.of("type", "integer")),
                            new Attribute("vip", false, Map.of("type", "boolean")),
                            new Attribute("size", false, Map.of("type", "number")),
                            new Attribute("tags", false, Map.of("type", "array", "items", Map.of("type", "string")))),
                    List.of(),
                    Instant.EPOCH);
    private static final String CSV = "login,email\nada@example.org,ada@example.org\n";

    private static Opening open(Format format, byte[] bytes) {
        return format.open(new Content("x", bytes.length, new ByteArrayInputStream(bytes)), SCHEMA);
    }

    private static Opening csv(String text) {
        return open(Format.CSV, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refused(Opening opening) {
        return assertInstanceOf(Opening.Refused.class, opening).reason();
    }

    private static List<Entry> entries(Opening opening) {
        var all = new ArrayList<Entry>();
        assertInstanceOf(Opening.Opened.class, opening).source().entries().forEachRemaining(all::add);
        return all;
    }

    private static Map<?, ?> profile(Entry entry) {
        return (Map<?, ?>)
                assertInstanceOf(Entry.Readable.class, entry).row().members().get("profile");
    }

    static Stream<byte[]> compressed() throws IOException {
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("people.csv"));
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        return Stream.of(
                gzip.toByteArray(),
                zip.toByteArray(),
                "BZh91AY".getBytes(StandardCharsets.US_ASCII),
                new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0},
                new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0});
    }

    @ParameterizedTest
    @MethodSource("compressed")
    @DisplayName("Abuse 112: what is compressed is not unpacked, whatever its name says: no bomb can go off")
    void bombs(byte[] bytes) {
        for (Format format : Format.values())
            assertTrue(refused(open(format, bytes)).contains("compressed"));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    @DisplayName("Abuse 112: UTF-16, with a mark or without, is refused as a whole, with what to do")
    void wide(Format format) {
        for (String name : List.of("UTF-16", "UTF-16LE", "UTF-16BE")) {
            assertTrue(
                    refused(open(format, CSV.getBytes(Charset.forName(name)))).contains("save it as UTF-8"), name);
        }
    }

    @Test
    @DisplayName("Abuse 112: the mark that some programs write before UTF-8 is no part of the first column or object")
    void byteOrderMark() {
        assertEquals(
                "ada@example.org",
                profile(entries(csv("\uFEFF" + CSV)).getFirst()).get("login"));
        var json = "\uFEFF{\"profile\":{\"login\":\"ada\"}}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "ada", profile(entries(open(Format.JSONL, json)).getFirst()).get("login"));
        var realm = "\uFEFF{\"users\":[{\"username\":\"ada\"}]}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "ada", profile(entries(open(Format.KEYCLOAK, realm)).getFirst()).get("login"));
    }

    @Test
    @DisplayName("Abuse 112: columns come in any order and in large or small letters, with the values their types have")
    void columns() {
        var entry = entries(csv("TAGS,Vip,age,size,EMAIL,FirstName,Login\na; b,TRUE,42,1.5,a@b.c,Ada,a@b.c\n"))
                .getFirst();
        assertEquals(
                Map.of(
                        "tags",
                        List.of("a", "b"),
                        "vip",
                        true,
                        "age",
                        42L,
                        "size",
                        1.5,
                        "email",
                        "a@b.c",
                        "firstName",
                        "Ada",
                        "login",
                        "a@b.c"),
                profile(entry));
        assertEquals(2, entry.line());
    }

    @Test
    @DisplayName("Abuse 112: a column that is unknown or comes twice refuses the file, by its name, before any row")
    void unknownColumns() {
        assertTrue(refused(csv("login,isAdmin\na@b.c,true\n")).contains("no attribute 'isAdmin'"));
        assertTrue(refused(csv("login,Login\na@b.c,d@e.f\n")).contains("twice"));
        assertTrue(refused(csv("login;email\na@b.c;a@b.c\n")).contains("separated by commas"));
        assertTrue(refused(csv("")).contains("empty"));
    }

    @Test
    @DisplayName("Abuse 112: a user of 100 MB in a realm's export ends the reading there, in bounded memory")
    void longUser() {
        String user = "{\"username\":\"ada\"},{\"username\":\"" + "x".repeat(6 << 20) + "\"},{\"username\":\"bob\"}";
        var all = entries(open(Format.KEYCLOAK, ("{\"users\":[" + user + "]}").getBytes(StandardCharsets.UTF_8)));
        assertEquals(2, all.size());
        assertInstanceOf(Entry.Unreadable.class, all.get(1));
    }

    @Test
    @DisplayName("Abuse 112: a line of JSON that is not UTF-8 is refused with its number, counting empty lines")
    void lines() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\n{\"profile\":{}}\n{\"a\":\"".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xE9);
        bytes.writeBytes("\"}\r\n{}\n".getBytes(StandardCharsets.UTF_8));
        var all = entries(open(Format.JSONL, bytes.toByteArray()));
        assertEquals(List.of(2L, 3L, 4L), all.stream().map(Entry::line).toList());
        assertInstanceOf(Entry.Unreadable.class, all.get(1));
    }
}
