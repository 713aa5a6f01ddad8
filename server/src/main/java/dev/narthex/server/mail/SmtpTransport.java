package dev.narthex.server.mail;

import dev.narthex.mail.Mail;
import dev.narthex.mail.MailTransport;
import dev.narthex.server.config.Mailing.Login;
import dev.narthex.server.config.Mailing.Protection;
import dev.narthex.server.config.Mailing.Route;
import dev.narthex.server.tls.TlsIdentity;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Hands mails to the operator's mail server.
///
/// With STARTTLS the connection is protected before anything is said that matters, or nothing is said. The server must
/// be the one it is called, by a certificate we trust. What it refuses for good (5xx to the recipient or to what the
/// mail says) is refused; all else may go better later.
public final class SmtpTransport implements MailTransport {
    // A mail is with us for five minutes: ten answers that each take as long as they may fit in.
    private static final String CONNECT_MILLISECONDS = "10000";
    private static final String ANSWER_MILLISECONDS = "20000";
    private static final int PERMANENT = 500;

    private final Route.Smtp smtp;
    private final Session session;

    public SmtpTransport(Route.Smtp smtp) {
        this.smtp = smtp;
        this.session = Session.getInstance(properties(smtp));
    }

    private static Properties properties(Route.Smtp smtp) {
        var server = smtp.server();
        var properties = new Properties();
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", String.valueOf(server.port()));
        properties.put("mail.smtp.connectiontimeout", CONNECT_MILLISECONDS);
        properties.put("mail.smtp.timeout", ANSWER_MILLISECONDS);
        properties.put("mail.smtp.writetimeout", ANSWER_MILLISECONDS);
        properties.put("mail.smtp.auth", String.valueOf(smtp.login().isPresent()));
        properties.put("mail.smtp.from", smtp.from().address().text());
        properties.put("mail.smtp.ssl.enable", String.valueOf(server.protection() == Protection.TLS));
        properties.put("mail.smtp.starttls.enable", String.valueOf(server.protection() == Protection.STARTTLS));
        properties.put("mail.smtp.starttls.required", String.valueOf(server.protection() == Protection.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        server.authorities()
                .map(SmtpTransport::trusting)
                .ifPresent(it -> properties.put("mail.smtp.ssl.socketFactory", it));
        return properties;
    }

    private static SSLSocketFactory trusting(Path authorities) {
        return TlsIdentity.trusting(authorities).getSocketFactory();
    }

    @Override
    public Delivery send(Mail mail) {
        try (var transport = (SMTPTransport) session.getTransport("smtp")) {
            var message = message(mail);
            var login = smtp.login();
            transport.connect(
                    login.map(Login::user).orElse(null),
                    login.map(it -> it.password().value()).orElse(null));
            transport.sendMessage(message, message.getAllRecipients());
            return new Delivery.Sent();
        } catch (MessagingException e) {
            return failed(e);
        }
    }

    private static Delivery failed(MessagingException e) {
        String reason = reason(e);
        for (Exception cause = e; cause instanceof MessagingException it; cause = it.getNextException()) {
            boolean permanent = switch (it) {
                case SMTPAddressFailedException address -> address.getReturnCode() >= PERMANENT;
                // What the mail says. That the sender may not send is for the operator to put right.
                case SMTPSendFailedException said ->
                    said.getReturnCode() >= PERMANENT && !said.getCommand().startsWith("MAIL");
                default -> false;
            };
            if (permanent) return new Delivery.Refused(reason);
        }
        return new Delivery.NotNow(reason);
    }

    /// One line, from the innermost cause, which says most.
    private static String reason(MessagingException e) {
        Exception innermost = e;
        while (innermost instanceof MessagingException it && it.getNextException() != null) {
            innermost = it.getNextException();
        }
        String text = (innermost.getClass().getSimpleName() + ": " + innermost.getMessage()).replaceAll("\\s+", " ");
        return text.length() <= 300 ? text : text.substring(0, 300);
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        var message = new Identified(
                session, "<" + mail.id() + "@" + smtp.from().address().host() + ">");
        message.setFrom(sender());
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(mail.to().text(), true));
        message.setSubject(mail.letter().subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(mail.written()));
        // RFC 3834 §5: nobody's holiday notice need answer this.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(parts(mail));
        message.saveChanges();
        return message;
    }

    private InternetAddress sender() throws MessagingException {
        try {
            return new InternetAddress(smtp.from().address().text(), smtp.from().name(), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MimeMultipart parts(Mail mail) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(mail.letter().text(), StandardCharsets.UTF_8.name());
        var html = new MimeBodyPart();
        html.setText(mail.letter().html(), StandardCharsets.UTF_8.name(), "html");
        // RFC 2046 §5.1.4: the richest last.
        return new MimeMultipart("alternative", text, html);
    }

    /// A message whose id is ours, the same at each try: who gets it twice can tell.
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
