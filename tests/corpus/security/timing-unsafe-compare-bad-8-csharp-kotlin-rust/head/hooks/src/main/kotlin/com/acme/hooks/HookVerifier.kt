package com.acme.hooks

import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

class HookVerifier(private val secret: ByteArray) {
    fun describe() = "HMAC-SHA256 with ${secret.size} bytes"

    fun isValid(body: ByteArray, signature: String): Boolean {
        val mac = Mac.getInstance("HmacSHA256")
        mac.init(SecretKeySpec(secret, "HmacSHA256"))
        val expected = mac.doFinal(body).joinToString("") { "%02x".format(it) }
        return expected == signature
    }
}
