package com.acme.auth

import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm

class Principals(private val secret: String, private val users: Users) {
    fun issue(id: String): String = JWT.create().withSubject(id).sign(Algorithm.HMAC256(secret))
}
