/// The rules of the house, as tests over all modules: who may know whom, how large things get, what is cited and held.
///
/// Rules about compiled classes are in [DependencyRulesTest]; rules about sources read them with the compiler's own
/// parser ([Sources]). Each message says where, and what to do instead. A rule about sources is tried on something
/// wrong in the same test, so that it is known to fail.
package dev.narthex.house;
