package dev.narthex.imports;

import dev.narthex.http.Json;
import dev.narthex.imports.ExportStore.Exported;
import dev.narthex.password.StoredPassword;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Writes everybody as JSON lines that [Format#JSONL] reads: the same profile, status, groups and, if asked for, the
/// same password, still as a hash. Ids, times and recovery questions stay here.
///
/// Who comes or changes meanwhile is in it or is not; each person is in it once.
public final class UserExport {
    private static final int PAGE = 500;

    private final ExportStore store;
    private final boolean hashes;

    public UserExport(ExportStore store, boolean hashes) {
        this.store = store;
        this.hashes = hashes;
    }

    /// @param told how many are written
    public long write(OutputStream out, LongConsumer told) throws IOException {
        long written = 0;
        List<Exported> page = store.page(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            for (var each : page) out.write((Json.text(line(each)) + "\n").getBytes(StandardCharsets.UTF_8));
            written += page.size();
            told.accept(written);
            page = store.page(Optional.of(page.getLast().user().id()), PAGE);
        }
        return written;
    }

    private Map<String, Object> line(Exported each) {
        var line = new LinkedHashMap<String, Object>();
        line.put("profile", each.user().profile());
        line.put("status", each.user().status().name());
        line.put("emailVerified", each.user().credentials().emailVerified());
        if (!each.groups().isEmpty()) line.put("groups", each.groups());
        each.password()
                .filter(password -> hashes || password.byHook())
                .ifPresent(password -> line.put("credentials", Map.of("password", password(password))));
        return line;
    }

    private static Map<String, Object> password(StoredPassword password) {
        return password.byHook() ? Map.of("hook", Map.of("type", "default")) : Map.of("encoded", password.encoded());
    }
}
