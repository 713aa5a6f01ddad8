/// Other systems that are asked while we work: what they are sent, what is made of their answers, and how they may
/// fail.
package dev.narthex.e2e.hooks;
