package dev.narthex.imports;

/// Whether content can be read as what it is said to be.
public sealed interface Opening {
    record Opened(Source source) implements Opening {}

    /// @param reason to be read after the name of the file
    record Refused(String reason) implements Opening {}
}
