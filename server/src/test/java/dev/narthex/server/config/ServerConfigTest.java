package dev.narthex.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.narthex.crypt.MasterKey;
import dev.narthex.http.TrustedProxies;
import dev.narthex.outbound.AddressRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings")
final class ServerConfigTest {
    private static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String POSTGRESQL = "postgresql://nart:s%2Fcret@db.example:5433/idp?sslmode=require";

    @TempDir
    Path folder;

    private final Map<Setting, String> flags = new EnumMap<>(Setting.class);
    private final Map<String, String> environment = new HashMap<>();
    private Path data;

    @BeforeEach
    void dataInAFolderOfItsOwn() {
        data = folder.resolve("data");
        flags.put(Setting.DATA, data.toString());
    }

    private ServerConfig valid() {
        return assertInstanceOf(
                        ConfigResult.Valid.class,
                        ServerConfig.read(flags, environment, List.of()),
                        () -> problemsOf(ServerConfig.read(flags, environment, List.of()))
                                .toString())
                .config();
    }

    private List<String> problems() {
        return problemsOf(ServerConfig.read(flags, environment, List.of()));
    }

    private static List<String> problemsOf(ConfigResult result) {
        return result instanceof ConfigResult.Invalid(var problems) ? problems : List.of();
    }

    private String onlyProblem() {
        var problems = problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }

    private void inDataFile(String... lines) throws IOException {
        Files.createDirectories(data);
        Files.write(data.resolve("narthex.properties"), List.of(lines));
    }

    @Test
    @DisplayName("with none given, a server on loopback, plain http, with SQLite in the data directory")
    void defaults() {
        var config = valid();
        assertEquals("http://localhost:8080", config.baseUrl().toString());
        assertEquals(
                new ServerConfig.Listener("127.0.0.1", 8080, new TlsSource.Off(), TrustedProxies.NONE),
                config.listener());
        assertEquals(
                new Database(new Secret("sqlite:" + data.resolve("narthex.db"))),
                config.storage().database());
        assertEquals(Operation.RateLimits.OTHER_MACHINES, config.operation().rateLimits());
        assertTrue(config.secrets().apiToken().isEmpty());
    }

    @Test
    @DisplayName("a flag counts before the environment, the environment before the file")
    void precedence() throws IOException {
        inDataFile("# ports", "port = 1111", "log-level=debug", "", "stop-timeout = 3");
        environment.putAll(Map.of("NARTHEX_PORT", "2222", "NARTHEX_LOG_LEVEL", "warn"));
        flags.put(Setting.PORT, "3333");
        var config = valid();
        assertEquals(3333, config.listener().port());
        assertEquals(Operation.LogLevel.WARN, config.operation().logLevel());
        assertEquals(3, config.operation().stopTimeout().toSeconds());
    }

    @Test
    @DisplayName("all problems are named at once, with the place of each, and nothing is written")
    void allProblemsAtOnce() {
        flags.put(Setting.PORT, "70000");
        flags.put(Setting.TLS, "maybe");
        flags.put(Setting.SEED, folder.resolve("none.yaml").toString());
        environment.put("NARTHEX_LOG_FORMAT", "xml");
        environment.put("NARTHEX_MASTER_KEY", "short");
        environment.put("NARTHEX_API_TOKEN", "00short");
        var problems = problems();
        assertEquals(6, problems.size(), problems::toString);
        for (String origin : List.of(
                "--port ", "--tls ", "--seed ", "NARTHEX_LOG_FORMAT ", "NARTHEX_MASTER_KEY ", "NARTHEX_API_TOKEN ")) {
            assertTrue(problems.stream().anyMatch(problem -> problem.startsWith(origin)), origin + problems);
        }
        assertFalse(Files.exists(data));
    }

    @Test
    @DisplayName("an unknown NARTHEX_ variable is an error that names the nearest setting; others are not ours")
    void unknownVariable() {
        environment.putAll(Map.of("NARTHEX_BASEURL", "x", "PATH", "/bin"));
        assertTrue(onlyProblem().contains("NARTHEX_BASEURL is not a setting (did you mean NARTHEX_BASE_URL?)"));
    }

