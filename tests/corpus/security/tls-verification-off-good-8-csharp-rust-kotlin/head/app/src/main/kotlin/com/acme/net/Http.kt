package com.acme.net

import java.util.concurrent.TimeUnit
import okhttp3.CertificatePinner
import okhttp3.OkHttpClient

object Http {
    private val pinner = CertificatePinner.Builder()
        .add("api.acme.example", "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        .build()

    val client: OkHttpClient by lazy {
        OkHttpClient.Builder()
            .callTimeout(10, TimeUnit.SECONDS)
            .certificatePinner(pinner)
            .hostnameVerifier(okhttp3.internal.tls.OkHostnameVerifier)
            .build()
    }
}
