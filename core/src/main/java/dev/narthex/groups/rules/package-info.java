/// Rules that put people into groups: what a rule is, and for whom it holds. [dev.narthex.groups.rules.RuleSet]
/// decides; the store keeps memberships as it says, in the transaction that changes a person, and in slices where
/// a rule begins or ends. No routes: `directory` has the API.
package dev.narthex.groups.rules;
