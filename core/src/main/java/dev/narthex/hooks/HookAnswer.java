package dev.narthex.hooks;

/// What came of asking a hook.
sealed interface HookAnswer {
    /// It answered; with [HookReply#NOTHING] where it had nothing to say (204).
    record Answered(HookReply reply) implements HookAnswer {}

    /// It could not be asked, or what it said can't be understood. `reason` is for the log.
    record Failed(Cause cause, String reason) implements HookAnswer {}

    enum Cause {
        /// No answer in time, or too many calls under way.
        SILENT,
        /// It could not be reached, or answered in a way that is none.
        UNREADABLE,
        /// It answered with an error.
        ERROR
    }
}
