/// What is kept about apps beside the apps themselves: assignments, and the tokens by which clients manage themselves.
package dev.narthex.store.clients;
