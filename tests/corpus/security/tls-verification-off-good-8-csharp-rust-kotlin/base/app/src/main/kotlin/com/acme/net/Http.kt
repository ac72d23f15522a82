package com.acme.net

import java.util.concurrent.TimeUnit
import okhttp3.OkHttpClient

object Http {
    val client: OkHttpClient by lazy {
        OkHttpClient.Builder()
            .callTimeout(10, TimeUnit.SECONDS)
            .build()
    }
}
