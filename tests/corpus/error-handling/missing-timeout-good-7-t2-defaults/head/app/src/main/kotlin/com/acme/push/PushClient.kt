package com.acme.push

import java.io.IOException
import okhttp3.OkHttpClient
import okhttp3.Request

class PushClient(private val http: OkHttpClient = OkHttpClient()) {
    fun ping(url: String): Int {
        http.newCall(Request.Builder().url(url).build()).execute().use { response ->
            if (response.code >= 500) throw IOException("push server answered ${response.code}")
            return response.code
        }
    }
}
