package dev.narthex.mail;

/// What a mail says, as plain text and as HTML. The subject is one short line.
public record Letter(String subject, String text, String html) {
    private static final int MAX_SUBJECT = 200;

    public Letter {
        // RFC 5322 §2.2: a line break ends a header field.
        subject = subject.replaceAll("\\p{Cntrl}+", " ").strip();
        if (subject.length() > MAX_SUBJECT) subject = subject.substring(0, MAX_SUBJECT);
    }
}
