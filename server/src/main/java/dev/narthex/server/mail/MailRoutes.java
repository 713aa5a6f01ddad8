package dev.narthex.server.mail;

import dev.narthex.mail.Letterbox;
import dev.narthex.mail.MailTemplates;
import dev.narthex.mail.MailTransport;
import dev.narthex.server.config.Mailing;
import dev.narthex.server.config.Mailing.Route;
import dev.narthex.server.wiring.World.Post;
import java.util.Optional;

/// Makes what the operator asked for.
public final class MailRoutes {
    private MailRoutes() {}

    public static Post post(Mailing mailing) {
        var templates = new MailTemplates(mailing.templates());
        return switch (mailing.route()) {
            case Route.Smtp smtp -> new Post(new SmtpTransport(smtp), templates, Optional.empty());
            case Route.Here(boolean page) -> here(templates, page);
            case Route.Nowhere() -> new Post(_ -> NOBODY, templates, Optional.empty());
        };
    }

    private static final MailTransport.Delivery NOBODY = new MailTransport.Delivery.Refused("there is no smtp-host");

    private static Post here(MailTemplates templates, boolean page) {
        var letterbox = new Letterbox();
        return new Post(letterbox, templates, page ? Optional.of(letterbox) : Optional.empty());
    }
}
