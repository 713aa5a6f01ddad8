/// Inline hooks: other systems that are asked while we work. Owns `/api/v1/inlineHooks`, their delivery, and what each
/// type makes of an answer. Sign-in asks [PasswordImport], registration [PreRegistration]; addresses are called through
/// `outbound` alone.
package dev.narthex.hooks;
