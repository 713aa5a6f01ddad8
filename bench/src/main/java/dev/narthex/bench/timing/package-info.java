/// What a stranger with a clock could find out: who is asked for, how long the answers take, and whether two lots of
/// times
/// differ by more than chance.
package dev.narthex.bench.timing;
