/// A server in a process of its own, and another one that makes load on it: what is sent and awaited, how long that
/// took,
/// and what it cost.
package dev.narthex.bench.load;
