package com.acme.web

import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.sessions.Sessions
import io.ktor.server.sessions.cookie

data class UserSession(val id: String)

fun Application.sessions() {
    install(Sessions) {
        cookie<UserSession>("user_session") {
            cookie.path = "/"
            cookie.maxAgeInSeconds = 12 * 60 * 60
            cookie.httpOnly = false
            cookie.secure = true
        }
    }
}
