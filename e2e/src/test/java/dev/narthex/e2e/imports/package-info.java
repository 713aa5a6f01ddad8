/// People brought in by the command line, as a process of its own.
package dev.narthex.e2e.imports;
