package dev.narthex.mail;

import java.time.Instant;

/// A mail as it lies in the outbox: links in it open accounts, so nobody can read it there.
public record SealedMail(String id, byte[] content, Instant written) {
    public SealedMail {
        content = content.clone();
    }

    @Override
    public byte[] content() {
        return content.clone();
    }
}
