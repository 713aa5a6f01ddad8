package dev.narthex.e2e.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// A real mail server on a free port of this machine, which keeps what it takes and refuses what it is told to.
public final class PostOffice implements AutoCloseable {
    public static final String USER = "narthex";
    public static final String PASSWORD = "pässword";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicReference<Refusals> refusals = new AtomicReference<>(Refusals.NONE);
    private final SMTPServer server;

    /// What it took, and how it came.
    public record Received(String from, String to, MimeMessage message) {
        public String header(String name) {
            try {
                var values = message.getHeader(name);
                return values == null ? "" : String.join("|", values);
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        /// A part of the message: `text/plain` or `text/html`.
        public String part(String type) {
            try {
                var parts = (Multipart) message.getContent();
                for (int i = 0; i < parts.getCount(); i++) {
                    if (parts.getBodyPart(i).isMimeType(type))
                        return (String) parts.getBodyPart(i).getContent();
                }
                throw new AssertionError("no " + type);
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// The SMTP codes with which it refuses, by the step.
    public record Refusals(Optional<Integer> sender, Optional<Integer> recipient, Optional<Integer> content) {
        public static final Refusals NONE = new Refusals(Optional.empty(), Optional.empty(), Optional.empty());

        public static Refusals ofSender(int code) {
            return new Refusals(Optional.of(code), Optional.empty(), Optional.empty());
        }

        public static Refusals ofRecipient(int code) {
            return new Refusals(Optional.empty(), Optional.of(code), Optional.empty());
        }

        public static Refusals ofContent(int code) {
            return new Refusals(Optional.empty(), Optional.empty(), Optional.of(code));
        }
    }

    private PostOffice(SMTPServer.Builder builder) {
        server = builder.bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .port(0)
                .messageHandlerFactory(_ -> new Handler())
                .build();
        server.start();
    }

    /// Speaks in the clear, and asks nobody's name.
    public static PostOffice plain() {
        return new PostOffice(new SMTPServer.Builder());
    }

    /// Insists on STARTTLS, then on a name and a password.
    public static PostOffice startTls(SSLContext identity) {
        return new PostOffice(
                signedIn(new SMTPServer.Builder()).enableTLS().requireTLS().startTlsSocketFactory(identity));
    }

    /// Speaks TLS from the first byte, and asks for a name and a password.
    public static PostOffice tls(SSLContext identity) {
        return new PostOffice(signedIn(new SMTPServer.Builder()).serverSocketFactory(identity));
    }

    private static SMTPServer.Builder signedIn(SMTPServer.Builder builder) {
        return builder.requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, _) -> {
                    if (!user.equals(USER) || !password.equals(PASSWORD)) throw new LoginFailedException();
                }));
    }

    public int port() {
        return server.getPortAllocated();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public void refuse(Refusals what) {
        refusals.set(what);
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Handler implements MessageHandler {
        private String from;
        private String to;

        @Override
        public void from(String sender) throws RejectException {
            obey(refusals.get().sender());
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            obey(refusals.get().recipient());
            to = recipient;
        }

        @Override
        public String data(InputStream data) throws RejectException {
            try {
                var message = new MimeMessage(Session.getInstance(new Properties()), data);
                obey(refusals.get().content());
                received.add(new Received(from, to, message));
                return null;
            } catch (MessagingException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }

        @Override
        public void done() {
            // Nothing is kept for the connection.
        }

        private static void obey(Optional<Integer> code) throws RejectException {
            if (code.isPresent()) throw new RejectException(code.get(), "as the test asked for");
        }
    }
}
