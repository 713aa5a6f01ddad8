/// The API of rules that put people into groups: `/api/v1/groups/rules`. What a rule is and does is told in
/// [dev.narthex.groups.rules].
package dev.narthex.directory.rules;
