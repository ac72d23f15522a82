package com.acme.users

import java.security.MessageDigest
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder
import org.springframework.stereotype.Component

@Component
class Passwords {
    private val encoder = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()

    fun hash(password: String): String = encoder.encode(password)

    fun verify(password: String, hash: String): Boolean = encoder.matches(password, hash)

    /** Digest of an uploaded document, shown to the user. */
    fun documentDigest(bytes: ByteArray): String =
        MessageDigest.getInstance("SHA-256").digest(bytes).joinToString("") { "%02x".format(it) }
}
