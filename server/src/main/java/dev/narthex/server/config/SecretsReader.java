package dev.narthex.server.config;

import dev.narthex.crypt.MasterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Secrets, from a file or from the environment. No problem repeats a value.
final class SecretsReader {
    static final String KEY_NEEDED = "master-key-file is needed with PostgreSQL, where every server of one database"
            + " must have the same key: make one with 'narthex master-key', keep it in a file and give that to each";
    private static final Pattern API_TOKEN = Pattern.compile("00[A-Za-z0-9_-]{40}");

    private final Words words;
    private final List<String> warnings;

    /// What was given and is well formed.
    record Found(
            Optional<MasterKey> masterKey,
            boolean masterKeyGiven,
            Optional<Secret> apiToken,
            Optional<Secret> smtpPassword) {}

    SecretsReader(Words words, List<String> warnings) {
        this.words = words;
        this.warnings = warnings;
    }

    Found read() {
        boolean keyGiven = words.given(Setting.MASTER_KEY) || words.given(Setting.MASTER_KEY_FILE);
        var smtp = secret(Setting.SMTP_PASSWORD, Setting.SMTP_PASSWORD_FILE).map(Secret::new);
        return new Found(masterKey(), keyGiven, apiToken(), smtp);
    }

    private Optional<MasterKey> masterKey() {
        var text = secret(Setting.MASTER_KEY, Setting.MASTER_KEY_FILE);
        var key = text.flatMap(MasterKey::parse);
        if (text.isPresent() && key.isEmpty()) {
            return words.refuse(
                    source(Setting.MASTER_KEY, Setting.MASTER_KEY_FILE),
                    "is not a master key, which is 32 bytes as hex or base64: make one with 'narthex master-key'");
        }
        return key;
    }

    private Optional<Secret> apiToken() {
        var text = secret(Setting.API_TOKEN, Setting.API_TOKEN_FILE);
        if (text.isPresent() && !API_TOKEN.matcher(text.get()).matches()) {
            return words.refuse(
                    source(Setting.API_TOKEN, Setting.API_TOKEN_FILE),
                    "is not an API token, which is 00 and 40 of A-Z a-z 0-9 _ -: leave it out and one is made");
        }
        return text.map(Secret::new);
    }

    private Setting source(Setting value, Setting file) {
        return words.given(value) ? value : file;
    }

    private Optional<String> secret(Setting value, Setting file) {
        if (words.given(value) && words.given(file)) {
            return words.refuse(value, "is given, and " + file.key() + " too: give one of them");
        }
        if (words.given(value)) return words.text(value);
        return words.readableFile(file).flatMap(path -> content(file, path));
    }

    private Optional<String> content(Setting setting, Path file) {
        SecretFile.openToOthers(file).ifPresent(warnings::add);
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException _) {
            return words.refuse(setting, "names " + file + ", which is not a file of text that can be read");
        }
    }
}
