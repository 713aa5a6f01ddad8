/// The rules of the house, as tests over all modules: who may know whom, how large things get, what is cited and held.
///
/// Rules about compiled classes are in [DependencyRulesTest]; rules about sources read them with the compiler's own
/// parser ([Sources]). Each message says what to do instead. Every rule has a twin that shows that it can fail.
package dev.narthex.house;
