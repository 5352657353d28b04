package dev.trellis.workflow.notify;

import dev.trellis.core.problem.TrellisException;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Sends mails through the server that the configuration names. */
@Singleton
final class MailServer implements Channel {

    static final String ID = "mail";

    private final String host;
    private final int port;
    private final String security;
    private final String user;
    private final String password;
    private final String from;

    MailServer(
            @Value("${trellis.mail.host:}") String host,
            @Value("${trellis.mail.port:587}") int port,
            @Value("${trellis.mail.security:starttls}") String security,
            @Value("${trellis.mail.user:}") String user,
            @Value("${trellis.mail.password:}") String password,
            @Value("${trellis.mail.from:}") String from) {
        this.host = host;
        this.port = port;
        this.security = security;
        this.user = user;
        this.password = password;
        this.from = from;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean isConfigured() {
        return !host.isEmpty() && !from.isEmpty();
    }

    @Override
    public void send(Message message) {
        try {
            var mail = new Addressed(session(), message.key() + "@" + from.substring(from.indexOf('@') + 1));
            mail.setFrom(new InternetAddress(from, true));
            mail.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(message.to(), true));
            mail.setSubject(message.subject().replaceAll("[\\p{Cntrl}]+", " "), StandardCharsets.UTF_8.name());
            mail.setText(message.text(), StandardCharsets.UTF_8.name());
            mail.setHeader("Auto-Submitted", "auto-generated");
            Transport.send(mail);
        } catch (MessagingException e) {
            throw new TrellisException("The mail server did not take the mail: " + e.getMessage(), e);
        }
    }

    private Session session() {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", host);
        properties.setProperty("mail.smtp.port", String.valueOf(port));
        properties.setProperty("mail.smtp.connectiontimeout", "10000");
        properties.setProperty("mail.smtp.timeout", "20000");
        properties.setProperty("mail.smtp.writetimeout", "20000");
        properties.setProperty("mail.smtp.auth", String.valueOf(!user.isEmpty()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(security.equals("starttls")));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(security.equals("starttls")));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(security.equals("tls")));
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        });
    }

    /** Keeps the id that says whether two mails are one. */
    private static final class Addressed extends MimeMessage {

        private final String id;

        Addressed(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
