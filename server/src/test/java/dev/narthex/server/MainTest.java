package dev.narthex.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.MasterKey;
import dev.narthex.server.config.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The program")
final class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... arguments) {
        out.reset();
        err.reset();
        var console = new Console(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(console, arguments);
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("answers help and version on standard output")
    void answers() {
        assertEquals(0, run("--help"));
        assertTrue(out().contains("serve") && out().contains("64"), this::out);
        assertEquals(0, run("help", "master-key"));
        assertTrue(out().contains("umask 077"), this::out);
        assertEquals(0, run("version"));
        assertTrue(out().contains("on Java 25"), this::out);
        assertEquals("", err());
    }

    @Test
    @DisplayName("has one help page for serve, with every setting on it")
    void oneHelpPage() {
        assertEquals(0, run("serve", "--help"));
        String page = out();
        Arrays.stream(Setting.values())
                .map(setting -> setting.kind() == Setting.Kind.SECRET ? setting.variable() : setting.flag())
                .forEach(name -> assertTrue(page.contains(name), name));
        assertTrue(page.lines().allMatch(line -> line.length() <= 100), page);
    }

    @Test
    @DisplayName("makes master keys that can be used, a new one each time")
    void masterKeys() {
        run("master-key");
        String first = out().strip();
        run("master-key");
        assertTrue(MasterKey.parse(first).isPresent());
        assertTrue(!first.equals(out().strip()));
    }

    @Test
    @DisplayName("exits 64 for a wrong command line and says what is right on standard error")
    void usage() {
        assertEquals(64, run());
        assertEquals(64, run("srve"));
        assertTrue(err().contains("srve"), this::err);
        assertEquals(64, run("help", "srve"));
        assertEquals(64, run("master-key", "extra"));
        assertEquals(64, run("serve", "--prot", "80"));
        assertTrue(err().contains("--prot"), this::err);
        assertEquals("", out());
    }

    @Test
    @DisplayName(
            "names problems of flags, environment and file at once, and exits 64 if a flag is among them, 78 if not")
    void configuration() {
        assertEquals(78, run(Map.of("NARTHEX_PORT", "x", "NARTHEX_NONE", "1"), "serve"));
        assertTrue(err().contains("2 problems"), this::err);
        assertEquals(64, run(Map.of("NARTHEX_PORT", "x"), "serve", "--tls", "x", "--nothing"));
        assertTrue(err().contains("3 problems"), this::err);
    }
}
