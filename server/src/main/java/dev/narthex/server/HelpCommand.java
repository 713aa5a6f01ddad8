package dev.narthex.server;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `narthex help [COMMAND]`.
final class HelpCommand implements Command {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.usageMessage().description("Say what the program, or one command, does.");
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .paramLabel("COMMAND")
                .type(String.class)
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) {
        var line = Main.commandLine();
        String name = parsed.matchedPositionalValue(0, "");
        var wanted = name.isEmpty() ? line : line.getSubcommands().get(name);
        if (wanted == null) {
            line.usage(console.err());
            return ExitCode.USAGE;
        }
        wanted.usage(console.out());
        return ExitCode.DONE;
    }
}
