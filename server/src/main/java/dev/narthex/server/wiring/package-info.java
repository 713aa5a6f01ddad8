/// Makes the one graph of objects that serves requests, by hand and in plain sight.
///
/// [dev.narthex.server.wiring.World] is what comes from outside, [dev.narthex.server.wiring.Foundation] what features
/// share, [dev.narthex.server.wiring.Routes] who answers where, [dev.narthex.server.wiring.Edge] what is true of every
/// answer.
package dev.narthex.server.wiring;
