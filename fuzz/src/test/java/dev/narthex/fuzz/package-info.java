/// Readers of foreign bytes, tried with bytes that nobody meant to send.
///
/// A [dev.narthex.fuzz.Target] reads an input and asserts what must hold whatever it is; it stands in the package of
/// what it tries. [dev.narthex.fuzz.Corpus] holds inputs worth keeping. Tests try these and some thousand variations;
/// `./dev fuzz` lets Jazzer look for more, guided by the code that an input reaches.
package dev.narthex.fuzz;
