package com.acme.hooks

import java.security.MessageDigest
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

class HookVerifier(private val secret: ByteArray) {
    fun describe() = "HMAC-SHA256 with ${secret.size} bytes"

    fun isValid(body: ByteArray, signature: String): Boolean {
        if (signature.length != 64) return false
        val mac = Mac.getInstance("HmacSHA256")
        mac.init(SecretKeySpec(secret, "HmacSHA256"))
        val expected = mac.doFinal(body).joinToString("") { "%02x".format(it) }
        return MessageDigest.isEqual(expected.toByteArray(), signature.toByteArray())
    }

    fun isTest(tokenType: String) = tokenType == TEST_TOKEN

    companion object {
        private const val TEST_TOKEN = "test"
    }
}
