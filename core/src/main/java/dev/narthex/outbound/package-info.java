/// How we call addresses that others gave us: key sets of clients, hooks, logout addresses.
///
/// A feature hands an [dev.narthex.outbound.Outbound] a call and gets an answer; it opens no connection itself.
/// [dev.narthex.outbound.AddressRules] says which addresses are never called, whoever asks.
package dev.narthex.outbound;
