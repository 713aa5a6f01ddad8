package dev.narthex.server;

import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `narthex version`.
final class VersionCommand implements Command {
    @Override
    public String name() {
        return "version";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.usageMessage().description("Print the version.");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) {
        console.out().println(text());
        return ExitCode.DONE;
    }

    /// `Narthex 1.0 on Java 25.0.3`.
    static String text() {
        String version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
        return "Narthex " + version + " on Java " + Runtime.version();
    }
}
