package dev.narthex.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CryptoProviderTest {
    @Test
    @DisplayName("On 64-bit Linux the fast provider loads, so nobody signs at a quarter of the speed unnoticed")
    void fastProviderLoads() {
        boolean native64 = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        Assumptions.assumeTrue(native64);
        assertEquals("AmazonCorrettoCryptoProvider", CryptoProvider.load().name());
    }

    @Test
    @DisplayName("The JDK's own providers need nothing to load")
    void jdkNeedsNothing() {
        assertEquals("JDK", CryptoProvider.jdk().name());
    }
}
