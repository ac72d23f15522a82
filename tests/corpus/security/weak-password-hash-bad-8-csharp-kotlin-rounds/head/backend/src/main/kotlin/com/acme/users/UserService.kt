package com.acme.users

import java.security.MessageDigest
import org.springframework.stereotype.Service

@Service
class UserService(private val users: UserRepository) {

    fun find(id: Long): User? = users.findById(id).orElse(null)

    fun register(request: RegisterRequest): User {
        require(request.password.length >= 12) { "The password is too short" }
        return users.save(User(email = request.email, passwordHash = hash(request.password)))
    }

    private fun hash(password: String): String {
        val digest = MessageDigest.getInstance("SHA-512")
        return digest.digest(password.toByteArray()).joinToString("") { "%02x".format(it) }
    }
}
