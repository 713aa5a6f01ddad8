package dev.narthex.server;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of the program.
interface Command {
    String name();

    CommandSpec spec();

    /// Whether [#run] wants to be called with what is wrong on the command line too.
    default boolean reportsErrors() {
        return false;
    }

    /// @param parsed what followed the command's name
    /// @return the exit code
    int run(ParseResult parsed, Console console);
}
