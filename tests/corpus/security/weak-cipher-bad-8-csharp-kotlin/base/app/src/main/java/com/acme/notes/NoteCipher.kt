package com.acme.notes

import javax.crypto.Cipher
import javax.crypto.SecretKey

class NoteCipher(private val key: SecretKey) {
    fun describe(): String = "key with ${key.encoded.size * 8} bits"
}
