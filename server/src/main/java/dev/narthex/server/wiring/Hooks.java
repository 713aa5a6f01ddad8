package dev.narthex.server.wiring;

import dev.narthex.crypt.Sealer;
import dev.narthex.hooks.HookCalls;
import dev.narthex.hooks.HookQuestions;
import dev.narthex.hooks.InlineHooks;
import dev.narthex.hooks.PasswordImport;
import dev.narthex.hooks.PreRegistration;
import dev.narthex.id.Ids;
import dev.narthex.log.SystemLog;

/// The hooks that are asked, and how.
record Hooks(InlineHooks inline, HookCalls calls, PasswordImport passwords, PreRegistration registration) {

    static Hooks of(World world, Ids ids, SystemLog log) {
        var sealer =
                new Sealer(world.secrets().masterKey(), "hooks", world.secrets().random());
        var inline =
                new InlineHooks(world.storage().inlineHooks(), world.storage().changes());
        var calls = new HookCalls(world.outbound(), sealer, log);
        var questions = new HookQuestions(world.issuers().baseUrl(), ids, world.clock());
        return new Hooks(
                inline,
                calls,
                new PasswordImport(inline, calls, questions, log),
                new PreRegistration(inline, calls, questions));
    }
}
