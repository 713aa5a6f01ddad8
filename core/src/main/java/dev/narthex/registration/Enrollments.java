package dev.narthex.registration;

import dev.narthex.cache.Cache;
import dev.narthex.cache.Changes;

/// Knows the org's policy of enrolment.
public final class Enrollments {
    private static final String KEY = "org";

    private final Cache<String, Enrollment> cache;

    public Enrollments(EnrollmentStore store, Changes changes) {
        this.cache = new Cache<String, Enrollment>(changes, 1, _ -> store.read()).droppedBy("enrollment", key -> key);
    }

    public Enrollment current() {
        return cache.get(KEY).orElse(Enrollment.CLOSED);
    }
}
