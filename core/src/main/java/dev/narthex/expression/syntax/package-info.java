/// From text to tree: [dev.narthex.expression.syntax.Lexer], [dev.narthex.expression.syntax.Parser],
/// [dev.narthex.expression.syntax.Node]. A tree is bounded in depth and in nodes, and names only what there is: roots
/// that are known and functions of the table, so most mistakes are found when an expression is written and not when
/// somebody signs in.
package dev.narthex.expression.syntax;
