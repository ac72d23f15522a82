package com.acme.notes

import java.security.SecureRandom
import javax.crypto.Cipher
import javax.crypto.SecretKey

class NoteCipher(private val key: SecretKey) {
    private val random = SecureRandom()

    fun describe(): String = "key with ${key.encoded.size * 8} bits"
}
