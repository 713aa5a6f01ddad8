package dev.narthex.org;

import java.time.Instant;

/// The one org of this database. `masterKeyCheck` is a sealed known text: a key that can't open it is the wrong key.
public record Org(String id, String everyoneGroupId, byte[] masterKeyCheck, Instant created) {}
