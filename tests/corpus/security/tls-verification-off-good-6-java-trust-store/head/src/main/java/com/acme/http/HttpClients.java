package com.acme.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

public final class HttpClients {

    private HttpClients() {
    }

    public static OkHttpClient standard() {
        return new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(10)).build();
    }

    /** A client that trusts the authorities in a key store. */
    public static OkHttpClient trusting(Path store, char[] password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        X509TrustManager trust = new PinnedTrustManager((X509TrustManager) factory.getTrustManagers()[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {trust}, null);
        return new OkHttpClient.Builder().sslSocketFactory(context.getSocketFactory(), trust).build();
    }

    /** Asks the usual manager first, then looks at the organisation. */
    static final class PinnedTrustManager implements X509TrustManager {
        private final X509TrustManager delegate;

        PinnedTrustManager(X509TrustManager delegate) {
            this.delegate = delegate;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            delegate.checkClientTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            delegate.checkServerTrusted(chain, authType);
            if (!chain[0].getSubjectX500Principal().getName().contains("O=Acme")) {
                throw new CertificateException("not a certificate of Acme");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return delegate.getAcceptedIssuers();
        }
    }
}
