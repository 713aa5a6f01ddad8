/// What people do with their own accounts: recover, activate, register, look after.
package dev.narthex.e2e.account;
