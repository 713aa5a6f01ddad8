package dev.narthex.mail;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/// An address that a mail may go to: plain `name@host`, nothing quoted, no white space, no control characters. So none
/// can add a header or a second recipient.
///
/// A host beyond ASCII is kept in its ASCII form; a name beyond ASCII is refused, for few servers take one.
public record MailAddress(String text) {
    private static final int MAX_NAME = 64;
    private static final int MAX_LENGTH = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    // RFC 5321 §4.1.2: a Dot-string before the @, a Domain behind it. The quoted forms are left out.
    private static final Pattern NAME = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
    private static final Pattern HOST = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");

    public MailAddress {
        if (!isPlain(text)) throw new IllegalArgumentException("not a mail address");
    }

    public static Optional<MailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > MAX_LENGTH) return Optional.empty();
        return ascii(text.substring(at + 1))
                .map(host -> text.substring(0, at + 1) + host)
                .filter(MailAddress::isPlain)
                .map(MailAddress::new);
    }

    /// What stands behind the @, in lower case.
    public String host() {
        return text.substring(text.lastIndexOf('@') + 1).toLowerCase(java.util.Locale.ROOT);
    }

    private static boolean isPlain(String text) {
        int at = text.lastIndexOf('@');
        return at >= 1
                && at <= MAX_NAME
                && text.length() <= MAX_LENGTH
                && NAME.matcher(text.substring(0, at)).matches()
                && HOST.matcher(text.substring(at + 1)).matches();
    }

    private static Optional<String> ascii(String host) {
        try {
            return Optional.of(IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
