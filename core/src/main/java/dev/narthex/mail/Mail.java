package dev.narthex.mail;

import java.time.Instant;

/// A mail on its way. `id` stays the same at each try, and becomes the `Message-ID`.
public record Mail(String id, MailAddress to, Letter letter, Instant written) {}
