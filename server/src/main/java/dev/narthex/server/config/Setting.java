package dev.narthex.server.config;

import static dev.narthex.server.config.Setting.Kind.LIST;
import static dev.narthex.server.config.Setting.Kind.SECRET;
import static dev.narthex.server.config.Setting.Kind.SWITCH;
import static dev.narthex.server.config.Setting.Kind.VALUE;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Everything that can be set. `BASE_URL` is the flag `--base-url`, the environment variable `NARTHEX_BASE_URL` and the
/// line `base-url = …` of `narthex.properties`; so with each of them.
public enum Setting {
    BASE_URL(
            VALUE,
            "URL",
            "Where people reach this server: scheme, host and port, and nothing after them."
                    + " It is the issuer in every token. Default: localhost and the port."),
    HOST(VALUE, "ADDRESS", "Address to listen on; 0.0.0.0 for all. Default: 127.0.0.1."),
    PORT(
            VALUE,
            "PORT",
            "Port to listen on; 0 takes a free one." + " Default: that of a base URL on loopback, 8080 otherwise."),
    DATA(VALUE, "DIR", "Folder for everything the server keeps. Made if it is not there. Default: narthex-data."),
    DATABASE(
            VALUE,
            "URL",
            "sqlite:FILE (a relative one is in the data directory), or postgresql://USER:PASSWORD@HOST:PORT/NAME."
                    + " Default: SQLite, narthex.db in the data directory."),
    SEED(
            VALUE,
            "FILE",
            "YAML file of users, groups, apps and authorization servers. Applied at each start:"
                    + " what is there stays, what is missing is made."),
    TLS(
            VALUE,
            "auto|pem|off",
            "auto makes a development certificate authority and certificate in DIR/tls."
                    + " pem takes yours. off speaks plain http: on loopback, or behind a proxy that ends TLS."
                    + " Default: off for an http base URL, auto for https on loopback."),
    TLS_CERT(VALUE, "FILE", "Certificate chain, PEM, the server's own first. Needs --tls pem."),
    TLS_KEY(VALUE, "FILE", "Private key of the certificate, PEM, not encrypted. Needs --tls pem."),
    ALLOW_HTTP(
            SWITCH,
            "",
            "Allow a base URL of plain http that is not on loopback. Whoever is on the network path"
                    + " can then read passwords and tokens."),
    TRUSTED_PROXY(
            LIST,
            "CIDR",
            "Addresses of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8."
                    + " Several: repeat it, or separate with commas. Default: none."),
    OUTBOUND_ALLOW(
            LIST,
            "CIDR",
            "Networks of yours that hooks, key sets of clients and sign-out addresses may lead into, such as"
                    + " 10.0.0.0/8. All others that are not public are never called; plain http is for loopback"
                    + " among these alone. Several: repeat it, or separate with commas. Default: none."),
    SMTP_HOST(
            VALUE,
            "HOST",
            "Server that takes our mails. Without one, mails of a server on loopback go to its log,"
                    + " and others send none."),
    SMTP_PORT(VALUE, "PORT", "Its port. Default: 587, or 465 with --smtp-security tls."),
    SMTP_SECURITY(
            VALUE,
            "starttls|tls|none",
            "starttls goes on in TLS or not at all; tls begins with it. Default: starttls."),
    SMTP_CA(VALUE, "FILE", "Certificates of authorities, PEM, that may vouch for it beside the usual ones."),
    SMTP_USER(VALUE, "NAME", "Name to sign in with there. Default: none, it asks for none."),
    SMTP_PASSWORD_FILE(VALUE, "FILE", "File with the password for it."),
    SMTP_PASSWORD(SECRET, "PASSWORD", "The password for the mail server itself."),
    MAIL_FROM(VALUE, "ADDRESS", "Where mails come from: an address, or 'Name <address>'. Needed with --smtp-host."),
    MAIL_TEMPLATES(
            VALUE,
            "DIR",
            "Folder of your own texts for mails: files named as ours, such as activation.txt and activation.html."),
    DEV_MAIL(
            SWITCH,
            "",
            "Show mails at /dev/mail instead of sending them, to this machine alone. Needs a base URL on loopback."),
    API_TOKEN_FILE(
            VALUE,
            "FILE",
            "File with the first API token: 42 characters that begin with 00."
                    + " Without one, the first start makes one and prints it once."),
    API_TOKEN(SECRET, "TOKEN", "The first API token itself."),
    MASTER_KEY_FILE(
            VALUE,
            "FILE",
            "File with the key that seals private keys and secrets in the database:"
                    + " 32 bytes as hex or base64; 'narthex master-key' makes one."
                    + " Default with SQLite: DIR/master.key, made if it is not there."),
    MASTER_KEY(SECRET, "KEY", "The master key itself."),
    RATE_LIMITS(
            VALUE,
            "on|off|auto",
            "Limits of requests: on for everybody, off, or auto: for all but this machine. Default: auto."),
    STOP_TIMEOUT(VALUE, "SECONDS", "How long requests in flight may take to finish at a stop. Default: 20."),
    LOG_FORMAT(VALUE, "text|json", "One short line, or one JSON object a line. Default: text."),
    LOG_LEVEL(VALUE, "warn|info|debug", "How much to say. Default: info."),
    CONFIG(
            VALUE,
            "FILE",
            "File of settings, 'name = value' a line, # begins a comment."
                    + " Default: narthex.properties in the data directory, if it is there.");

    /// How a setting is written.
    public enum Kind {
        VALUE,
        /// `true` or `false`; as a flag, the value may be left out.
        SWITCH,
        /// Several values, with commas between them.
        LIST,
        /// Never a flag: any user of a machine can list the flags of its processes.
        SECRET
    }

    static final String VARIABLE_PREFIX = "NARTHEX_";

    private final Kind kind;
    private final String label;
    private final String purpose;

    Setting(Kind kind, String label, String purpose) {
        this.kind = kind;
        this.label = label;
        this.purpose = purpose;
    }

    public Kind kind() {
        return kind;
    }

    /// What stands for the value on the help page.
    public String label() {
        return label;
    }

    public String purpose() {
        return purpose;
    }

    /// The name in a file.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String flag() {
        return "--" + key();
    }

    public String variable() {
        return VARIABLE_PREFIX + name();
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    static Optional<Setting> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable().equals(variable))
                .findFirst();
    }
}