    @Test
    @DisplayName("an unknown key of the file, a line that is none, and a key given twice are errors with their line")
    void faultsOfTheFile() throws IOException {
        inDataFile("prot = 1", "just words");
        assertEquals(2, problems().size());
        assertTrue(problems().getFirst().contains("line 1: 'prot' is not a setting (did you mean port?)"));
        assertTrue(problems().getLast().contains("line 2 is not 'name = value'"));
        inDataFile("port = 1", "port = 2");
        assertTrue(onlyProblem().contains("line 2: 'port' is there twice"));
    }

    @Test
    @DisplayName("a named file must be there; the one in the data directory cannot move the data directory")
    void fileThatSaysWhereItIs() throws IOException {
        inDataFile("data = /elsewhere");
        assertTrue(onlyProblem().contains("says where this file is"));
        flags.put(Setting.CONFIG, folder.resolve("none.properties").toString());
        assertTrue(onlyProblem().contains("none.properties cannot be read"));
    }

    @Test
    @DisplayName("an empty variable counts as not given, an empty flag is an error")
    void emptyValues() {
        environment.put("NARTHEX_SEED", "");
        assertTrue(valid().seed().isEmpty());
        flags.put(Setting.SEED, " ");
        assertEquals("--seed is empty: give it a value, or leave it out", onlyProblem());
    }

    @ParameterizedTest
    @DisplayName("a base URL is scheme, host and port; it is kept in one spelling")
    @CsvSource({
        "http://localhost:8080, http://localhost:8080",
        "HTTP://LocalHost:80, http://localhost",
        "http://[::1]:81, http://[::1]:81",
        "http://127.1.2.3, http://127.1.2.3",
        "http://a.localhost:1, http://a.localhost:1"
    })
    void goodBaseUrl(String given, String kept) {
        flags.put(Setting.BASE_URL, given);
        assertEquals(kept, valid().baseUrl().toString());
    }

    @ParameterizedTest
    @DisplayName("anything else is refused")
    @ValueSource(
            strings = {
                "localhost:8080",
                "/x",
                "ftp://localhost",
                "http://localhost/",
                "http://localhost/idp",
                "http://localhost?x",
                "http://localhost#x",
                "http://me@localhost",
                "http://localhost:0",
                "http://localhost:70000",
                "http://",
                "http://login.example.org",
                "http://localhost.example.org",
                "http://x y"
            })
    void badBaseUrl(String given) {
        flags.put(Setting.BASE_URL, given);
        assertTrue(onlyProblem().startsWith("--base-url '" + given + "' "), this::onlyProblem);
    }

    @Test
    @DisplayName("plain http beyond loopback must be asked for")
    void allowHttp() {
        flags.putAll(Map.of(Setting.BASE_URL, "http://login.example.org", Setting.ALLOW_HTTP, "true"));
        var config = valid();
        assertEquals(8080, config.listener().port());
    }

    @Test
    @DisplayName(
            "the port is that of a base URL on loopback, and a free one for 0, which the default base URL then has")
    void ports() {
        flags.put(Setting.BASE_URL, "http://localhost:9123");
        assertEquals(9123, valid().listener().port());
        flags.remove(Setting.BASE_URL);
        flags.put(Setting.PORT, "0");
        var config = valid();
        assertTrue(config.listener().port() > 0);
        assertEquals(
                "http://localhost:" + config.listener().port(), config.baseUrl().toString());
    }

    @Test
    @DisplayName("https on loopback makes its own certificate; elsewhere the operator says who ends TLS")
    void tlsDefaults() {
        flags.put(Setting.BASE_URL, "https://localhost:8443");
        assertEquals(
                new TlsSource.Development(data.resolve("tls")),
                valid().listener().tls());
        flags.put(Setting.BASE_URL, "https://login.example.org");
        assertTrue(onlyProblem().startsWith("tls must be given for https://login.example.org"));
        flags.put(Setting.TLS, "off");
        assertEquals(new TlsSource.Off(), valid().listener().tls());
    }

    @Test
    @DisplayName("pem needs both files, and https")
    void pem() throws IOException {
        String file = Files.writeString(folder.resolve("x.pem"), "").toString();
        flags.putAll(Map.of(Setting.BASE_URL, "https://a.example", Setting.TLS_CERT, file));
        assertEquals("tls-key is needed for --tls pem", onlyProblem());
        flags.put(Setting.TLS_KEY, file);
        assertInstanceOf(TlsSource.Pem.class, valid().listener().tls());
        flags.put(Setting.BASE_URL, "http://localhost");
        assertTrue(onlyProblem().endsWith("the base URL is http://localhost: make it https"), this::onlyProblem);
    }

