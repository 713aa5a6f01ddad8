/// The words of the protocol: values only. Imports nothing of ours.
package dev.narthex.oauth;
