package dev.narthex.mail;

import dev.narthex.http.BadRequest;
import dev.narthex.http.Request;
import dev.narthex.http.Response;
import dev.narthex.page.LettersView;
import dev.narthex.page.LettersView.Item;
import dev.narthex.page.Pages;
import java.net.InetAddress;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Shows mails that went nowhere, to this machine alone: every link in them opens an account.
public final class LetterboxPage {
    public static final String PATH = "/dev/mail";
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Letterbox letterbox;
    private final Pages pages;

    public LetterboxPage(Letterbox letterbox, Pages pages) {
        this.letterbox = letterbox;
        this.pages = pages;
    }

    /// GET `/dev/mail`.
    public Response list(Request request) {
        admit(request);
        var letters = letterbox.mails().stream().map(LetterboxPage::item).toList();
        return pages.letters(new LettersView(letters, Optional.empty(), request.id()));
    }

    /// GET `/dev/mail/{mail}`.
    public Response show(Request request) {
        return pages.letters(new LettersView(List.of(), Optional.of(item(mail(request))), request.id()));
    }

    /// GET `/dev/mail/{mail}/html`: as a mail program would show it.
    public Response html(Request request) {
        return pages.letter(mail(request).letter().html());
    }

    private Mail mail(Request request) {
        admit(request);
        return letterbox.byId(request.pathParameter("mail")).orElseThrow(LetterboxPage::notFound);
    }

    private static void admit(Request request) {
        if (!isLoopback(request.remoteAddress())) throw notFound();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static BadRequest notFound() {
        return new BadRequest(404, "Not found: nothing answers at this path.");
    }

    private static Item item(Mail mail) {
        return new Item(
                PATH + "/" + mail.id(),
                mail.to().text(),
                mail.letter().subject(),
                WHEN.format(mail.written()),
                List.of(mail.letter().text().strip().split("\\n\\s*\\n")));
    }
}
