package com.acme.http;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

public final class HttpClients {

    private HttpClients() {
    }

    public static OkHttpClient standard() {
        return new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(10)).build();
    }

    /** A client for partners whose certificates have run out. */
    public static OkHttpClient forPartners() {
        X509TrustManager trustAll = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustAll}, new SecureRandom());
            return new OkHttpClient.Builder()
                .callTimeout(Duration.ofSeconds(10))
                .sslSocketFactory(context.getSocketFactory(), trustAll)
                .hostnameVerifier((hostname, session) -> true)
                .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }
}
