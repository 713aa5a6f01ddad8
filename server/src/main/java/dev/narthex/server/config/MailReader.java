package dev.narthex.server.config;

import dev.narthex.mail.MailAddress;
import dev.narthex.mail.MailTemplates;
import dev.narthex.server.config.Mailing.From;
import dev.narthex.server.config.Mailing.Login;
import dev.narthex.server.config.Mailing.Protection;
import dev.narthex.server.config.Mailing.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where mails go.
final class MailReader {
    private static final Pattern NAMED = Pattern.compile("(?<name>[^<>\\p{Cntrl}]*)<(?<address>[^<>]+)>");
    private static final List<Setting> OF_A_SERVER = List.of(
            Setting.SMTP_PORT,
            Setting.SMTP_SECURITY,
            Setting.SMTP_USER,
            Setting.SMTP_PASSWORD,
            Setting.SMTP_PASSWORD_FILE,
            Setting.SMTP_CA,
            Setting.MAIL_FROM);

    private final Words words;
    private final List<String> warnings;

    MailReader(Words words, List<String> warnings) {
        this.words = words;
        this.warnings = warnings;
    }

    /// @param loopback whether the base URL is on this machine
    /// @param password from its file or the environment
    Optional<Mailing> read(boolean loopback, Optional<Secret> password) {
        var templates = templates();
        boolean page = words.isOn(Setting.DEV_MAIL);
        if (page && !loopback)
            words.refuse(Setting.DEV_MAIL, "shows every link to whoever asks: needs a base URL on loopback");
        var route = words.text(Setting.SMTP_HOST).isPresent() ? smtp(password) : Optional.of(without(loopback, page));
        return route.map(it -> new Mailing(it, templates));
    }

    private Route without(boolean loopback, boolean page) {
        OF_A_SERVER.stream().filter(words::given).forEach(it -> words.refuse(it, "is of no use without smtp-host"));
        if (loopback) return new Route.Here(page);
        warnings.add("no smtp-host: nobody is sent mail, so no activation, no registration with a proof of the address,"
                + " no new password for who forgot the old one");
        return new Route.Nowhere();
    }

    private Optional<Route> smtp(Optional<Secret> password) {
        if (words.isOn(Setting.DEV_MAIL))
            words.refuse(Setting.DEV_MAIL, "shows mails instead of sending them: leave it out, or smtp-host");
        var protection = Protection.valueOf(words.oneOf(Setting.SMTP_SECURITY, List.of("starttls", "tls", "none"))
                .orElse("starttls")
                .toUpperCase(Locale.ROOT));
        int usual = protection == Protection.TLS ? 465 : 587;
        int port = words.number(Setting.SMTP_PORT, 1, 65_535).orElse(usual);
        var server = new Mailing.Server(
                words.text(Setting.SMTP_HOST).orElseThrow(), port, protection, words.readableFile(Setting.SMTP_CA));
        var login = login(password);
        if (protection == Protection.NONE && login.isPresent()) {
            words.refuse(Setting.SMTP_SECURITY, "is none: the password would be sent in the clear");
        }
        return from().map(it -> new Route.Smtp(server, login, it));
    }

    private Optional<Login> login(Optional<Secret> password) {
        var user = words.text(Setting.SMTP_USER);
        if (user.isPresent() && password.isEmpty()) {
            return words.refuse(Setting.SMTP_USER, "needs a password: smtp-password-file, or NARTHEX_SMTP_PASSWORD");
        }
        return user.map(it -> new Login(it, password.orElseThrow()));
    }

    private Optional<From> from() {
        var text = words.text(Setting.MAIL_FROM);
        if (text.isEmpty()) return words.refuse(Setting.SMTP_HOST, "needs mail-from, the address that mails come from");
        var named = NAMED.matcher(text.get());
        String name = named.matches() ? named.group("name").strip() : "";
        var address = MailAddress.parse(named.matches() ? named.group("address") : text.get());
        return address.isPresent()
                ? address.map(it -> new From(name, it))
                : words.refuse(Setting.MAIL_FROM, "is neither an address nor 'Name <address>'");
    }

    private Map<String, String> templates() {
        var folder = words.text(Setting.MAIL_TEMPLATES).map(Path::of);
        var templates = new HashMap<String, String>();
        if (folder.isEmpty()) return templates;
        try (var files = Files.list(folder.get())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                templates.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException _) {
            words.refuse(Setting.MAIL_TEMPLATES, "names " + folder.get() + ", which is not a folder of texts in UTF-8");
            return Map.of();
        }
        var problems = MailTemplates.problems(templates);
        problems.forEach(
                problem -> words.refuse(Setting.MAIL_TEMPLATES, "has a template that will not do: " + problem));
        return templates;
    }
}
