package dev.narthex.server;

/// What the program's exit says. The two for faults of the operator are those of sysexits.h.
final class ExitCode {
    /// Done, or stopped when asked to.
    static final int DONE = 0;
    /// It could not start, or it failed.
    static final int FAILED = 1;
    /// The command line is wrong.
    static final int USAGE = 64;
    /// A setting in the environment or in a file is wrong, or one is missing.
    static final int CONFIGURATION = 78;

    private ExitCode() {}
}
