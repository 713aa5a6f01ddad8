/// Keeps groups, the rules that put people into them, and who is in them why.
/// [dev.narthex.store.groups.Placements] acts in the transactions of others; [dev.narthex.store.groups.RuleRuns]
/// goes through everybody.
package dev.narthex.store.groups;