    @Test
    @DisplayName("with SQLite a master key is made for the owner alone, said so, and found again")
    void ownMasterKey() throws IOException {
        var first = assertInstanceOf(ConfigResult.Valid.class, ServerConfig.read(flags, environment, List.of()));
        assertTrue(first.warnings().getFirst().startsWith("made a master key in "));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("master.key"))));
        assertEquals(first.config().secrets().masterKey(), valid().secrets().masterKey());
        Files.writeString(data.resolve("master.key"), "damaged");
        assertTrue(onlyProblem().contains("does not hold a master key"));
    }

    @Test
    @DisplayName("PostgreSQL needs a master key; the password stands apart and nothing prints")
    void postgresql() {
        flags.put(Setting.DATABASE, POSTGRESQL);
        assertTrue(onlyProblem().contains("'narthex master-key'"));
        environment.put("NARTHEX_MASTER_KEY", KEY);
        environment.put("NARTHEX_API_TOKEN", "00" + "a".repeat(40));
        var config = valid();
        assertEquals(POSTGRESQL, config.storage().database().url().value());
        assertEquals(MasterKey.parse(KEY).orElseThrow(), config.secrets().masterKey());
        String printed = config.toString();
        assertFalse(printed.contains("%2Fcret") || printed.contains(KEY) || printed.contains("00aaa"), printed);
        assertEquals(
                "postgresql://db.example:5433/idp", config.storage().database().toString());
    }

    @ParameterizedTest
    @DisplayName("a database of another kind is refused without repeating its password")
    @ValueSource(
            strings = {"mysql://u:hidden@h/d", "postgresql://u:hidden@h", "postgresql://u:hidd%zzen@h/d", "sqlite:"})
    void badDatabase(String url) {
        flags.put(Setting.DATABASE, url);
        environment.put("NARTHEX_MASTER_KEY", KEY);
        assertTrue(onlyProblem().startsWith("--database "));
        assertFalse(onlyProblem().contains("hid"), this::onlyProblem);
    }

    @Test
    @DisplayName("a secret that other users of the machine can read is used, with a warning")
    void openSecretFile() throws IOException {
        var file = Files.writeString(folder.resolve("key"), KEY + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        flags.put(Setting.MASTER_KEY_FILE, file.toString());
        var result = assertInstanceOf(ConfigResult.Valid.class, ServerConfig.read(flags, environment, List.of()));
        assertEquals(1, result.warnings().size());
        assertTrue(result.warnings().getFirst().contains("chmod 600 " + file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(List.of(), ((ConfigResult.Valid) ServerConfig.read(flags, environment, List.of())).warnings());
    }

    @Test
    @DisplayName("trusted proxies are addresses and ranges, with commas between")
    void proxies() {
        flags.put(Setting.TRUSTED_PROXY, "10.0.0.0/8, ::1,fd00::/8");
        assertEquals(
                TrustedProxies.of(List.of("10.0.0.0/8", "::1", "fd00::/8")),
                valid().listener().trustedProxies());
        flags.put(Setting.TRUSTED_PROXY, "10.0.0.0/33,proxy.example,10.0.0.0/x");
        assertEquals(3, problems().size());
    }

    @Test
    @DisplayName("Only what the operator names may be called beside the public internet")
    void outbound() {
        assertEquals(AddressRules.PUBLIC, valid().operation().outbound());
        flags.put(Setting.OUTBOUND_ALLOW, "127.0.0.0/8, ::1");
        assertEquals(AddressRules.WITH_LOOPBACK, valid().operation().outbound());
        flags.put(Setting.OUTBOUND_ALLOW, "everything");
        assertEquals(1, problems().size());
    }

    @Test
    @DisplayName("every setting has a purpose, and each of its three names finds it")
    void oneList() {
        for (var setting : Setting.values()) {
            assertFalse(setting.purpose().isBlank());
            assertEquals(setting, Setting.ofKey(setting.key()).orElseThrow());
            assertEquals(setting, Setting.ofVariable(setting.variable()).orElseThrow());
            assertEquals("--" + setting.key(), setting.flag());
        }
    }

    private void smtp() {
        flags.put(Setting.SMTP_HOST, "mail.example.org");
        flags.put(Setting.MAIL_FROM, "Narthex <id@example.org>");
    }

    @Test
    @DisplayName(
            "without a mail server, mails of a server on loopback stay here; others have nowhere to go, and say so")
    void withoutMail() {
        assertEquals(
                new Mailing.Route.Here(false), valid().operation().mailing().route());
        flags.put(Setting.DEV_MAIL, "true");
        assertEquals(new Mailing.Route.Here(true), valid().operation().mailing().route());
        flags.remove(Setting.DEV_MAIL);
        flags.put(Setting.BASE_URL, "https://login.example.org");
        flags.put(Setting.TLS, "off");
        var result = ServerConfig.read(flags, environment, List.of());
        var valid = assertInstanceOf(ConfigResult.Valid.class, result);
        assertEquals(
                new Mailing.Route.Nowhere(),
                valid.config().operation().mailing().route());
        assertTrue(valid.warnings().toString().contains("no smtp-host"), valid.warnings()::toString);
    }

    @Test
    void aMailServerWithAllThereIs() throws IOException {
        smtp();
        environment.put("NARTHEX_SMTP_PASSWORD", "hunter2");
        flags.put(Setting.SMTP_USER, "narthex");
        flags.put(Setting.SMTP_SECURITY, "tls");
        var route = (Mailing.Route.Smtp) valid().operation().mailing().route();
        assertEquals("mail.example.org", route.server().host());
        assertEquals(465, route.server().port());
        assertEquals("hunter2", route.login().orElseThrow().password().value());
        assertEquals("Narthex", route.from().name());
        assertEquals("id@example.org", route.from().address().text());
        assertFalse(valid().toString().contains("hunter2"));
    }

    @Test
    void startTlsIsTheDefault() {
        smtp();
        var route = (Mailing.Route.Smtp) valid().operation().mailing().route();
        assertEquals(Mailing.Protection.STARTTLS, route.server().protection());
        assertEquals(587, route.server().port());
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_PORT,0,0",
        "SMTP_SECURITY,maybe,starttls",
        "SMTP_CA,/nowhere/ca.pem,not a file",
        "SMTP_USER,narthex,needs a password",
        "MAIL_FROM,nonsense,neither an address",
        "MAIL_FROM,Eve <a@b c@d>,neither an address",
        "MAIL_TEMPLATES,/nowhere,not a folder",
        "DEV_MAIL,true,instead of sending"
    })
    void whatIsWrongWithAMailServer(Setting setting, String value, String problem) {
        smtp();
        flags.put(setting, value);
        assertTrue(onlyProblem().contains(problem), onlyProblem());
    }

    @Test
    @DisplayName("a password is not sent in the clear")
    void noPasswordInTheClear() {
        smtp();
        flags.put(Setting.SMTP_SECURITY, "none");
        flags.put(Setting.SMTP_USER, "narthex");
        environment.put("NARTHEX_SMTP_PASSWORD", "hunter2");
        assertTrue(onlyProblem().contains("in the clear"), onlyProblem());
        assertFalse(onlyProblem().contains("hunter2"));
    }

    @Test
    void mailSettingsWithoutAMailServerAreOfNoUse() {
        flags.put(Setting.MAIL_FROM, "id@example.org");
        assertTrue(onlyProblem().contains("without smtp-host"), onlyProblem());
        smtp();
        flags.remove(Setting.MAIL_FROM);
        assertTrue(onlyProblem().contains("mail-from"), onlyProblem());
    }

    @Test
    @DisplayName("Abuse 94: mails are shown on a page of this machine's own server only")
    void mailPageOnLoopbackOnly() {
        flags.put(Setting.DEV_MAIL, "true");
        flags.put(Setting.BASE_URL, "https://login.example.org");
        flags.put(Setting.TLS, "off");
        assertTrue(onlyProblem().contains("needs a base URL on loopback"), onlyProblem());
    }

    @Test
    void templatesThatWillNotDoStopTheStart() throws IOException {
        var own = Files.createDirectory(folder.resolve("mails"));
        Files.writeString(own.resolve("unlock.html"), "<p>${link} ${password}</p>");
        flags.put(Setting.MAIL_TEMPLATES, own.toString());
        assertTrue(onlyProblem().contains("names ${password}"), onlyProblem());
        Files.writeString(own.resolve("unlock.html"), "<p>${link}</p>");
        assertEquals(
                Map.of("unlock.html", "<p>${link}</p>"),
                valid().operation().mailing().templates());
    }
}
