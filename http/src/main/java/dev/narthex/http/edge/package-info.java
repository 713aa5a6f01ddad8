/// Decorators around handlers, each one concern of every answer: security fields, CORS, rate limits.
///
/// Owns no routes. Receives from [dev.narthex.http.HttpServer], hands over to the next handler. From the outside in:
/// [dev.narthex.http.edge.SecurityHeaders], [dev.narthex.http.edge.Cors], [dev.narthex.http.Boundary],
/// [dev.narthex.http.edge.ConcurrencyLimit], [dev.narthex.http.edge.RateLimits], [dev.narthex.http.Router]. The first
/// two come before the boundary so that errors carry their fields too.
package dev.narthex.http.edge;
