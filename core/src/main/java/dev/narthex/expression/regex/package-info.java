/// Regular expressions whose matching takes time in proportion to pattern and text, whatever both are.
///
/// `java.util.regex` searches by trial: `(a|aa)+b` against a row of `a` takes it exponential time, and counting the
/// characters it reads does not stop it, for it can try the ways through a pattern without reading any. Here a pattern
/// becomes an automaton of bounded size that is in all its states at once, so each character is looked at once a
/// state. The price is what no such automaton can do: back references and looking around are refused by name.
///
/// Used by `expression` and by the group filters of `issue`. Knows nothing of ours.
package dev.narthex.expression.regex;
