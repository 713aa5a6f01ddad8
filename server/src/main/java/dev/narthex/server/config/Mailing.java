package dev.narthex.server.config;

import dev.narthex.mail.MailAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where mails go, and the operator's own words for them.
/// @param templates texts by file name, which can be used
public record Mailing(Route route, Map<String, String> templates) {
    public Mailing {
        templates = Map.copyOf(templates);
    }

    public sealed interface Route {
        /// A mail server takes them.
        record Smtp(Server server, Optional<Login> login, From from) implements Route {}

        /// They stay here: in the log, and on a page if that is asked for.
        record Here(boolean page) implements Route {}

        /// There is nobody to take them.
        record Nowhere() implements Route {}
    }

    /// @param authorities certificates of authorities that are trusted beside the usual ones
    public record Server(String host, int port, Protection protection, Optional<Path> authorities) {}

    public record Login(String user, Secret password) {}

    /// @param name what people see beside the address; may be empty
    public record From(String name, MailAddress address) {}

    public enum Protection {
        /// Begins in the clear, goes on in TLS or not at all.
        STARTTLS,
        TLS,
        NONE
    }
}
