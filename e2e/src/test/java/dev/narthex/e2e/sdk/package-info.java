/// Libraries that people have already, unmodified, against a real server: each in a process of its own.
package dev.narthex.e2e.sdk;
