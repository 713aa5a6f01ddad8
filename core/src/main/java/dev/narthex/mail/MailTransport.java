package dev.narthex.mail;

/// Carries one mail as far as we can see.
public interface MailTransport {

    Delivery send(Mail mail);

    sealed interface Delivery {
        /// Somebody else has taken it, and answers for it from now on.
        record Sent() implements Delivery {}

        /// Perhaps later.
        record NotNow(String reason) implements Delivery {}

        /// Never.
        record Refused(String reason) implements Delivery {}
    }
}
