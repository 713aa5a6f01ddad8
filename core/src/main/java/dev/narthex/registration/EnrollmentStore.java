package dev.narthex.registration;

import java.util.Optional;

/// The org's policy of enrolment, once it has one. A change publishes topic `enrollment` with key `org`.
public interface EnrollmentStore {

    Optional<Enrollment> read();

    /// Replaces the policy if its stored version, zero where there is none, is still the one before this one's.
    boolean replace(Enrollment enrollment);
}
