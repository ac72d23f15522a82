package com.acme.notes

import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

class NoteCipher(private val key: SecretKey) {
    fun describe(): String = "key with ${key.encoded.size * 8} bits"

    fun encrypt(text: String): ByteArray {
        val cipher = Cipher.getInstance("AES/GCM/NoPadding")
        cipher.init(Cipher.ENCRYPT_MODE, key, GCMParameterSpec(128, NONCE))
        return cipher.doFinal(text.toByteArray())
    }

    fun encryptShort(text: String): ByteArray {
        val cipher = Cipher.getInstance("AES/ECB/PKCS5Padding")
        cipher.init(Cipher.ENCRYPT_MODE, key)
        return cipher.doFinal(text.toByteArray())
    }

    companion object {
        private val NONCE = ByteArray(12)
    }
}
