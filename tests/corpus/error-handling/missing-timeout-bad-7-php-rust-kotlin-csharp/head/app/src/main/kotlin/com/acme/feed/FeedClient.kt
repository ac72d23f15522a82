package com.acme.feed

import okhttp3.OkHttpClient
import okhttp3.Request
import java.io.IOException
import java.util.concurrent.TimeUnit

class FeedClient(private val baseUrl: String) {
    private val http = OkHttpClient.Builder()
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(0, TimeUnit.MILLISECONDS)
        .build()

    fun latest(): String {
        val request = Request.Builder().url("$baseUrl/latest").build()
        http.newCall(request).execute().use { response ->
            if (!response.isSuccessful) throw IOException("feed answered ${response.code}")
            return response.body!!.string()
        }
    }
}
