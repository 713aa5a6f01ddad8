package dev.narthex.bench.timing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// Kinds of people whom a stranger might ask for, and must not be able to tell apart.
public enum Somebody {
    NOBODY("nobody", ""),
    /// The same once more: what chance does.
    NOBODY_AGAIN("nobody, again", ""),
    OWN("a hash of the house", "Correct-Horse-1,,,ACTIVE"),
    LOCKED("locked", "Correct-Horse-1,,,ACTIVE"),
    SUSPENDED("suspended", "Correct-Horse-1,,,SUSPENDED"),
    STAGED("staged, no password", ",,,STAGED"),
    EXPIRED("password expired", "Correct-Horse-1,,,PASSWORD_EXPIRED"),
    MD5("MD5", ",$digest$v=1$h=md5;o=prefix$c2FsdHNhbHQ$1B2M2Y8AsgTpgAmY7PhCfg,,ACTIVE"),
    BCRYPT("bcrypt, 10", ",$2b$10$abcdefghijklmnopqrstuuH0Y7ZGDTdrVTRJXjnGNAGWc3Dz6DhKe,,ACTIVE"),
    HEAVY("bcrypt, 12", ",$2b$12$abcdefghijklmnopqrstuuH0Y7ZGDTdrVTRJXjnGNAGWc3Dz6DhKe,,ACTIVE"),
    SCRYPT("scrypt, 2^14", ",$scrypt$ln=14;r=8;p=1$c2FsdHNhbHRzYWx0$" + "A".repeat(43) + ",,ACTIVE"),
    PBKDF2("PBKDF2, 100000", ",$pbkdf2$v=1$h=sha256;i=100000$c2FsdHNhbHRzYWx0$" + "A".repeat(43) + ",,ACTIVE"),
    HOOKED("vouched for by a hook", ",,true,ACTIVE");

    /// More tries lock somebody.
    private static final int TRIES = 8;

    private static final String HEAD = "login,email,firstName,lastName,password,passwordHash,passwordHook,status";

    private final String title;
    private final String row;

    Somebody(String title, String row) {
        this.title = title;
        this.row = row;
    }

    public String title() {
        return title;
    }

    /// A name for the n-th try of this kind.
    public String login(int n) {
        int number = row.isEmpty() ? n : this == LOCKED ? 0 : n / TRIES;
        return name().toLowerCase(Locale.ROOT) + "-" + number + "@example.org";
    }

    /// All who are there, as `narthex import users` reads them: enough for so many tries of each kind.
    public static String csv(int tries) {
        var lines = new LinkedHashSet<>(List.of(HEAD));
        for (var kind : values()) {
            if (kind.row.isEmpty()) continue;
            for (int n = 0; n < tries; n++) {
                String login = kind.login(n);
                lines.add(login + "," + login + ",Ada,Byron," + quoted(kind.row));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /// Commas of a hash are semicolons above.
    private static String quoted(String row) {
        if (!row.contains(";")) return row;
        String[] cells = row.split(",", 4);
        cells[1] = "\"" + cells[1].replace(';', ',') + "\"";
        return String.join(",", cells);
    }
}
