/// What people have agreed to: the consent page, and the grants it leaves.
///
/// Route: `/consent`. Receives from `authorize`, hands back to it through `flow`.
package dev.narthex.consent;
