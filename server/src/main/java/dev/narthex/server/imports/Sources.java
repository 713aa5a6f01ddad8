package dev.narthex.server.imports;

import dev.narthex.imports.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens what a command line names.
public final class Sources {
    private Sources() {}

    /// All users of a server that speaks Okta's Users API.
    ///
    /// @param byHook whether the old system will vouch for passwords
    public static Source okta(String baseUrl, Path tokenFile, boolean byHook) throws IOException {
        return new OktaUsers(baseUrl, Files.readString(tokenFile).strip(), byHook);
    }
}
