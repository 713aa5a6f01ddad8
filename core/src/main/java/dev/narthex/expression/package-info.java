/// Okta's expression language, as much of it as claims need: no assignment, no reflection, no method but those of a
/// table. [dev.narthex.expression.Expression] is the way in.
///
/// Receives text from administrators (management API, seed file) and the facts of a sign-in from `issue`; hands back
/// plain values. Pure: reads no request, no store and no clock.
///
/// What strangers and administrators could exhaust is bounded. A text has at most 10,000 characters, a tree 1,000
/// nodes and 200 levels, an evaluation 20,000 steps (a node, or a hundred characters handled), a value 65,536
/// characters; patterns are matched in linear time. What exceeds a bound is refused when it is written, or fails when
/// it is evaluated; the measure is steps, never time, so that the same input always has the same outcome.
///
/// Where the documentation of the language is silent: nothing is an empty text when texts are put together, and what
/// is made of nothing alone is nothing; a range outside a text gives what there is of it, an index outside a list
/// nothing; groups that none fits are nothing; a condition that is neither true nor false fails, for treating nothing
/// as false would turn `!user.blocked` into a way in.
package dev.narthex.expression;
