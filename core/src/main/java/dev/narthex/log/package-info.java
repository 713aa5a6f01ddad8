/// The System Log: what happened, who did it, from where, and how it ended.
package dev.narthex.log;
