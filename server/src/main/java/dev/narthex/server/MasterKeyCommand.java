package dev.narthex.server;

import dev.narthex.crypt.MasterKey;
import java.security.SecureRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `narthex master-key`: makes one, for a secret store or a file.
final class MasterKeyCommand implements Command {
    @Override
    public String name() {
        return "master-key";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.usageMessage()
                .description(
                        "Print a new master key.",
                        "For example: (umask 077; narthex master-key > master.key). Keep a copy: without the key, what"
                                + " it sealed in the database is lost.");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) {
        console.out().println(MasterKey.make(new SecureRandom()).encoded());
        return ExitCode.DONE;
    }
}
