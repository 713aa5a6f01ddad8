package dev.narthex.http.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Whose certificates count: the JVM's authorities, and more.
public final class Trust {
    private Trust() {}

    public static KeyStore with(List<X509Certificate> more) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (var certificate : usual()) store.setCertificateEntry("usual-" + number++, certificate);
            for (var certificate : more) store.setCertificateEntry("more-" + number++, certificate);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no trust store can be made", e);
        }
    }

    private static X509Certificate[] usual() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager ours) return ours.getAcceptedIssuers();
        }
        return new X509Certificate[0];
    }
}
