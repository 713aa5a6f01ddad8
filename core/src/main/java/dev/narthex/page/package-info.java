/// The pages people see, and the two documents that carry an authorization response in a body.
///
/// Owns the templates in `src/main/jte`, the style sheet and script beside this package, the security headers of every
/// HTML answer, and the route `/assets/{hash}/{name}`. Receives views (facts, already decided) from signin, consent,
/// authorize and logout; hands finished [dev.narthex.http.Response]s back. Decides nothing about people or protocols.
package dev.narthex.page;
