/// The functions that an expression can call, as one table: name, number of arguments, what it does. There is no other
/// way to call anything.
///
/// Values are null, `Boolean`, `Long`, `Double`, `String`, `List` and, on the way to one of these, `Map`. Whatever a
/// function does is charged to a [dev.narthex.expression.function.Budget] before it is done.
package dev.narthex.expression.function;
