/// HTTP in the words the server needs: [dev.narthex.http.Request] in, [dev.narthex.http.Response] out,
/// [dev.narthex.http.Handler] between them.
///
/// It owns the listening socket, the limits on what a stranger may send, request ids, and the one error boundary. It
/// has
/// no routes of its own. [dev.narthex.http.HttpServer] receives from the network and hands over to the root handler,
/// which the wiring builds of decorators around a [dev.narthex.http.Router]. The engine is named in `HttpServer`,
/// `Exchange`, `RequestReader`, `ResponseWriter` and `EngineErrors` only, and in nothing public.
package dev.narthex.http;
