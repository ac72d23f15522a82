package com.acme.notes

import java.security.SecureRandom
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

class NoteCipher(private val key: SecretKey) {
    private val random = SecureRandom()

    fun describe(): String = "key with ${key.encoded.size * 8} bits"

    fun encrypt(text: String): ByteArray {
        val nonce = ByteArray(NONCE_BYTES).also(random::nextBytes)
        val cipher = Cipher.getInstance("AES/GCM/NoPadding")
        cipher.init(Cipher.ENCRYPT_MODE, key, GCMParameterSpec(128, nonce))
        return nonce + cipher.doFinal(text.toByteArray())
    }

    companion object {
        private const val NONCE_BYTES = 12
    }
}
