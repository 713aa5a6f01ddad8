package dev.narthex.password;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What comes of reading a hash that another system made.
public sealed interface ImportedHash {

    record Accepted(StoredPassword password) implements ImportedHash {}

    record Refused(List<Problem> problems) implements ImportedHash {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /// Why a hash can't be taken.
    ///
    /// @param member the member, or the part of the text, that is at fault
    /// @param reason what is wrong with it, to be read after the member's name
    record Problem(String member, String reason) {}

    /// Reads the members of `credentials.password.hash` in the management API.
    static ImportedHash ofMembers(Map<String, ?> members) {
        var findings = new Findings();
        return of(OktaHash.read(members, findings), findings);
    }

    private static ImportedHash of(Optional<PasswordHash> hash, Findings findings) {
        return hash.<ImportedHash>map(found -> new Accepted(new StoredPassword(found.encoded())))
                .orElseGet(() -> new Refused(findings.problems()));
    }
}
