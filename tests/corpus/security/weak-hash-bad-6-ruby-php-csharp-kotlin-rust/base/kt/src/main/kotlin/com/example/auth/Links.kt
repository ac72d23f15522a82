package com.example.auth

class Links(private val secret: String) {
    fun path(user: Long) = "/links/$user"
}
