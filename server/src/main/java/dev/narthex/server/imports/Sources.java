package dev.narthex.server.imports;

import dev.narthex.imports.Format;
import dev.narthex.imports.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Opens what a command line names.
public final class Sources {
    private Sources() {}

    public static Source file(Path file, Format format) throws IOException {
        try {
            return format.read(FileContent.open(file));
        } catch (NoSuchFileException _) {
            throw new IllegalArgumentException("there is no file " + file);
        }
    }

    /// All users of a server that speaks Okta's Users API.
    ///
    /// @param byHook whether the old system will vouch for passwords
    public static Source okta(String baseUrl, Path tokenFile, boolean byHook) throws IOException {
        return new OktaUsers(baseUrl, Files.readString(tokenFile).strip(), byHook);
    }
}
