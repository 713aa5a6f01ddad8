/// The org itself: its id, and the check value that says whether the master key is the right one.
package dev.narthex.org;
