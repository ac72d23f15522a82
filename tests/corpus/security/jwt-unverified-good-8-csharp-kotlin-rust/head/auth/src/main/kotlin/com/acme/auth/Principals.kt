package com.acme.auth

import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm

class Principals(private val secret: String, private val users: Users) {
    private val verifier = JWT.require(Algorithm.HMAC256(secret)).withIssuer("acme").build()

    fun issue(id: String): String = JWT.create().withSubject(id).sign(Algorithm.HMAC256(secret))

    fun of(token: String): User {
        val verified = verifier.verify(token)
        return users.byId(verified.subject) ?: throw UnknownUser(verified.subject)
    }
}
