package com.acme.http;

import java.time.Duration;
import okhttp3.OkHttpClient;

public final class HttpClients {

    private HttpClients() {
    }

    public static OkHttpClient standard() {
        return new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(10)).build();
    }
}
