package dev.narthex.recovery;

import dev.narthex.mail.MailAddress;

/// Whom a link is for, and where it is sent.
public record Recipient(String userId, String name, String login, MailAddress address) {}
