package dev.narthex.flow;

import dev.narthex.crypt.MasterKey;
import dev.narthex.crypt.Tags;
import dev.narthex.session.Session;

/// Proof that a form was served by us to this very browser.
///
/// Bound to the session where there is one, to the device cookie where there is none yet, so that nobody can sign a
/// stranger in to their own account (login CSRF). A token is no secret of the server: it is worthless without the
/// cookie.
public final class FormTokens {
    private final Tags tags;

    public FormTokens(MasterKey masterKey) {
        this.tags = new Tags(masterKey, "forms");
    }

    public String forDevice(String deviceToken) {
        return tags.of("device " + deviceToken);
    }

    public String forSession(Session session) {
        return tags.of("session " + session.hash().hex());
    }

    public boolean isForDevice(String token, String deviceToken) {
        return tags.matches(token, "device " + deviceToken);
    }

    public boolean isForSession(String token, Session session) {
        return tags.matches(token, "session " + session.hash().hex());
    }
}
