package com.acme.hooks

import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec

class HookVerifier(private val secret: ByteArray) {
    fun describe() = "HMAC-SHA256 with ${secret.size} bytes"
}
